"""Prices real spells: what they cost by year and payer, and why this amount, this week.

Reads a file of spells, settles it, and hands the ledger on; nothing is simulated.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from borgerflow.experiments.findings.finding import json_text, law_dict
from borgerflow.experiments.questions.settle.accounts import BookedSpells, booked_spells
from borgerflow.experiments.questions.settle.asked import day_typed
from borgerflow.experiments.questions.settle.blanks import paid_by_municipality, with_price
from borgerflow.experiments.questions.settle.reading import (
    FileReading,
    doubt_about_ends,
    reading_of,
    refuse_under_way,
    with_cost,
)
from borgerflow.experiments.questions.settle.unrefunded import Unrefunded, unrefunded_in
from borgerflow.experiments.store import results
from borgerflow.experiments.store.kept import input_digests
from borgerflow.experiments.store.naming import folder_name
from borgerflow.experiments.store.provenance import commit, digest_of_file, machine
from borgerflow.experiments.store.saving import csv_writer
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.law.looked_up import LookedUp
from borgerflow.sim.params.law.regulation import LAST_YEAR
from borgerflow.sim.params.patches.changes import changes_of
from borgerflow.sim.records.files.cpr import refuse_cpr
from borgerflow.sim.records.files.spell_files import SpellFile, read_spell_file
from borgerflow.sim.settlement.explain import WeekRow, explained_weeks
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.settlement.settle import looked_up_behind, settle_coded

SETTLE_SCHEMA = "borgerflow/settle/1"
EXPLAIN_SCHEMA = "borgerflow/explain/1"
TOTAL = "total"
LEDGER_COLUMNS = ["citizen", "year", "payer", "scheme", "kind", "kroner"]


@dataclass(frozen=True)
class SettledSpells:
    """The ledger of a file of spells: + expense, - saving for the payer."""

    ledger: pd.DataFrame
    reading: FileReading
    law: LookedUp | None = None  # what of the law is carried on, where anything is
    set: tuple[tuple[str, str], ...] = ()  # numbers of law that somebody set, and to what
    booked: BookedSpells = field(default_factory=BookedSpells)
    unrefunded: Unrefunded = field(default_factory=Unrefunded)

    def to_json(self) -> str:
        """Return the JSON of ``settle``."""
        ledger, reading = _records(self.ledger), self.reading.plain()
        head = {"schema": SETTLE_SCHEMA, **law_dict(self.law), **_patch(self.set)}
        booked = self.booked.to_plain() | self.unrefunded.to_plain()
        return json_text({**head, "ledger": ledger, "reading": reading, **booked})

    def by_payer(self) -> pd.DataFrame:
        """Return kroner with a row per payer, a column per year, and both in total, in order.

        The years are all from the first to the last of which anything is paid, as in the accounts.
        """
        paid = self.ledger.groupby(["payer", "year"])["kroner"].sum().unstack(fill_value=0)
        paid = paid.reindex([payer for payer in PAYERS if payer in paid.index])
        if not self.ledger.empty:
            first, last = self.ledger["year"].min(), self.ledger["year"].max()
            paid = paid.reindex(columns=range(first, last + 1), fill_value=0.0)
        paid[TOTAL] = paid.sum(axis="columns")
        paid.loc[TOTAL] = paid.sum(axis="index")
        return paid


@dataclass(frozen=True)
class Explanation:
    """One citizen week by week."""

    citizen: str
    weeks: tuple[WeekRow, ...]
    reading: FileReading
    law: LookedUp | None = None  # what of the law is carried on, where anything is
    set: tuple[tuple[str, str], ...] = ()  # numbers of law that somebody set, and to what

    def to_json(self) -> str:
        """Return the JSON of ``explain``."""
        return json_text(
            {
                "schema": EXPLAIN_SCHEMA,
                **law_dict(self.law),
                **_patch(self.set),
                "citizen": self.citizen,
                "weeks": self.rows(),
                "reading": self.reading.plain(),
            }
        )

    def rows(self, lang: str = "en") -> list[dict[str, Any]]:
        """Return one mapping of plain values per week and rate, its note in a language."""
        told = [week._asdict() | {"note": week.note.text(lang)} for week in self.weeks]
        return _records(pd.DataFrame(told, columns=WeekRow._fields))


def price_file(
    path: Path, params: Params, *, until: str | None = None, inclusive_ends: bool = False
) -> SettledSpells:
    """Return the ledger of a spells file.

    Parameters
    ----------
    until : str, optional
        The day after the last one that is settled, as 2024-01-01; spells under way need it.
    inclusive_ends : bool
        Whether ``end`` is the last day itself, and not the day after.

    Raises
    ------
    InputError
        If the file is no spells file, naming file and line.
    """
    refuse_cpr_name(path.name)
    day = day_typed(until)
    file = read_spell_file(path, params.law, inclusive_ends=inclusive_ends)
    refuse_under_way(file, day)
    _refuse_outside(file, day)
    ledger = settle_coded(file.spells, params.law, until=day, place=file.place)
    kommune = paid_by_municipality(ledger)
    doubt = with_cost(doubt_about_ends(file), file, params.law, day, kommune)
    looked = looked_up_behind(file.spells, params.law, day)
    read = reading_of(file, params.law, day, doubt)
    blank = with_price(read.blank, file.spells, params.law, day, kommune)
    booked, changes = booked_spells(ledger, file.spells, params.law, day), changes_of(params.patch)
    read = replace(read, blank=blank)
    late = unrefunded_in(file.spells, params.law, day)
    return SettledSpells(ledger[LEDGER_COLUMNS], read, looked, changes, booked, late)


def explain_file(
    path: Path,
    params: Params,
    citizen: str,
    *,
    until: str | None = None,
    inclusive_ends: bool = False,
) -> Explanation:
    """Return one citizen of a spells file, week by week; the rest as for `price_file`.

    Raises
    ------
    InputError
        If the file is no spells file or holds no such citizen, or the citizen is named by
        what looks like a CPR number.
    """
    refuse_cpr_name(path.name)
    refuse_cpr(pd.Series([citizen]), "--citizen", lambda _: "explain")
    day = day_typed(until)
    file = read_spell_file(path, params.law, inclusive_ends=inclusive_ends)
    refuse_under_way(file, day)
    _refuse_outside(file, day)
    weeks = explained_weeks(file.spells, params.law, citizen, until=day)
    reading = reading_of(file, params.law, day, doubt_about_ends(file))
    looked = looked_up_behind(file.spells.of_citizen(citizen), params.law, day)
    return Explanation(citizen, tuple(weeks), reading, looked, changes_of(params.patch))


def _refuse_outside(file: SpellFile, until: dt.date | None) -> None:
    """Refuse a day to settle until before all spells."""
    if until is None:
        return
    first = date_of(int(file.spells.start.min()))
    if until <= first:
        raise InputError(
            Wording(
                f"--until er {until}: intet forløb begynder før; det første begynder {first}.",
                f"--until is {until}: no spell begins before it; the first begins on {first}.",
            )
        )
    _refuse_until(until, dt.date(LAST_YEAR + 1, 1, 1))


def _refuse_until(until: dt.date, latest: dt.date) -> None:
    if until > latest:
        raise InputError(
            Wording(
                f"--until er {until}: de seneste satser er for {LAST_YEAR}; vælg en dag senest "
                f"{latest}.",
                f"--until is {until}: the last rates are for {LAST_YEAR}; expected {latest} at"
                " most.",
            )
        )


def study_of(path: Path) -> str:
    """Return the name under which the ledger of a spells file is kept."""
    return f"settle/{folder_name(path.stem)}"


def keep_ledger(
    priced: SettledSpells, path: Path, params: Params, root: Path, profile: str
) -> results.Saved:
    """Return where the ledger and the accounts now lie, as CSV and Parquet, with a manifest."""
    tables = {"ledger": priced.ledger, "accounts": priced.booked.frame()}
    inputs = {
        "question": "settle",
        "spells": digest_of_file(path),
        "csv_profile": profile,
        "until": priced.reading.until,
        "inclusive_ends": priced.reading.inclusive_ends,
        **({} if params.law.draft is None else {"law": params.law.draft.name}),
        **_patch(priced.set),
        **input_digests(params),
    }
    return results.save(
        root,
        study_of(path),
        inputs,
        tables=tables,
        documents={f"{name}.csv": csv_writer(table, profile) for name, table in tables.items()},
        about={"commit": commit(), "machine": machine(), "sign": "expense_positive"},
    )


def _patch(changes: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the numbers that somebody set under their key, nothing where none was."""
    return {"patch": {"set": [list(change) for change in changes]}} if changes else {}


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values: dates as ISO text, missing as None."""
    dates = frame.select_dtypes("datetime").columns
    plain = frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%d") for name in dates})
    plain = plain.astype(object).where(plain.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
