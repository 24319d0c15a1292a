"""What more work, fewer without work and more service come to in equalisation: the numbers.

Read from ``params/accounts/equalisation.yaml``; the rules stand in `sim.law.grants`.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import FormError, InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.reading.forms import Entry, Names, Text
from borgerflow.sim.params.reading.units import Grade


def _dated(text: str) -> str:
    try:
        parse_day(text)
    except InputError as error:
        raise FormError(error.said) from None
    return text


DateText = Annotated[Text, AfterValidator(_dated)]
"""An ISO date, kept as it is written: a form that is checked anew takes it again."""

PREFIX = Wording("udligning: ", "equalisation: ")
TOLD = {
    "wage_year": ("lønnens år", "year of the wage"),
    "wage": ("løn i et nyt job", "wage of a new job"),
    "labour_market_contribution": ("arbejdsmarkedsbidrag", "labour market contribution"),
    "allowance_share": ("beskæftigelsesfradrag, andel af løn", "employment allowance, of a wage"),
    "allowance_most": ("beskæftigelsesfradrag, højst", "employment allowance, at most"),
    "own_rate": ("kommunens skatteprocent", "the municipality's tax rate"),
    "average_rate": ("landets gennemsnitlige skatteprocent", "the average tax rate"),
    "level": ("udligning af skattegrundlag", "equalisation of the tax base"),
    "level_below_90": (
        "udligning under 90 pct. af landsgennemsnittet",
        "equalisation below 90 % of the mean",
    ),
    "cap_above_125": (
        "udligning over 125 pct. af landsgennemsnittet",
        "equalisation above 125 % of the mean",
    ),
    "least_rate": ("mindste skatteprocent under loftet", "least tax rate under the cap"),
    "need_level": ("udligning af udgiftsbehov", "equalisation of need"),
    "need_level_above_mean": (
        "udligning af udgiftsbehov over gennemsnittet",
        "equalisation of need above the mean",
    ),
    "net_spending": ("kommunernes nettoudgifter", "net spending of all municipalities"),
    "social_share": ("socioøkonomisk andel af behovet", "social share of need"),
    "weight_without_work": ("vægt for personer uden arbejde", "weight of those without work"),
    "counted_without_work": (
        "personer uden arbejde over 5 pct. i landet",
        "those without work above 5 % in the country",
    ),
    "years_late": ("behovet falder tidligst efter", "need falls at the earliest after"),
    "sanction_by_inhabitants": (
        "andel af en sanktion efter indbyggere",
        "share of a sanction by inhabitants",
    ),
    "overrun": ("kommunernes fælles overskridelse", "overrun of all together"),
    "overspent": ("overskridelser i alt", "what those that overspent did"),
    "share_of_landsdel": ("andel af landsdelens ledige", "share of the landsdel's unemployed"),
    "ceiling_from": ("loft over kurser fra år", "ceiling on courses from year"),
    "ceiling_a_person": (
        "loft over kurser pr. fuldtidsperson",
        "ceiling on courses a full-time person",
    ),
}
CALLED = {name: PREFIX + Wording(*words) for name, words in TOLD.items()}
"""What people call the numbers that answers list and anybody may set."""


class UnderCeiling(Entry):
    """The schemes whose full-time persons a ceiling on courses is counted by."""

    schemes: Names
    source: Text
    grade: Grade


class Equalisation(Entry):
    """The numbers of equalisation, sanction and ceiling, each with its source and grade."""

    looked_up: DateText
    wage_year: Estimate
    wage: Estimate
    labour_market_contribution: Estimate
    allowance_share: Estimate
    allowance_most: Estimate
    own_rate: Estimate
    average_rate: Estimate
    level: Estimate
    level_below_90: Estimate
    cap_above_125: Estimate
    least_rate: Estimate
    need_level: Estimate
    need_level_above_mean: Estimate
    net_spending: Estimate
    social_share: Estimate
    weight_without_work: Estimate
    counted_without_work: Estimate
    years_late: Estimate
    sanction_by_inhabitants: Estimate
    overrun: Estimate
    overspent: Estimate
    share_of_landsdel: Estimate
    ceiling_from: Estimate
    ceiling_a_person: Estimate
    under_ceiling: UnderCeiling

    def number(self, name: str) -> float:
        """Return the value of a number by its name; 0 of one that nobody has said."""
        return float(getattr(self, name).value or 0.0)

    def estimates(self) -> Iterator[tuple[str, Estimate]]:
        """Yield every number with its name."""
        for name in type(self).model_fields:
            held = getattr(self, name)
            if isinstance(held, Estimate):
                yield name, held
