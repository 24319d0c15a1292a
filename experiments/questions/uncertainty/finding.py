"""How sure the answer about proposals is, as data: both layers, what brings them, and its worth.

Kroner are + for an expense, - for a saving, over the horizon. A range holds what is not known of
the proposals' own numbers and what chance leaves open together; ``simulation`` is chance alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.plain import LEFT_OUT, beside, called, computed, plain
from borgerflow.experiments.findings.rows import Interval, Payback, Yearly
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.uncertainty.measures.acceptable import acceptable
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.sim.base.wording import Wording

SEEN = 0.005  # of the variance: a number that brings less is not named
UNCERTAINTY_SCHEMA = "borgerflow/uncertainty/1"
FIFTHS = "saves_by_fifth"


@dataclass(frozen=True, kw_only=True)
class UncertainNumber:
    """A number that was drawn: from what, how much of the spread it brings, and its worth."""

    name: str
    label: Wording | None = field(default=None, metadata=LEFT_OUT)
    value: float | None  # as assumed
    low: float
    high: float
    unit: str
    distribution: str
    grade: str
    share: Interval = field(metadata=called("share_of_variance"))  # alone, of the first order
    # Expected there, all else as unknown as it is; None where the draws do not show it.
    net_at_low: float | None
    net_at_high: float | None
    pays_from: float | None = field(metadata=called("net_is_nought_at"))  # its value, if one is
    saves_by_fifth: tuple[float | None, ...]  # chance of a saving, its lowest fifth first
    # Kroner, at most; None where the draws do not show it.
    knowing: float | None = field(metadata=called("worth_of_knowing"))
    payback_at_low: str | None  # median month of draws in its lowest fifth, None if never
    payback_at_high: str | None
    # From steps of the number alone; None where none were asked for.
    total: Interval | None = field(default=None, metadata=called("total_share_of_variance"))
    step: float | None = field(default=None, metadata=called("elementary_effect"))
    step_differs: float | None = field(default=None, metadata=called("elementary_effect_spread"))


@dataclass(frozen=True)
class StillNumber:
    """A number behind the answer that is not drawn, and why."""

    name: str
    grade: str
    why: Wording
    label: Wording | None = field(default=None, metadata=LEFT_OUT)


@dataclass(frozen=True)
class OneMunicipality:
    """What one municipality meets: there, lots fall once, and not as they do on average."""

    half: float = field(metadata=called("half_width"))  # kroner, of 95 % around what is expected
    saves: Interval = field(metadata=called("chance_of_saving"))


@dataclass(frozen=True)
class PriceRow:
    """The chance of a saving at another price of the proposals."""

    times: float  # of what they are said to cost
    invested: float = field(metadata=called("municipality_pays"))  # kroner over the horizon
    saves: Interval = field(metadata=called("chance_of_saving"))


@dataclass(frozen=True)
class ReadingRow:
    """How sure it is where the words of the proposal are read in another way."""

    reading: Wording
    draws: int
    net: Interval = field(metadata=called("net_municipal"))  # with the range of both layers
    saves: Interval = field(metadata=called("chance_of_saving"))
    bound: float | None = field(
        init=False,
        repr=False,
        compare=False,
        metadata={
            **called("chance_of_saving_bound"),
            **computed(lambda row: bound_of(row.saves.mean, row.draws)),
        },
    )


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """What it is worth at most to know all numbers of a group."""

    group: str
    numbers: int
    knowing: Interval = field(metadata=called("worth_of_knowing"))  # kroner over the horizon


@dataclass(frozen=True, kw_only=True)
class PilotRow:
    """What a pilot is worth before it is decided whether to carry the proposals out.

    Half of its citizens are offered them, by lot. Kroner are of the municipality, over the horizon.
    """

    citizens: int
    months: int
    there: int = field(metadata=called("citizens_there"))  # whom they are offered to in all
    shows: float = field(metadata=called("expected_difference"))  # public kroner a citizen
    error: float = field(metadata=called("standard_error"))  # of that, by chance
    tells: float = field(metadata=called("worth_of_what_it_tells"))
    waits: float = field(metadata=called("cost_of_waiting"))  # what deciding so much later loses
    costs: float = field(metadata=called("cost_of_pilot"))
    worth: float = field(
        init=False, repr=False, compare=False, metadata=computed(lambda row: row.gain)
    )

    @property
    def gain(self) -> float:
        """Return what it tells is worth less what it costs and what waiting for it loses."""
        return self.tells - self.waits - self.costs


@dataclass(frozen=True, kw_only=True)
class EvaluationRow:
    """With which chance an evaluation of the first year's citizens sees the effect.

    ``design`` is ``by_lot``, ``matched`` or ``before_after``; ``effect`` is the size of the main
    mechanism's, None where there is none. Before and after have as many citizens each.
    """

    design: str
    effect: float | None
    months: int  # after the day on which one is met
    citizens: int
    days: float = field(metadata=called("days_on_benefit"))  # more for each citizen offered it
    sees: float = field(metadata=called("chance_of_seeing_it"))
    claims: float = field(metadata=called("chance_of_claiming_one_where_none_is"))


@dataclass(frozen=True)
class FalseAnswer:
    """How often an effect is claimed where there is none, once something else moves.

    ``moved`` is of ``before_after`` the share by which days on benefit fall by themselves, and of
    ``matched`` the odds of being offered it for those who would have done better anyway.
    """

    design: str
    moved: float
    months: int
    claims: float = field(metadata=called("chance_of_claiming_one"))


@dataclass(frozen=True, kw_only=True)
class UncertaintyFinding(Head):
    """How sure it is, what it hangs on, and what it would be worth to know more.

    ``compared`` is the answer with every number as assumed; its intervals are chance alone.
    """

    compared: Finding
    draws: int
    failed: tuple[Wording, ...]  # why draws made no world
    net_by_payer: dict[str, Yearly]  # means over draws, with ranges of both layers
    simulation: float | None  # half the interval of the municipality's net by chance alone
    noise: float  # share of the variance between draws that was chance, and is taken out
    saves: Interval  # chance
    mean_loss: float | None  # where it is one
    mean_saving: float | None  # likewise, a positive number
    payback: Payback  # over draws
    numbers: tuple[UncertainNumber, ...]  # the most influential first
    own: int  # of these are the proposals' own, or are of the talks that they ask for
    worlds: int  # draws of the numbers of both worlds; one where these stand still
    still: tuple[StillNumber, ...]  # numbers that are not drawn
    prices: tuple[PriceRow, ...]
    readings: tuple[ReadingRow, ...]  # others than the first, of which the rest is
    knowing: float  # what it is worth at most to know every number, kroner
    # What was drawn, a row each, and the net of every draw in every replication.
    parameters: pd.DataFrame = field(repr=False, compare=False, metadata=beside("parameters"))
    nets: pd.DataFrame = field(repr=False, compare=False, metadata=beside("net_by_draw"))
    one_municipality: OneMunicipality | None = None
    ledger_long: pd.DataFrame | None = field(
        default=None, repr=False, compare=False, metadata=beside("ledger_long")
    )
    groups: tuple[GroupRow, ...] = ()
    pilots: tuple[PilotRow, ...] = ()  # none where a part of the citizens cannot be offered them
    evaluation_costs: float = 0.0  # kroner, of any pilot, as given
    effect_unit: str = ""  # of the main mechanism's effect, where evaluations are told
    evaluations: tuple[EvaluationRow, ...] = ()
    false_answers: tuple[FalseAnswer, ...] = ()
    steps: int = 0  # from so many draws each number alone was drawn anew

    @property
    def net_municipal(self) -> Yearly:
        """Return what the municipality pays in net, by year and in total."""
        return self.net_by_payer[MUNICIPALITY]

    @property
    def paired(self) -> bool:
        """Tell that a replication is a pair of worlds."""
        return True

    @property
    def some_pay_back(self) -> bool:
        """Tell whether it is paid back within the horizon at the end of some number."""
        return any(row.payback_at_low or row.payback_at_high for row in self.numbers)

    @property
    def find_out_first(self) -> tuple[UncertainNumber, ...]:
        """Return the numbers worth knowing, the one worth most first.

        Where none turns the decision, those that bring a part of the variance, the largest first.
        """
        worth = sorted(self.numbers, key=lambda row: -(row.knowing or 0.0))
        return tuple(row for row in worth if row.knowing) or tuple(
            row for row in self.numbers if row.share.mean > SEEN
        )

    @property
    def carried_out(self) -> bool:
        """Tell whether, deciding now, it is expected to save."""
        return self.net_municipal.total.mean < 0

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``uncertainty``."""
        return {
            **self.head_dict(UNCERTAINTY_SCHEMA),
            "draws": self.draws,
            "steps": self.steps,
            "failed_draws": [reason.en for reason in self.failed],
            "net_municipal": plain(self.net_municipal),
            "simulation_half_width": self.simulation,
            "noise_taken_out": self.noise,
            "chance_of_saving": plain(self.saves),
            "chance_of_saving_bound": bound_of(self.saves.mean, self.draws),
            "one_municipality": plain(self.one_municipality),
            "mean_loss": self.mean_loss,
            "mean_saving": self.mean_saving,
            "breakeven": plain(self.payback),
            "breakeven_of_mean": self.payback.of_mean,
            "as_assumed": plain(self.compared.net_municipal),
            "numbers": plain(self.numbers),
            "own_numbers": self.own,
            "worlds": self.worlds,
            "still": plain(self.still),
            "find_out_first": [row.name for row in self.find_out_first],
            "prices": plain(self.prices),
            "readings": plain(self.readings),
            "worth_of_knowing_everything": self.knowing,
            "groups": plain(self.groups),
            "pilots": plain(self.pilots),
            "pilot_evaluation_costs": self.evaluation_costs,
            "evaluations": plain(self.evaluations),
            "false_answers": plain(self.false_answers),
            "net_by_payer": plain(self.net_by_payer),
            **self.tail_dict(),
            "estimator": self.estimator,
            **self.given_dict(),
        }

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return a table of each list that there is, of the draws, and what the comparison has."""
        content = self.to_dict()
        names = ("numbers", "groups", "pilots", "evaluations", "false_answers")
        there = ("prices", *(name for name in names if content[name]))
        flat = {name: [_fifths_apart(row) for row in content[name]] for name in there}
        own = {name: pd.json_normalize(rows, sep="_") for name, rows in flat.items()}
        drawn = {"parameters": self.parameters, "net_by_draw": self.nets}
        points = pd.DataFrame(acceptable(self.nets), columns=["kroner", "share"])
        if not points.empty:
            drawn["acceptability"] = points
        if self.ledger_long is not None:
            drawn["ledger_long"] = self.ledger_long
        return {**self.compared.tables(), **own, **drawn}


def _fifths_apart(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row in which each fifth of the draws has a column, the first as ``..._1``."""
    if FIFTHS not in row:
        return dict(row)
    apart = {f"{FIFTHS}_{place}": share for place, share in enumerate(row[FIFTHS] or (), start=1)}
    return {key: cell for key, cell in row.items() if key != FIFTHS} | apart
