"""The answer to what another rhythm of talks does, as data.

Every amount is a mean a year over the horizon. Kroner are + for an expense, - for a saving;
changes are beside the baseline, replication by replication.
"""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.findings.rows import Interval, Notice

CONTACTS_SCHEMA = "borgerflow/contacts/1"
Staffing = Literal["as_now", "hired", "named", "no_limit"]


"""Where posts come from: those there are; those a rhythm needs; those a setting names; any."""


NOTHING = Interval(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Measures:
    """What talks are like in one world: of the schemes and teams asked about."""

    talks_held: Interval  # a year
    waiting_days: Interval  # mean of a talk held
    share_on_time: Interval  # of the talks that law asks for
    utilisation: Interval | None  # of the teams' minutes; None where time is no limit
    cases_per_fte: Interval | None  # citizens of the teams' schemes, of a post; likewise
    sanctions: Interval  # a year
    withheld: Interval  # kroner of benefit a year, of all payers, that the sanctioned miss

    def to_plain(self) -> dict[str, Any]:
        """Return the measures by name."""
        return {
            "talks_held": plain(self.talks_held),
            "mean_waiting_days": plain(self.waiting_days),
            "share_on_time": plain(self.share_on_time),
            "utilisation": plain(self.utilisation),
            "cases_per_fte": plain(self.cases_per_fte),
            "sanctions": plain(self.sanctions),
            "kroner_withheld": plain(self.withheld),
        }


@dataclass(frozen=True)
class SettingRow:
    """One setting beside the baseline, a year."""

    label: Notice
    measures: Measures
    full_time: dict[str, Interval]  # scheme -> change of full-time persons
    by_payer: dict[str, Interval]  # change of kroner without staff, talks paid to others included
    fte: Interval  # change of posts that are paid
    fte_needed: float  # change of posts that its talks need
    fte_for_law: float | None  # change of posts that keeps the law; None: not found or not asked
    staff: Interval  # kroner of the change of posts
    net: Interval  # of the municipality, staff included
    loss: float  # the probability that the municipality loses, effects unknown included
    net_by_site: dict[str, Interval]
    best: bool = False
    indifferent: bool = False  # cannot be told from the best
    activation: Interval = NOTHING  # kroner of compulsory activation, by_payer holds them too

    def to_plain(self) -> dict[str, Any]:
        """Return the row by name."""
        return {
            "setting": self.label.en,
            **plain(self.measures),
            "full_time": plain(self.full_time),
            "kroner_by_payer": plain(self.by_payer),
            "fte": plain(self.fte),
            "fte_needed": self.fte_needed,
            "fte_for_law": self.fte_for_law,
            "staff_kroner": plain(self.staff),
            "activation_kroner": plain(self.activation),
            "net_municipal": plain(self.net),
            "probability_of_loss": self.loss,
            "net_by_site": plain(self.net_by_site),
            "best": self.best,
            "indifferent": self.indifferent,
        }


GroupKind = Literal["age", "education", "household", "provider", "weeks_left", "elapsed"]
Verdict = Literal["saving", "no_loss", "later", "loss", "no_fewer", "too_few"]


"""Of fewer talks: they save; no loss is seen; none, but dates of the law slip; they lose."""


EVEN = 1e-9
SLIP = 0.005  # of the law's dates: fewer than so many of them kept is told even if by chance


@dataclass(frozen=True)
class Service:
    """By how much talks of some schemes wait longer, and more are held by the law's date."""

    waiting_days: Interval
    share_on_time: Interval

    @property
    def slips(self) -> bool:
        """Tell whether fewer dates of the law are kept: surely, or by more than is passed over."""
        return sign_of(self.share_on_time) < 0 or self.share_on_time.mean < -SLIP

    def to_plain(self) -> dict[str, Any]:
        """Return the changes by name."""
        return {
            "waiting_days_change": plain(self.waiting_days),
            "share_on_time_change": plain(self.share_on_time),
        }


@dataclass(frozen=True)
class Group:
    """A group whose talks alone become fewer: what that comes to."""

    kind: GroupKind
    label: Notice
    talks_now: float  # of the group, a year
    few: bool  # talks, so that nothing can be told
    talks_held: Interval  # change in the scheme, others included
    fte: Interval  # change of the posts that the talks take at the usual utilisation
    service: Service
    benefits: Interval  # change of the municipality's kroner, staff left out
    net: Interval  # staff included: posts follow the talks only where time is no limit

    @property
    def verdict(self) -> Verdict:
        """Return whether fewer talks for this group cost the municipality or the law's dates."""
        if self.few:
            return "too_few"
        if self.talks_held.mean >= 0:
            return "no_fewer"
        if sign_of(self.net) > 0:
            return "loss"
        if self.service.slips:
            return "later"
        return "saving" if sign_of(self.net) < 0 else "no_loss"

    def to_plain(self) -> dict[str, Any]:
        """Return the group by name."""
        return {
            "kind": self.kind,
            "group": self.label.en,
            "talks_now": self.talks_now,
            "talks_held": plain(self.talks_held),
            "fte": plain(self.fte),
            **plain(self.service),
            "benefits": plain(self.benefits),
            "net_municipal": plain(self.net),
            "verdict": self.verdict,
        }


def sign_of(change: Interval) -> int:
    """Return 1 or -1 where a change is sure: by its whole interval, or by its mean without one."""
    ends = [end for end in (change.low, change.high) if end is not None] or [change.mean]
    return int(min(ends) > EVEN) - int(max(ends) < -EVEN)


@dataclass(frozen=True)
class Use:
    """What posts do in one place, alone: a rhythm in a scheme, or posts in a team and no more."""

    team: Notice
    scheme: str | None  # None: posts alone
    label: Notice
    fte: Interval  # posts given out
    service: Service
    benefits: Interval
    net: Interval
    chosen: bool = False

    @property
    def net_per_fte(self) -> float | None:
        """Return kroner a year per post, None where it takes none."""
        return self.net.mean / self.fte.mean if self.fte.mean > 0 else None

    def to_plain(self) -> dict[str, Any]:
        """Return the use by name."""
        return {
            "team": self.team.en,
            "scheme": self.scheme,
            "setting": self.label.en,
            "fte": plain(self.fte),
            **plain(self.service),
            "benefits": plain(self.benefits),
            "net_municipal": plain(self.net),
            "net_per_fte": self.net_per_fte,
            "chosen": self.chosen,
        }


@dataclass(frozen=True)
class Together:
    """The chosen uses lived together, with the posts that were left over where they do most."""

    fte: Interval  # posts given out
    staff: Interval  # kroner
    benefits: Interval
    net: Interval
    measures: "Measures"
    left_to: Notice | None = None  # the team that has what was left over; None: nobody has it

    def to_plain(self) -> dict[str, Any]:
        """Return it by name."""
        return {
            "fte": plain(self.fte),
            "staff_kroner": plain(self.staff),
            "benefits": plain(self.benefits),
            "net_municipal": plain(self.net),
            **plain(self.measures),
            "left_over_to": None if self.left_to is None else self.left_to.en,
        }


@dataclass(frozen=True)
class BestUse:
    """The best use of some posts: each alone, and those chosen together."""

    extra_fte: float
    uses: tuple[Use, ...]
    together: Together | None  # None where nothing is chosen, or the user stopped before

    @property
    def chosen(self) -> tuple[Use, ...]:
        """Return the uses that do most."""
        return tuple(use for use in self.uses if use.chosen)

    @property
    def left(self) -> float:
        """Return the posts that the chosen uses leave over."""
        return max(0.0, self.extra_fte - sum(use.fte.mean for use in self.chosen))

    def to_plain(self) -> dict[str, Any]:
        """Return the uses by name."""
        return {
            "extra_fte": self.extra_fte,
            "uses": plain(self.uses),
            "left_over_fte": self.left,
            "together": plain(self.together),
        }


@dataclass(frozen=True, kw_only=True)
class ContactsFinding(Head):
    """What settings of talks do beside the baseline, and which is best."""

    schemes: tuple[str, ...]
    teams: tuple[Notice, ...]
    effects: str
    effects_label: Notice
    staffing: Staffing
    fte_price: float
    base_fte: float  # posts of the teams in the baseline
    base_fte_for_law: float | None  # change of posts that keeps the law in the baseline
    against_law: tuple[Notice, ...]  # paragraphs that a setting sets aside
    baseline: Measures
    rows: tuple[SettingRow, ...]
    crossed: tuple[tuple[str, ...], tuple[str, ...]] | None = None  # English labels of both sweeps
    baseline_indifferent: bool = False
    groups: tuple[Group, ...] = ()
    group_rhythm: Notice | None = None
    best_use: BestUse | None = None
    asks_for_contacts: bool = True  # a rhythm, not a form of talks or staff alone
    asks_for_activation: bool = False
    asked: str = ""  # the options that ask for it again
    replications_by_site: tuple[tuple[str, int], ...] = ()

    @property
    def best(self) -> SettingRow | None:
        """Return the setting with the best net, None where that is the baseline."""
        return next((row for row in self.rows if row.best), None)

    @property
    def indifferent(self) -> tuple[SettingRow, ...]:
        """Return the settings that cannot be told from the best."""
        return tuple(row for row in self.rows if row.indifferent)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``contacts``."""
        best = self.best
        return {
            **self.head_dict(CONTACTS_SCHEMA),
            "schemes": [*self.schemes],
            "teams": [team.en for team in self.teams],
            "effects": self.effects,
            "staffing": self.staffing,
            "kroner_per_fte_year": self.fte_price,
            "amounts": "mean_a_year",
            "against_law": [law.en for law in self.against_law],
            "baseline": {
                **plain(self.baseline),
                "fte": self.base_fte,
                "fte_for_law": self.base_fte_for_law,
                "indifferent": self.baseline_indifferent,
            },
            "settings": plain(self.rows),
            "best": None if best is None else best.label.en,
            "sites": [{"site": site, "replications": n} for site, n in self.replications_by_site],
            "groups": plain(self.groups),
            "best_use": plain(self.best_use),
            **self.tail_dict(),
        }

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return settings, groups, uses of posts and assumptions as flat tables, if any."""
        content = self.to_dict()
        rows = {name: content[name] for name in ("settings", "groups", "assumptions")}
        if self.best_use is not None:
            rows["uses"] = content["best_use"]["uses"]
        return {name: pd.json_normalize(each, sep="_") for name, each in rows.items() if each}
