"""The answer to what another rhythm of talks does, as data.

Every amount is a mean a year over the horizon. Kroner are + for an expense, - for a saving;
changes are beside the baseline, replication by replication.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from experiments.contacts.targets import BestUse, Group
from experiments.findings import Head, Interval, Notice

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
    asks_for_talks: bool = True  # a rhythm, not a form of talks or staff alone
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
        from experiments.contacts.words import contacts_text  # noqa: PLC0415  (words know findings)

        return contacts_text(self, lang, all_assumptions=all_assumptions)

    def to_excel(self, path: Path | str, lang: str = "da") -> None:
        """Write the finding as a workbook with numeric cells."""
        from experiments.contacts.workbook import write_contacts  # noqa: PLC0415  (slow to import)

        write_contacts(self, Path(path), lang)

    def plot(self, path: Path | str, lang: str = "en") -> None:
        """Draw net, staff and talks on time by setting or target; the suffix gives the format."""
        from experiments.contacts import drawing, targeted_drawing  # noqa: PLC0415  (slow to import)

        draw = drawing.draw_curves if self.rows else targeted_drawing.draw_targets
        draw(self, Path(path), lang)
