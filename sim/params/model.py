"""The estimates of the model: hazards, outcomes at deadlines, who lives where, unit costs.

Each form below is one file of ``params/model`` or one file of ``params/municipalities``. A
form checks what can be checked without the map of schemes; `world` checks the rest.
"""

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from borgerflow.sim.base.errors import FormError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.reading.forms import Day, Entry, Label, Names, Text
from borgerflow.sim.params.reading.units import Grade

AGE_BANDS = ("under_25", "age_25_29", "age_30_49", "age_50_59", "age_60_plus")
LEVELS: dict[str, tuple[str, ...]] = {
    "sector": ("none", "municipal", "other_public", "private"),
    "insured": ("uninsured", "insured"),
    "provider": ("non_provider", "provider"),
    "household": ("single", "couple"),
    "education": ("no_education", "vocational_or_more"),
    "age": AGE_BANDS,
}


"""The attributes of a citizen and their levels, in the order of the cells."""


HELP = ("uddannelseshjaelp", "kontanthjaelp")


"""Which help a citizen would get: follows from age and education (LAS § 23 and § 25)."""


Rates = tuple[float, ...]
Band = Literal["under_25", "age_25_29", "age_30_49", "age_50_59", "age_60_plus"]
_WHOLE = 1e-6


def off_the_whole(total: float) -> Wording:
    """Return that shares do not add up to 1."""
    return Wording(
        f"andelene er tilsammen {total:g}; det skal være 1",
        f"the shares add up to {total:g}; expected 1",
    )


def strange_level(level: str, attribute: str) -> Wording:
    """Return that an attribute of citizens has no such level."""
    unknown = Wording("ukendt værdi ", "unknown level ") + quoted(level)
    return unknown + Wording(f" af {attribute}", f" of {attribute}")


def _known(names: Iterable[str]) -> Wording:
    listed = ", ".join(names)
    return Wording(f"; mulige: {listed}", f"; known: {listed}")


class GradedBlock(Entry):
    """A block of numbers that share a source and a grade, with a range as a factor."""

    source: Text
    grade: Grade
    range: tuple[float, float] = Field(
        description="lowest and highest plausible value, as a factor on the numbers"
    )
    note: Text | None = None

    @model_validator(mode="after")
    def _range_holds_one(self) -> Self:
        if not 0 <= self.range[0] <= 1 <= self.range[1]:
            shown = list(self.range)
            raise FormError(
                Wording(
                    f"range {shown} skal være en faktor på højst 1 og en på mindst 1",
                    f"range {shown} must be a factor below and above 1",
                )
            )
        return self


class ExitHazard(GradedBlock):
    """The weekly hazard of one exit, by duration bin and by where the citizen came from."""

    per_week: Rates
    per_week_from: dict[str, Rates] = Field(default_factory=dict)
    frailty: bool = False
    returns: bool = False
    groups: dict[str, dict[str, float]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _no_hazard_is_negative(self) -> Self:
        rates = [*self.per_week, *(r for rs in self.per_week_from.values() for r in rs)]
        factors = [f for group in self.groups.values() for f in group.values()]
        for number in (*rates, *factors):
            if number < 0:
                raise FormError(
                    Wording(
                        f"der står {number:g}: en afgangsrate kan ikke være negativ",
                        f"got {number:g}: a hazard cannot be negative",
                    )
                )
        return self

    @model_validator(mode="after")
    def _groups_are_known(self) -> Self:
        known = {**LEVELS, "help": HELP}
        for attribute, factors in self.groups.items():
            if attribute not in known:
                raise FormError(
                    Wording("ukendt egenskab ", "unknown attribute ")
                    + quoted(attribute)
                    + _known(known)
                )
            strange = sorted(set(factors) - set(known[attribute]))
            if strange:
                raise FormError(strange_level(strange[0], attribute) + _known(known[attribute]))
        return self


class SchemeHazards(Entry):
    """The exits of one scheme and the bins of time since the spell began."""

    bins_weeks: Rates
    exits: dict[str, ExitHazard]

    @model_validator(mode="after")
    def _bins_fit(self) -> Self:
        if self.bins_weeks[0] != 0 or list(self.bins_weeks) != sorted(set(self.bins_weeks)):
            raise FormError(
                Wording(
                    "bins_weeks skal begynde ved 0 og stige", "bins_weeks must begin at 0 and rise"
                )
            )
        for name, hazard in self.exits.items():
            for rates in (hazard.per_week, *hazard.per_week_from.values()):
                if len(rates) != len(self.bins_weeks):
                    bins = len(self.bins_weeks)
                    raise FormError(
                        Wording(
                            f"{name} har {len(rates)} afgangsrater til {bins} intervaller",
                            f"{name} has {len(rates)} hazards for {bins} bins",
                        )
                    )
        return self


class CalendarPeriod(GradedBlock):
    """A time in which named hazards were other than usual."""

    start: Day
    until: Day
    factors: dict[str, float] = Field(description="``origin>destination`` to factor")


class Hazards(Entry):
    """``model/hazards.yaml``."""

    schemes: dict[str, SchemeHazards]
    calendar: tuple[CalendarPeriod, ...] = ()


class OutcomeForm(Entry):
    """One thing that can be decided at a deadline, and its share."""

    to: Text
    share: float = Field(ge=0, le=1)
    prolonged_weeks: float | None = Field(default=None, ge=0)
    then: int = Field(default=0, ge=0)
    ground: Text | None = None


class DeadlineOutcomes(GradedBlock):
    """What is decided at the deadline of a scheme, from a day on."""

    scheme: Text
    stage: int = Field(ge=0)
    start: Day
    outcomes: tuple[OutcomeForm, ...]

    @model_validator(mode="after")
    def _shares_add_up(self) -> Self:
        total = sum(outcome.share for outcome in self.outcomes)
        if abs(total - 1) > _WHOLE:
            raise FormError(off_the_whole(total))
        return self


class Outcomes(Entry):
    """``model/outcomes.yaml``."""

    deadlines: tuple[DeadlineOutcomes, ...]


class ByBand(GradedBlock):
    """One number for each age band."""

    under_25: float
    age_25_29: float
    age_30_49: float
    age_50_59: float
    age_60_plus: float

    def values(self) -> tuple[float, ...]:
        """Return the five numbers in the order of the bands."""
        return tuple(getattr(self, band) for band in AGE_BANDS)


class Shares(GradedBlock):
    """How something is divided; the shares add up to 1."""

    shares: dict[str, float]

    @model_validator(mode="after")
    def _shares_add_up(self) -> Self:
        total = sum(self.shares.values())
        if abs(total - 1) > _WHOLE or min(self.shares.values()) < 0:
            none_negative = Wording(", og ingen må være negativ", ", none negative")
            raise FormError(off_the_whole(total) + none_negative)
        return self


class StockProfile(GradedBlock):
    """Who is in a scheme when the simulation begins: their ages and how long they have been."""

    ages: tuple[float, float, float, float, float]
    mean_elapsed_weeks: float = Field(gt=0)
    at_most_weeks: float | None = Field(default=None, gt=0)
    insured: bool | None = None
    education: bool | None = None
    young_are_educated: bool = False
    came_from: Text | None = None
    waiting_by_paid: float = Field(default=0.0, ge=0)  # whom nobody pays yet, by those who are paid


class Population(Entry):
    """``model/population.yaml``."""

    insured: Estimate
    provider: Estimate
    couple: Estimate
    educated: ByBand
    sectors: Shares
    frailty_log_sd: Estimate
    deaths_per_week: ByBand
    moves_away_per_week: ByBand
    newcomers: Shares
    newcomer_ages: Shares
    eighteen: Shares
    profiles: dict[str, StockProfile]


class CategoryRule(Entry):
    """A category, and for whom it is: every attribute named must have one of the levels."""

    category: Text
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class CategoriesFrom(Entry):
    """The day from which the categories of some schemes are others, and which."""

    day: Day
    schemes: dict[str, tuple[CategoryRule, ...]]


class Categories(Entry):
    """``model/categories.yaml``."""

    source: Text
    grade: Grade
    schemes: dict[str, tuple[CategoryRule, ...]]
    from_day: CategoriesFrom | None = None


class Costs(Entry):
    """``model/costs.yaml``: what a talk and a week of activation cost, and what an hour saves.

    Discount rates are yearly and real, by the first year they hold for, counted from 0.
    """

    talk_kroner_per_minute: Estimate
    activation_kroner_per_week: dict[str, Estimate]
    benefit_share: dict[str, Estimate]
    discount_rate: dict[str, Estimate]
    hour_of_work_lowers_benefit: dict[str, Estimate]


class SmallCounts(Entry):
    """``model/small_counts.yaml``: the least count of real people that is shown."""

    smallest_count: Estimate


class Target(Entry):
    """A published figure the model is held against."""

    name: Text
    label: Label
    schemes: Names
    day: Day
    paid_only: bool = False
    persons: Estimate


class YearsNote(Label):
    """What a reader must know of answers about some years, the first and the last; else of all."""

    years: tuple[int, int] | None = None


class FitOfTarget(Entry):
    """What was simulated of a target when its municipality was made; ``gap`` is a share of it."""

    simulated: float
    low: float | None = None
    high: float | None = None
    gap: float


class Calibration(Entry):
    """How a municipality was made, and how well its stocks were met, by target."""

    command: Text
    made: Day
    seed: int
    replications: int
    params: Text = Field(description="digest of the params it was made under")
    fit: dict[str, FitOfTarget]
    posterior: Text | None = Field(
        default=None, description="file beside this one with draws of the factors"
    )


class WeeksStock(Entry):
    """Persons who have been in a scheme for some weeks; both ends of a range are inside.

    ``weeks`` are whole weeks since the case began, of sygedagpenge since the municipality pays.
    ``ladder`` are weeks on the refusion ladder, this one too; None: as many as have elapsed.
    """

    scheme: Text
    weeks: tuple[int, int]
    ladder: tuple[int, int] | None = None
    persons: int


class StockOnDay(Entry):
    """Everybody in some schemes on a day, on which lives then begin."""

    day: Day
    source: Text
    grade: Grade
    rows: tuple[WeeksStock, ...]

    @property
    def schemes(self) -> tuple[str, ...]:
        """Return the schemes that are told, each once."""
        return tuple(dict.fromkeys(row.scheme for row in self.rows))


class Municipality(Entry):
    """``municipalities/<name>.yaml``.

    Hazard factors are by way: ``a>b``, or ``c>a>b`` on the hazard that those who came to a from c
    have of their own (``per_week_from``).
    """

    name: Text
    label: Label
    persons_18_66: Estimate
    workforce: Estimate
    stocks: dict[str, Estimate]
    inflow_factors: dict[str, Estimate]
    hazard_factors: dict[str, Estimate] = Field(default_factory=dict)
    newcomers_per_year: Estimate
    stock: StockOnDay | None = None
    targets: tuple[Target, ...] = ()
    calibration: Calibration | None = None
    notes: tuple[YearsNote, ...] = ()
