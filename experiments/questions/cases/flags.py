"""What makes a case doubtful: too good, against itself, or not complete.

A flag is a name; the words for it belong to the page.
"""

import itertools

from borgerflow.experiments.lookup.cases.catalogue import AMOUNTS, states
from borgerflow.experiments.lookup.cases.common_form import (
    WEEKS,
    CommonForm,
    a_year,
    rate_per_week,
)
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.cases.catalogue import Case, CaseRules

ROUNDING = 100_000  # kroner: documents round to a tenth of a million
NEAR = 0.05  # how far weeks and persons may lie apart and still be one number


def flags_of(case: Case, form: CommonForm, law: LawBook, rules: CaseRules) -> tuple[str, ...]:
    """Return the flags of a case."""
    raised = {
        "too_good": too_good(form, rules),
        "over_full_rate": over_full_rate(case, form, law),
        "net_does_not_add_up": not net_adds_up(case),
        "parts_do_not_add_up": not parts_add_up(case),
        "weeks_against_persons": weeks_against_persons(case),
        "no_investment": case.investment is None,
        "no_effect": not any(states(case, amount) for amount in AMOUNTS[1:]) and not case.net,
        "period_unclear": period_unclear(case),
        "people_not_full_time": case.persons_kind == "people",
        "no_scheme": not case.schemes,
    }
    return tuple(flag for flag, holds in raised.items() if holds)


def too_good(form: CommonForm, rules: CaseRules) -> bool:
    """Tell whether an employee saves more weeks of benefit a year than can be believed."""
    limit = rules.too_good_weeks.value or 0.0
    return (form.saved_weeks_per_employee or 0.0) > limit


def over_full_rate(case: Case, form: CommonForm, law: LawBook) -> bool:
    """Tell whether a full-time person is said to save more than the highest rate of a year.

    No payer can save more than what is paid.
    """
    if form.kroner_per_full_time is None or not case.schemes:
        return False
    pairs = itertools.product(case.schemes, form.years)
    highest = max(rate_per_week(law, scheme, year, highest=True) for scheme, year in pairs)
    return form.kroner_per_full_time > highest * WEEKS


def net_adds_up(case: Case) -> bool:
    """Tell whether gross less investment is the net, where all three are stated alike.

    Each is rounded to a tenth of a million: half of that for each of the three is let through.
    """
    if case.gross is None or case.net is None or case.investment is None:
        return True
    if _unlike(case) or case.net.basis == "after":
        return True
    gross, net, cost = (a_year(s, case) or 0.0 for s in (case.gross, case.net, case.investment))
    return abs(gross - cost - net) <= 1.5 * ROUNDING


def parts_add_up(case: Case) -> bool:
    """Tell whether the persons by scheme are the persons stated."""
    persons = a_year(case.persons, case)
    if not case.mix or case.persons is None or persons is None:
        return True
    stated = case.persons.amount or persons
    return abs(sum(case.mix.values()) - stated) < 1


def weeks_against_persons(case: Case) -> bool:
    """Tell whether weeks and full-time persons are both stated and are not the same."""
    weeks, persons = a_year(case.weeks, case), a_year(case.persons, case)
    if weeks is None or persons is None:
        return False
    return abs(persons * WEEKS - weeks) > NEAR * weeks


def period_unclear(case: Case) -> bool:
    """Tell whether any amount of the effect or the cost lacks its period."""
    stated = (case.investment, case.gross, case.net, case.persons, case.weeks)
    return any(amount is not None and amount.basis == "unclear" for amount in stated)


def _unlike(case: Case) -> bool:
    """Tell whether kroner are stated by year or a year here and for the period there."""
    stated = (case.gross, case.net, case.investment)
    return len({s.basis in ("whole", "unclear") for s in stated if s is not None}) > 1
