"""What of a proposal comes back through grants and equalisation, as data; apart from its net."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TaxRow:
    """What a change of work does to the municipal tax of a year, kroner.

    ``tax_base`` is the change of the base; ``tax`` and what is kept of it after equalisation
    have the sign of all amounts: - is income. What is kept depends on how rich a municipality is
    beside the national mean.
    """

    year: int
    jobs: float  # full-time, more
    tax_base: float
    tax: float
    kept: float
    kept_below_90: float
    kept_above_125: float


@dataclass(frozen=True)
class NeedLost:
    """What one person fewer without work costs a year in equalisation of need, kroner."""

    years_late: float  # at the earliest
    of_one: float
    of_one_above_mean: float
    of_one_at_most: float  # where the count without work is at its low end
    persons: float  # more in full-time work in the last year


@dataclass(frozen=True)
class SanctionPaid:
    """What a municipality pays if the accounts of all together exceed their budgets, kroner."""

    overrun: float  # of all together
    year: int  # in which the proposal has most service expenditure
    service: float  # of the proposal in that year, none of it budgeted
    own: float  # what the municipality pays
    by_inhabitants: float  # what of it falls on all, whoever overspent


@dataclass(frozen=True)
class Ceiling:
    """The ceiling on courses of all together, as the municipality's persons count in it."""

    year: int
    persons: float  # full-time, without the proposal
    kroner_a_person: float
    kroner: float


@dataclass(frozen=True)
class Grants:
    """What grants and equalisation do beside a comparison; nothing of it is in its net.

    ``dagpenge_shared`` is the net of dagpenge to 2020 and what is kept of it by a share of the
    landsdel; None where there is none. ``law_changes`` tells that law differs in the answer,
    ``looked_up`` on which day rules and numbers were last held against their sources.
    """

    own_share: float  # of the block grant
    tax: tuple[TaxRow, ...]
    need: NeedLost
    sanction: SanctionPaid
    dagpenge_shared: tuple[float, float] | None
    ceiling: Ceiling | None  # None in years before there is one
    law_changes: bool
    looked_up: str

    @property
    def jobs(self) -> float:
        """Return the full-time jobs more, added up over the years."""
        return sum(row.jobs for row in self.tax)
