"""One citizen's settlement told week by week: why this amount, in this week.

The rows come from the kernel that settles, so the amounts cannot differ from the ledger's.
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.clock import date_of, year_of
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook, Parameter
from borgerflow.sim.records.spells.coded import CodedSpells, code_spells
from borgerflow.sim.settlement.ledger import book_all, borders, by_week, ledger_for
from borgerflow.sim.settlement.records import PIECE, Trail
from borgerflow.sim.settlement.rulebook import (
    COUNTS,
    KOMMUNE,
    PAYERS,
    RESET_WEEKS,
    SUPPORTS,
    VALUES,
    WEEKS_AHEAD,
    Records,
    RuleBook,
    Switches,
    rule_book,
)
from borgerflow.sim.settlement.settle import ROWS, ledger_months, refuse_no_table, sorted_spells

MONTHS_IN_YEAR = 12
PAID_MEANWHILE = Wording(
    da="a-kassen betaler fortsat de første sygedage",
    en="the a-kasse goes on paying out through the first days of illness",
)
NO_BENEFIT = Wording(da=": ingen ydelse", en=": no benefit")
OFF_THE_STAIRCASE = Wording(
    da="fast andel uden for refusionstrappen", en="fixed share, off the staircase"
)
SHARE_OF_FIRST_WEEK = Wording(
    da="andelen i ugen fra den 4. januar 2016 (finansieringslovens § 29)",
    en="the share of the week of 4 January 2016 (FL § 29)",
)


def explain(
    spells: pd.DataFrame,
    law: LawBook,
    citizen: object,
    *,
    until: dt.date | None = None,
    switches: Switches = Switches(),  # noqa: B008 (frozen)
) -> pd.DataFrame:
    """Return one citizen's weeks: the benefit, the count, who pays, and why.

    One row for each week, scheme and rate (a week split by New Year has two).

    Returns
    -------
    DataFrame
        week (as 2019-W05), year, days, scheme, category, rate (kroner a week), law, source,
        degree, counter, share (municipal), kommune, stat, a_kasse, note.

    Raises
    ------
    InputError
        If no spell is the citizen's, or one of them is no spell.
    """
    refuse_no_table(spells, law)
    is_mine = spells["citizen"].astype(str) == str(citizen)
    if not is_mine.any():
        raise _no_such(citizen, spells["citizen"].astype(str).unique())
    coded = code_spells(spells[is_mine], law, ROWS)
    weeks = explained_weeks(coded, law, citizen, until=until, switches=switches)
    told = [week._asdict() | {"note": week.note.to_plain()} for week in weeks]
    return pd.DataFrame(told, columns=WeekRow._fields)


def explained_weeks(
    table: CodedSpells,
    law: LawBook,
    citizen: object,
    *,
    until: dt.date | None = None,
    switches: Switches = Switches(),  # noqa: B008 (frozen)
) -> list["WeekRow"]:
    """Return one citizen's weeks from spells that are numbers already: see `explain`."""
    mine = table.of_citizen(citizen)
    if not len(mine.start):
        raise _no_such(citizen, table.labels.astype(str))
    book = rule_book(law, switches)
    mine_by_week = by_week(sorted_spells(mine, until), book)
    explanation = _Explanation(law, book, mine_by_week, _pieces_of(mine_by_week, book, law))
    return list(_merge(explanation.rows()))


def _no_such(citizen: object, names: Iterable[str]) -> InputError:
    said = Wording(
        f"Ingen af forløbene er for borger {citizen}.", f"No spell is of citizen {citizen}."
    )
    return InputError(said + nearest(str(citizen), names))


def _pieces_of(spells: Records, book: RuleBook, law: LawBook) -> Records:
    """Return the pieces of one citizen's spells."""
    years = ledger_months(spells, book, MONTHS_IN_YEAR)
    periods = borders(years, book.settled_from)
    room = 2 * len(spells) + len(book.rules.epoch) + len(periods)
    trail = Trail(np.zeros(room, PIECE), np.zeros(1, np.int64))
    book_all(ledger_for(spells, book, periods, trail), book, law)
    return trail.piece[: trail.length[0]]


class WeekRow(NamedTuple):
    """One citizen's week at one rate."""

    week: str
    year: int
    days: int
    scheme: str
    category: str
    rate: float
    law: str
    source: str
    degree: float
    counter: int
    share: float
    kommune: float
    stat: float
    a_kasse: float
    note: Wording


def _merge(rows: Iterator[WeekRow]) -> Iterator[WeekRow]:
    """Yield the rows with neighbours joined that differ in days and kroner alone."""
    held: WeekRow | None = None
    for row in rows:
        if held is not None and _key(held) == _key(row):
            held = held._replace(
                days=held.days + row.days,
                kommune=held.kommune + row.kommune,
                stat=held.stat + row.stat,
                a_kasse=held.a_kasse + row.a_kasse,
            )
            continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def _key(row: WeekRow) -> tuple[object, ...]:
    return tuple(
        None if isinstance(value, float) and math.isnan(value) else value
        for name, value in zip(row._fields, row, strict=True)
        if name not in ("days", *PAYERS)
    )


@dataclass(frozen=True)
class _Explanation:
    """The pieces of one citizen with the names of its numbers."""

    law: LawBook
    book: RuleBook
    spells: Records
    pieces: Records

    def rows(self) -> Iterator[WeekRow]:
        """Yield one row per piece."""
        before = 0
        for piece in self.pieces:
            yield self._row(piece, before)
            before = int(piece["counter"])

    def _row(self, piece: np.void, before: int) -> WeekRow:
        first = int(piece["start"])
        year, week, _ = date_of(first).isocalendar()
        scheme, category = self.book.names[piece["category"]].split(".")
        is_settled = piece["weekly"] != 0 and first >= self.book.settled_from
        kroner = self._kroner(piece)
        return WeekRow(
            f"{year}-W{week:02}",
            year_of(first),
            int(piece["end"]) - first,
            scheme,
            category,
            *self._rate(piece),
            counter=int(piece["counter"]),
            share=float(piece["share"]) if is_settled else np.nan,
            kommune=kroner["kommune"],
            stat=kroner["stat"],
            a_kasse=kroner["a_kasse"],
            note=_joined((*self._on_benefit(piece), *self._on_count(piece, before))),
            degree=float(self.spells["share"][piece["spell"]]),
        )

    def _kroner(self, piece: np.void) -> dict[str, float]:
        payer = PAYERS[self.book.rules.kind["payer"][piece["category"]]]
        nobody = dict.fromkeys(PAYERS, 0.0)
        return nobody | {payer: float(piece["rest"]), PAYERS[KOMMUNE]: float(piece["kommune"])}

    def _rate(self, piece: np.void) -> tuple[float, str, str]:
        """Return the kroner a week, the paragraph and the source."""
        day = int(piece["start"])
        if piece["weekly"] == 0:
            return np.nan, *self._unpaid_because(piece)
        amount = self.spells["amount"][piece["spell"]]
        if not np.isnan(amount):
            return float(amount), "", "weekly_amount of the spell"
        category = self.book.categories[piece["category"]]
        if not category.is_paid or day < self.book.settled_from:
            return np.nan, "", ""
        rows = self.law.rows(category, day)
        return (
            self.law.weekly(category, day),
            _sum_of(r.law for r in rows),
            _sum_of(r.source for r in rows),
        )

    def _unpaid_because(self, piece: np.void) -> tuple[str, str]:
        waiting = self._waiting(piece)
        if waiting is None or self._is_paid_meanwhile(piece):
            return "", ""
        return waiting.law, waiting.dated(int(piece["start"])).source

    def _waiting(self, piece: np.void) -> Parameter | None:
        """Return the law of the waiting days, if these are such."""
        own = self.spells["category"][piece["spell"]]
        name = self.book.categories[own].waiting
        is_own = own == piece["category"]
        return None if is_own or name is None else self.law.parameter(name)

    def _is_paid_meanwhile(self, piece: np.void) -> bool:
        return bool(self.book.rules.kind["is_paid"][piece["category"]])

    def _on_benefit(self, piece: np.void) -> Iterator[Wording]:
        waiting, settled_from = self._waiting(piece), self.book.settled_from
        if waiting is not None and self._is_paid_meanwhile(piece):
            yield PAID_MEANWHILE
        elif waiting is not None:
            yield Wording(waiting.label["da"], waiting.label["en"]) + NO_BENEFIT
        if self.spells["share"][piece["spell"]] == 0:
            yield Wording(da="grad 0", en="degree 0") + NO_BENEFIT
        if piece["weekly"] != 0 and self.book.categories[piece["category"]].fixed_share:
            yield OFF_THE_STAIRCASE
        elif self._has_share_of_first_week(piece):
            yield SHARE_OF_FIRST_WEEK
        if piece["weekly"] != 0 and piece["start"] < settled_from:
            day = date_of(settled_from)
            yield Wording(f"før {day}: ikke gjort op", f"before {day}: not settled")
        if piece["bidrag"] > 0:
            yield _fleksbidrag(float(piece["bidrag"]))

    def _has_share_of_first_week(self, piece: np.void) -> bool:
        day = int(piece["start"])
        is_shared = piece["weekly"] != 0 and piece["effect"] == COUNTS
        return bool(is_shared and day >= self.book.settled_from and self.law.on(WEEKS_AHEAD, day))

    def _on_count(self, piece: np.void, before: int) -> Iterator[Wording]:
        counter = int(piece["counter"])
        if before > 0 and counter == 0:
            yield _reset_after(self._needed(piece))
        elif counter > 0 and piece["effect"] != COUNTS:
            yield Wording(f"tælleren står stille på {counter}", f"counter frozen at {counter}")
            if piece["effect"] == SUPPORTS:
                yield _towards_reset(int(piece["supported"]), self._needed(piece))

    def _needed(self, piece: np.void) -> int:
        return int(self.law.on(VALUES[RESET_WEEKS], int(piece["start"])))


def _sum_of(texts: Iterable[str]) -> str:
    """Return the paragraphs or sources of the rates that are paid together, each once."""
    return " + ".join(dict.fromkeys(texts))


def _joined(notes: tuple[Wording, ...]) -> Wording:
    return Wording("; ".join(note.da for note in notes), "; ".join(note.en for note in notes))


def _reset_after(weeks: int) -> Wording:
    return Wording(
        f"ny optælling: {weeks} hele uger med selvforsørgelse; næste uge med ydelse er uge 1",
        f"reset: {weeks} whole weeks of self-support; the next benefit week is week 1",
    )


def _towards_reset(weeks: int, needed: int) -> Wording:
    return Wording(
        f"{weeks} af {needed} uger mod ny optælling", f"{weeks} of {needed} weeks towards reset"
    )


def _fleksbidrag(kroner: float) -> Wording:
    amount = f"{kroner:.2f}"
    return Wording(
        f"fleksbidrag fra staten på {amount.replace('.', ',')} kr. pr. uge",
        f"fleksbidrag from the state {amount} kr a week",
    )
