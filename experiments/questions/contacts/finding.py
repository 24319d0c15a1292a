"""The answer to what another rhythm of talks does, as data.

Every amount is a mean a year over the horizon. Kroner are + for an expense, - for a saving;
changes are beside the baseline, replication by replication.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from borgerflow.experiments.findings.finding import Head
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

    def to_dict(self) -> dict[str, Any]:
        """Return the measures by name."""
        return {
            "talks_held": self.talks_held.to_dict(),
            "mean_waiting_days": self.waiting_days.to_dict(),
            "share_on_time": self.share_on_time.to_dict(),
            "utilisation": None if self.utilisation is None else self.utilisation.to_dict(),
            "cases_per_fte": None if self.cases_per_fte is None else self.cases_per_fte.to_dict(),
            "sanctions": self.sanctions.to_dict(),
            "kroner_withheld": self.withheld.to_dict(),
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

    def to_dict(self) -> dict[str, Any]:
        """Return the row by name."""
        return {
            "setting": self.label.en,
            **self.measures.to_dict(),
            "full_time": {name: each.to_dict() for name, each in self.full_time.items()},
            "kroner_by_payer": {name: each.to_dict() for name, each in self.by_payer.items()},
            "fte": self.fte.to_dict(),
            "fte_needed": self.fte_needed,
            "fte_for_law": self.fte_for_law,
            "staff_kroner": self.staff.to_dict(),
            "activation_kroner": self.activation.to_dict(),
            "net_municipal": self.net.to_dict(),
            "probability_of_loss": self.loss,
            "net_by_site": {name: each.to_dict() for name, each in self.net_by_site.items()},
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

    def to_dict(self) -> dict[str, Any]:
        """Return the changes by name."""
        return {
            "waiting_days_change": self.waiting_days.to_dict(),
            "share_on_time_change": self.share_on_time.to_dict(),
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

    def to_dict(self) -> dict[str, Any]:
        """Return the group by name."""
        return {
            "kind": self.kind,
            "group": self.label.en,
            "talks_now": self.talks_now,
            "talks_held": self.talks_held.to_dict(),
            "fte": self.fte.to_dict(),
            **self.service.to_dict(),
            "benefits": self.benefits.to_dict(),
            "net_municipal": self.net.to_dict(),
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

    def to_dict(self) -> dict[str, Any]:
        """Return the use by name."""
        return {
            "team": self.team.en,
            "scheme": self.scheme,
            "setting": self.label.en,
            "fte": self.fte.to_dict(),
            **self.service.to_dict(),
            "benefits": self.benefits.to_dict(),
            "net_municipal": self.net.to_dict(),
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

    def to_dict(self) -> dict[str, Any]:
        """Return it by name."""
        return {
            "fte": self.fte.to_dict(),
            "staff_kroner": self.staff.to_dict(),
            "benefits": self.benefits.to_dict(),
            "net_municipal": self.net.to_dict(),
            **self.measures.to_dict(),
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

    def to_dict(self) -> dict[str, Any]:
        """Return the uses by name."""
        return {
            "extra_fte": self.extra_fte,
            "uses": [use.to_dict() for use in self.uses],
            "left_over_fte": self.left,
            "together": None if self.together is None else self.together.to_dict(),
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
                **self.baseline.to_dict(),
                "fte": self.base_fte,
                "fte_for_law": self.base_fte_for_law,
                "indifferent": self.baseline_indifferent,
            },
            "settings": [row.to_dict() for row in self.rows],
            "best": None if best is None else best.label.en,
            "sites": [{"site": site, "replications": n} for site, n in self.replications_by_site],
            "groups": [group.to_dict() for group in self.groups],
            "best_use": None if self.best_use is None else self.best_use.to_dict(),
            **self.tail_dict(),
        }

    def to_json(self) -> str:
        """Return the finding as JSON text; the same inputs give the same text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1, allow_nan=False)

    def text(self, lang: str = "en", *, all_assumptions: bool = False) -> str:
        """Return the finding as read by people: the answer first, then why."""
        from borgerflow.experiments.questions.contacts.text import contacts_text  # noqa: PLC0415  (words know findings)

        return contacts_text(self, lang, all_assumptions=all_assumptions)

    def to_excel(self, path: Path | str, lang: str = "da") -> None:
        """Write the finding as a workbook with numeric cells."""
        from borgerflow.experiments.questions.contacts.workbook import write_contacts  # noqa: PLC0415  (slow to import)

        write_contacts(self, Path(path), lang)

    def plot(self, path: Path | str, lang: str = "en") -> None:
        """Draw net, staff and talks on time by setting or target; the suffix gives the format."""
        from borgerflow.experiments.questions.contacts import chart as drawing  # noqa: PLC0415  (slow to import)
        from borgerflow.experiments.questions.contacts.targeting import chart as targeted_drawing  # noqa: PLC0415  (slow to import)

        draw = drawing.draw_curves if self.rows else targeted_drawing.draw_targets
        draw(self, Path(path), lang)
