"""The answer to what another rhythm of contacts does, as data.

Every amount is a mean a year over the horizon. Kroner are + for an expense, - for a saving;
changes are beside the baseline, replication by replication.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.plain import (
    CURRENT,
    SPREAD,
    called,
    computed,
    fields_of,
    plain,
)
from borgerflow.experiments.findings.rows import (
    Assumption,
    BreakEven,
    DrawnRange,
    Interval,
)
from borgerflow.experiments.questions.contacts.asked.question import Staffing
from borgerflow.experiments.questions.contacts.asked.sizes import caseload_label
from borgerflow.experiments.questions.contacts.targeting.mix_rows import GroupKind, Mix
from borgerflow.experiments.runs.accounts.rows import SettingAccount, SettingFrames
from borgerflow.experiments.runs.capacity.posts_for_law import PostsForLaw
from borgerflow.sim.base.wording import Wording

CONTACTS_SCHEMA = "borgerflow/contacts/1"
Verdict = Literal["saving", "no_loss", "later", "loss", "no_fewer", "too_few"]  # of fewer contacts
AS_NOW = Wording("som nu", "as now")
NOTHING, NOT_SEARCHED = Interval(0.0), PostsForLaw()
SLIP = 0.005  # of the law's dates: fewer than so many of them kept is told even if by chance
LESS_OFTEN = "law_dates_kept_less_often"  # the key in JSON


@dataclass(frozen=True)
class Measures:
    """What contacts are like in one world: of the schemes and teams asked about."""

    contacts_held: Interval = field(metadata=called("talks_held"))  # a year
    waiting_days: Interval = field(metadata=called("mean_waiting_days"))  # of a contact held
    share_on_time: Interval  # of the contacts that law asks for
    utilisation: Interval | None  # of the teams' minutes; None where time is no limit
    cases_per_fte: Interval | None  # citizens of the teams' schemes, of a post; likewise
    sanctions: Interval  # a year
    withheld: Interval = field(metadata=called("kroner_withheld"))  # benefit missed a year


@dataclass(frozen=True, kw_only=True)
class SettingRow:
    """One setting beside the baseline, a year; a setting that changes nothing unless said."""

    label: Wording = field(metadata=called("setting"))
    measures: Measures = field(metadata=SPREAD)
    full_time: dict[str, Interval] = field(default_factory=dict)  # change of persons by scheme
    # Change of kroner without staff, contacts paid to others included.
    by_payer: dict[str, Interval] = field(default_factory=dict, metadata=called("kroner_by_payer"))
    fte: Interval = NOTHING  # change of posts that are paid
    fte_needed: float = 0.0  # change of posts that its contacts need
    # Posts of the teams, and those that its contacts need; None where time is no limit.
    posts_there: float | None = None
    posts_needed: float | None = None
    for_law: PostsForLaw = field(default=NOT_SEARCHED, metadata=SPREAD)
    staff: Interval = field(default=NOTHING, metadata=called("staff_kroner"))
    # Compulsory activation, which is part of what the payers pay too.
    activation: Interval = field(default=NOTHING, metadata=called("activation_kroner"))
    net: Interval = field(default=NOTHING, metadata=called("net_municipal"))  # staff included
    net_current: Interval = field(default=NOTHING, metadata=called(f"net_municipal_{CURRENT}"))
    # Of the municipality, what is unknown of the effects included.
    loss: float | None = field(default=None, metadata=called("probability_of_loss"))
    loss_bound: float | None = field(
        init=False,
        repr=False,
        compare=False,
        metadata={
            **called("probability_of_loss_bound"),
            **computed(lambda row: row.loss_left_open),
        },
    )
    net_by_site: dict[str, Interval] = field(default_factory=dict)
    drawn: DrawnRange | None = None  # what the net may be, all numbers drawn at once, and chance
    # How much faster exits must be for it to pay; of one that saves, how much slower they may be.
    break_even: BreakEven | None = None
    best: bool = False
    indifferent: bool = False  # cannot be told from the best

    def ranged(self, drawn: DrawnRange, loss: float) -> "SettingRow":
        """Return the row with what its net may be, and how likely a loss then is."""
        return replace(self, drawn=drawn, loss=loss)

    @property
    def loss_left_open(self) -> float | None:
        """Return the bound that the draws leave the chance of a loss open to, where all agree."""
        if self.loss is None or self.drawn is None:
            return None
        return bound_of(self.loss, self.drawn.tried)


@dataclass(frozen=True, kw_only=True)
class LateQuarter:
    """The talks that law asks for in one world and calendar quarter, and how late they are.

    Late is one held after the day by which law asks for it or, where that is a day off, after the
    next working day. A quarter at an end of the horizon counts the days in it.
    """

    quarter: str  # as 2026-Q3
    due: Interval = field(metadata=called("talks_due"))  # whose day lies in it
    held: Interval = field(metadata=called("talks_held"))  # those of local rules too
    late: Interval = field(metadata=called("held_late"))
    share_late: float | None  # of those held that law asks for; None where none is held
    days_late: float | None = field(metadata=called("mean_days_late"))  # of those late; or None
    days_late_p90: float | None = field(metadata=called("days_late_90_percent"))
    # Of the talks held, missed or given up whose day was past, those that were on time.
    legal: Interval = field(metadata=called("talks_by_law"))
    on_time: Interval
    waiting: Interval = field(metadata=called("waiting_at_end"))  # whose day is past
    fte: float  # posts of the teams
    fte_used: float  # by talks
    benefits: Interval = field(metadata=called("benefits_lost"))  # kroner; change, staff left out


@dataclass(frozen=True)
class Service:
    """By how much contacts of some schemes wait longer, and more are held by the law's date."""

    waiting_days: Interval = field(metadata=called("waiting_days_change"))
    share_on_time: Interval = field(metadata=called("share_on_time_change"))
    less_often: bool = field(
        init=False,
        repr=False,
        compare=False,
        metadata={**called(LESS_OFTEN), **computed(lambda row: slips(row.share_on_time))},
    )


def slips(change: Interval) -> bool:
    """Tell whether the share of the law's dates that are kept falls by so much that it is told."""
    return change.mean < -SLIP


@dataclass(frozen=True)
class Group:
    """A group whose contacts alone become fewer: what that comes to."""

    kind: GroupKind
    label: Wording = field(metadata=called("group"))
    contacts_now: float = field(metadata=called("talks_now"))  # of the group, a year
    # Change in the scheme, others included.
    contacts_held: Interval = field(metadata=called("talks_held"))
    fte: Interval  # change of the posts that the contacts take at the usual utilisation
    service: Service = field(metadata=SPREAD)
    benefits: Interval  # change of the municipality's kroner, staff left out
    # Staff included: posts follow the contacts only where time is no limit.
    net: Interval = field(metadata=called("net_municipal"))
    verdict: Verdict


@dataclass(frozen=True)
class Use:
    """What posts do in one place, alone: a rhythm in a scheme, or posts in a team and no more."""

    team: Wording
    scheme: str | None  # None: posts alone
    label: Wording = field(metadata=called("setting"))
    fte: Interval  # posts given out
    service: Service = field(metadata=SPREAD)
    benefits: Interval
    net: Interval = field(metadata=called("net_municipal"))
    net_per_fte: float | None  # kroner a year per post, None where it takes none
    chosen: bool


@dataclass(frozen=True)
class Together:
    """The chosen uses at once, with the posts that were left over where they do most."""

    fte: Interval  # posts given out
    staff: Interval = field(metadata=called("staff_kroner"))
    benefits: Interval
    net: Interval = field(metadata=called("net_municipal"))
    measures: Measures = field(metadata=SPREAD)
    # The team that has what was left over; None: nobody has it.
    left_to: Wording | None = field(metadata=called("left_over_to"))


@dataclass(frozen=True)
class BestUse:
    """The best use of some posts: each alone, and those chosen together."""

    extra_fte: float
    uses: tuple[Use, ...]
    left: float = field(metadata=called("left_over_fte"))  # by the chosen uses
    together: Together | None  # None where nothing is chosen, or the user stopped before

    @property
    def chosen(self) -> tuple[Use, ...]:
        """Return the uses that do most."""
        return tuple(use for use in self.uses if use.chosen)


@dataclass(frozen=True)
class DroppedTalk:
    """By how long a dropped talk may lengthen a stay and still pay, and what studies found."""

    kroner: float  # of staff, by a talk dropped
    kroner_a_day: float  # of benefit, by a day in the schemes asked about; the municipality's
    stay_days: float | None  # mean stay in these schemes; None where nobody begins one
    longer: Assumption  # share by which a stay lasts longer for each talk lost

    @property
    def days(self) -> float:
        """Return by how many days of benefit less than it must lengthen a stay to pay."""
        return self.kroner / self.kroner_a_day

    def found(self, share: float | None) -> float | None:
        """Return a share by which a stay lasts longer in days."""
        return None if share is None or self.stay_days is None else share * self.stay_days

    def to_plain(self) -> dict[str, Any]:
        """Return every field by name, and the days."""
        longer = self.longer
        found = [self.found(each) for each in (longer.value, longer.low, longer.high)]
        return {**fields_of(self), "days": self.days, "days_found": found}


@dataclass(frozen=True)
class QuarterRow:
    """What contacts are like in one world in one quarter, in the schemes and teams asked about."""

    label: Wording = field(metadata=called("setting"))
    quarter: str  # ``2026-Q3``
    contacts_held: Interval = field(metadata=called("talks_held"))
    by_law: Interval = field(metadata=called("talks_by_law"))  # that law asks for
    fte_needed: Interval  # that the contacts take at the usual utilisation
    fte: float | None  # there are; None where time is no limit


@dataclass(frozen=True, kw_only=True)
class ContactsFinding(Head):
    """What settings of contacts do beside the baseline, and which is best."""

    schemes: tuple[str, ...]
    teams: tuple[Wording, ...]
    effects: str
    effects_label: Wording
    staffing: Staffing
    fte_price: float
    base_fte: float  # posts of the teams in the baseline
    base_fte_needed: float  # posts that its contacts need
    against_law: tuple[Wording, ...]  # paragraphs that a setting sets aside
    baseline: Measures
    rows: tuple[SettingRow, ...]
    crossed: tuple[tuple[str, ...], tuple[str, ...]] | None = None  # English labels of both sweeps
    caseload_now: float | None = None  # citizens that a post has in the baseline, if said
    baseline_indifferent: bool = False
    base_for_law: PostsForLaw = NOT_SEARCHED
    law_from: str | None = None  # month from which law's dates count; None: all
    # Of the baseline, then of each setting; none where none has posts of its own.
    lateness: tuple[tuple[LateQuarter, ...], ...] = ()
    # Of each setting, if one opens or closes a scheme: the municipality's benefits by that alone.
    closing: tuple[Interval | None, ...] = ()
    groups: tuple[Group, ...] = ()
    group_rhythm: Wording | None = None
    best_use: BestUse | None = None
    mix: Mix | None = None  # where a sum is to be saved
    quarters: tuple[QuarterRow, ...] = ()  # the baseline first, then each world beside it
    dropped_talk: DroppedTalk | None = None  # where the contact rules of law are tried
    compared_with: Wording = AS_NOW
    asks_for_contacts: bool = True  # a rhythm, not a form of contacts or staff alone
    asks_for_activation: bool = False
    posts_alone: bool = False  # other posts are tried, and no contact more or fewer is asked for
    options: str = ""  # that ask for it again
    replications_by_site: tuple[tuple[str, int], ...] = ()
    accounts: tuple[SettingAccount, ...] = ()  # of each setting by authorised function
    frames: tuple[SettingFrames, ...] = ()

    @property
    def paired(self) -> bool:
        """Tell that every replication is of a baseline and of the worlds beside it."""
        return True

    @property
    def baseline_label(self) -> Wording:
        """Return what the baseline is called."""
        now = self.caseload_now
        return self.compared_with if now is None else caseload_label(now)

    @property
    def now(self) -> SettingRow:
        """Return the baseline as a row: the setting that changes nothing."""
        return SettingRow(
            label=self.baseline_label,
            measures=self.baseline,
            posts_there=None if self.staffing == "no_limit" else self.base_fte,
            posts_needed=None if self.staffing == "no_limit" else self.base_fte_needed,
            for_law=self.base_for_law,
            best=self.best is None,
            indifferent=self.baseline_indifferent,
        )

    @property
    def late_quarters(self) -> tuple[tuple[SettingRow, LateQuarter], ...]:
        """Return every quarter with the setting it is of, the baseline first."""
        if not self.lateness:
            return ()
        rows = zip((self.now, *self.rows), self.lateness, strict=True)
        return tuple((row, quarter) for row, quarters in rows for quarter in quarters)

    @property
    def best(self) -> SettingRow | None:
        """Return the setting with the best net, None where that is the baseline."""
        return next((row for row in self.rows if row.best), None)

    @property
    def leading(self) -> SettingRow:
        """Return the best setting, else the one with the least net; some must be tried."""
        return self.best or min(self.rows, key=lambda row: row.net.mean)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``contacts``."""
        best = self.best
        return {
            **self.head_dict(CONTACTS_SCHEMA),
            "schemes": plain(self.schemes),
            "teams": plain(self.teams),
            "effects": self.effects,
            "staffing": self.staffing,
            "kroner_per_fte_year": self.fte_price,
            "amounts": "mean_a_year",
            "against_law": plain(self.against_law),
            "baseline": {
                "setting": plain(self.baseline_label),
                **plain(self.baseline),
                "fte": self.base_fte,
                "fte_needed": self.base_fte_needed,
                **plain(self.base_for_law),
                "indifferent": self.baseline_indifferent,
            },
            "fte_for_law_from": self.law_from,
            "settings": [self._with_slip(row) for row in self.rows],
            "best": None if best is None else best.label.en,
            "sites": [{"site": site, "replications": n} for site, n in self.replications_by_site],
            **_late_dict(self),
            **({"scheme_opened_or_closed": plain(self.closing)} if self.closing else {}),
            "groups": plain(self.groups),
            "best_use": self._best_use(),
            "mix": plain(self.mix),
            "quarters": plain(self.quarters),
            "dropped_talk": plain(self.dropped_talk),
            "accounts": plain(self.accounts),
            "frames": plain(self.frames),
            **self.tail_dict(),
        }

    def _with_slip(self, row: SettingRow) -> dict[str, Any]:
        """Return a setting with whether it keeps the law's dates less often than now."""
        return {**plain(row), LESS_OFTEN: keeps_fewer(self, row.measures)}

    def _best_use(self) -> Any:
        """Return the best use of posts; what is chosen together says of the law's dates too."""
        use = self.best_use
        if use is None or use.together is None:
            return plain(use)
        fewer = keeps_fewer(self, use.together.measures)
        return {**plain(use), "together": {**plain(use.together), LESS_OFTEN: fewer}}

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return settings, groups, uses of posts and assumptions as flat tables, if any."""
        content = self.to_dict()
        names = ("settings", "lateness", "groups", "accounts", "frames", "assumptions")
        rows = {name: content[name] for name in names if name in content}
        if self.best_use is not None:
            rows["uses"] = content["best_use"]["uses"]
        if self.mix is not None:
            rows["mix"] = content["mix"]["parts"]
        rows["quarters"] = content["quarters"]
        return {name: pd.json_normalize(each, sep="_") for name, each in rows.items() if each}


def _late_dict(finding: ContactsFinding) -> dict[str, Any]:
    """Return the quarters of every setting under their key, where posts are tried."""
    rows = [
        {"setting": plain(row.label), **plain(quarter)} for row, quarter in finding.late_quarters
    ]
    return {"lateness": rows} if rows else {}


def keeps_fewer(finding: ContactsFinding, then: Measures) -> bool:
    """Tell whether a world keeps the law's dates less often than the baseline does."""
    return slips(Interval(then.share_on_time.mean - finding.baseline.share_on_time.mean))
