"""The municipal cases: what others have said an investment costs and gives.

The only reader of ``cases/``. Amounts stand as they are stated; what they come to in a common
form, ``experiments.lookup.cases`` says.
"""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from borgerflow.sim.base.errors import ParamError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.reading.csv_rows import read_rows
from borgerflow.sim.params.reading.faults import fault
from borgerflow.sim.params.reading.forms import Entry, Text, read_model
from borgerflow.sim.params.reading.phrases import empty, given_twice, one_of
from borgerflow.sim.params.reading.units import GRADES

Basis = Literal["by_year", "a_year", "whole", "unclear", "after"]
PersonsKind = Literal["full_time", "people"]
BASES: tuple[str, ...] = get_args(Basis)
PERSONS_KINDS: tuple[str, ...] = get_args(PersonsKind)
OUTSIDE = ("alle", "familier", "seniorjob", "unge", "virksomheder")
MEANS = (
    "caseload_reduction",
    "company_placement",
    "early_contact",
    "education_bridge",
    "health",
    "mentor",
    "more_meetings",
    "other",
    "retention",
    "sanctions",
)
COLUMNS = (
    "id",
    "municipality",
    "first_year",
    "last_year",
    "length_years",
    "schemes",
    "others",
    "means",
    "investment_mkr",
    "investment_basis",
    "gross_mkr",
    "gross_basis",
    "net_mkr",
    "net_basis",
    "persons",
    "persons_kind",
    "persons_basis",
    "moves_to",
    "mix",
    "weeks",
    "weeks_basis",
    "duration_weeks",
    "staff_fte",
    "document",
    "lines",
    "grade",
    "note",
)
NEEDED = ("id", "municipality", "means", "document", "lines", "grade")
MILLION = 1_000_000
_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?", re.ASCII)
_YEAR = re.compile(r"20[0-9]{2}", re.ASCII)
_LINES = re.compile(r"L[0-9]+(-[0-9]+)?", re.ASCII)


class StatedAmount(Entry):
    """An amount as it is stated: by year, a year, for the whole period, or nobody can tell.

    ``after`` is an amount of each year after the investment has ended.
    """

    basis: Basis
    amount: float | None = None
    by_year: dict[int, float] = Field(default_factory=dict)


class Case(Entry):
    """One municipal investment case, kroner in kroner."""

    id: Text
    municipality: Text
    first_year: int | None
    last_year: int | None
    length_years: float | None
    schemes: tuple[str, ...]
    others: tuple[str, ...]
    means: tuple[str, ...]
    investment: StatedAmount | None
    gross: StatedAmount | None
    net: StatedAmount | None
    persons: StatedAmount | None
    persons_kind: PersonsKind | None
    moves_to: str | None
    mix: dict[str, float]
    weeks: StatedAmount | None
    duration_weeks: float | None
    staff_fte: StatedAmount | None
    document: Text
    lines: tuple[str, ...]
    grade: Text
    note: str
    line: int


class CaseRules(Entry):
    """What the common form counts with where a case says nothing."""

    fte_kroner: Estimate
    undated_year: Estimate
    too_good_weeks: Estimate
    close_share: Estimate


def read_case_rules(path: Path) -> CaseRules:
    """Return the rules of ``cases/rules.yaml``."""
    return read_model(path, CaseRules)


def read_cases(path: Path, schemes: Collection[str]) -> dict[str, Case]:
    """Return every case by id, in the order of the file.

    Raises
    ------
    ParamError
        Naming file and line, at the first row that does not hold.
    """
    cases: dict[str, Case] = {}
    for line, cell in read_rows(path, COLUMNS):
        case = _CaseRow(path, line, cell, schemes).case()
        if case.id in cases:
            raise fault(path, line, given_twice(case.id, cases[case.id].line))
        cases[case.id] = case
    return cases


def find_case(cases: Mapping[str, Case], name: str) -> Case:
    """Return a case by id; an unknown one is refused with the nearest id."""
    if name not in cases:
        said = Wording(
            f"Der findes ingen case med navnet {name}: vælg en af de {len(cases)}, som "
            "`borgerflow cases` viser.",
            f"No case is called {name}: expected one of the {len(cases)} that `borgerflow cases`"
            " lists.",
        )
        raise ParamError(said + nearest(name, cases))
    return cases[name]


class _CaseRow:
    """One row being read: every refusal names the file, the line and the column."""

    def __init__(
        self, path: Path, line: int, cell: Mapping[str, str], schemes: Collection[str]
    ) -> None:
        self.path, self.line, self.cell, self.schemes = path, line, cell, schemes

    def case(self) -> Case:
        for column in NEEDED:
            if not self.cell[column]:
                raise fault(self.path, self.line, empty(column))
        persons = self.stated("persons", "persons")
        return Case(
            id=self.cell["id"],
            municipality=self.cell["municipality"],
            **self.period(),
            length_years=self.number("length_years"),
            schemes=self.names("schemes", self.schemes),
            others=self.names("others", OUTSIDE),
            means=self.names("means", MEANS),
            investment=self.stated("investment_mkr", "investment", MILLION),
            gross=self.stated("gross_mkr", "gross", MILLION),
            net=self.stated("net_mkr", "net", MILLION),
            persons=persons,
            persons_kind=self.persons_kind() if persons else None,
            moves_to=self.one_of("moves_to", self.schemes) if self.cell["moves_to"] else None,
            mix=self.mix(),
            weeks=self.stated("weeks", "weeks"),
            duration_weeks=self.number("duration_weeks"),
            staff_fte=self.staff(),
            document=self.cell["document"],
            lines=self.lines(),
            grade=self.one_of("grade", GRADES),
            note=self.cell["note"],
            line=self.line,
        )

    def refused(self, column: str, text: Wording) -> ParamError:
        return fault(self.path, self.line, f"{column} " + text)

    def one_of(self, column: str, known: Collection[str]) -> str:
        return self.known(column, self.cell[column], known)

    def persons_kind(self) -> PersonsKind:
        full_time = self.one_of("persons_kind", PERSONS_KINDS) == "full_time"
        return "full_time" if full_time else "people"

    def names(self, column: str, known: Collection[str]) -> tuple[str, ...]:
        return tuple(self.known(column, word, known) for word in self.cell[column].split())

    def known(self, column: str, word: str, known: Collection[str]) -> str:
        if word not in known:
            raise self.refused(column, _holds(word, one_of(known)) + nearest(word, known))
        return word

    def period(self) -> dict[str, int | None]:
        years = {c: self.year(c, self.cell[c]) for c in ("first_year", "last_year")}
        first, last = years["first_year"], years["last_year"]
        if first and last and last < first:
            said = Wording(
                f"er {last}, før det første år {first}.",
                f"is {last}, before the first year {first}.",
            )
            raise self.refused("last_year", said)
        return years

    def year(self, column: str, text: str) -> int | None:
        if text and not _YEAR.fullmatch(text):
            raise self.refused(column, _holds(text, Wording("et år som 2018", "a year as 2018")))
        return int(text) if text else None

    def number(self, column: str) -> float | None:
        text = self.cell[column]
        return self.amount(column, text) if text else None

    def amount(self, column: str, text: str) -> float:
        if not _NUMBER.fullmatch(text):
            raise self.refused(column, _holds(text, Wording("et tal som 2.5", "a number as 2.5")))
        return float(text)

    def pairs(self, column: str) -> list[tuple[str, float]]:
        split = [word.partition("=") for word in self.cell[column].split()]
        return [(key, self.amount(column, value)) for key, _, value in split]

    def mix(self) -> dict[str, float]:
        return {self.known("mix", key, self.schemes): value for key, value in self.pairs("mix")}

    def stated(self, column: str, kind: str, unit: int = 1) -> StatedAmount | None:
        basis = self.cell[f"{kind}_basis"]
        if not self.cell[column]:
            if basis:
                but_empty = Wording(f", men {column} er tom.", f" but {column} is empty.")
                raise self.refused(
                    f"{kind}_basis", Wording("er ", "is ") + quoted(basis) + but_empty
                )
            return None
        self.one_of(f"{kind}_basis", BASES)
        if basis == "by_year":
            return self.by_year(column, unit)
        amount = round(self.amount(column, self.cell[column]) * unit, 6)
        return StatedAmount.model_validate({"basis": basis, "amount": amount})

    def by_year(self, column: str, unit: int = 1) -> StatedAmount:
        years = {self.year(column, y): round(v * unit, 6) for y, v in self.pairs(column)}
        return StatedAmount.model_validate({"basis": "by_year", "by_year": years})

    def staff(self) -> StatedAmount | None:
        return self.by_year("staff_fte") if self.cell["staff_fte"] else None

    def lines(self) -> tuple[str, ...]:
        wrong = [w for w in self.cell["lines"].split() if not _LINES.fullmatch(w)]
        if wrong:
            lines = Wording("linjer som L12-41", "lines as L12-41")
            raise self.refused("lines", _holds(wrong[0], lines))
        return tuple(self.cell["lines"].split())


def _holds(word: str, expected: Wording) -> Wording:
    held = Wording("er ", "holds ") + quoted(word)
    return held + Wording("; der skal stå ", "; expected ") + expected + "."
