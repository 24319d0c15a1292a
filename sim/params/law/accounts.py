"""Which authorised function each krone is booked on: the only reader of ``params/accounts/``.

A function is written ``5.57.71`` (hovedkonto, hovedfunktion, funktion). Under it dranst 1 is what
is paid and dranst 2 what the state refunds. A *frame* is what a finance department asks for
first: staff is service, within servicerammen; benefits and programmes are transfers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError, ParamError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.equalisation import DateText, Equalisation
from borgerflow.sim.params.reading.csv_rows import read_rows
from borgerflow.sim.params.reading.faults import fault
from borgerflow.sim.params.reading.forms import Entry, read_model
from borgerflow.sim.params.reading.phrases import got, one_of
from borgerflow.sim.params.reading.units import GRADES

SERVICE, TRANSFERS = FRAMES = ("service", "transfers")
REFUND, OUTSIDE = STATES = ("refund", "outside")
STAFF, BOUGHT = "staff", "investment"  # the kinds that the cost of a proposal is parted into
PROGRAMMES = ("activation", BOUGHT)
KINDS = ("benefit", "contact", *PROGRAMMES, STAFF)
EVERY = "*"
UNCHECKED = ("recalled", "estimated", "assumed")
LOOKED_UP = "looked_up"  # the day on which a row was last held against its source
NUMBER = re.compile(r"[0-9]\.[0-9]{2}\.[0-9]{2}")
FUNCTION_COLUMNS = (
    *("function", "da", "en", "frame", "grade", "source"),
    *("frame_grade", "frame_source", LOOKED_UP),
)
POSTING_COLUMNS = ("kind", "scheme", "granted", "function", "state", "grade", "source", LOOKED_UP)
GUARANTEE, DEAL, LANDSDEL, GRANT, KEPT = GRANT_RULES = (
    *("guarantee", "deal", "landsdel", "grant", "own"),
)
GRANT_COLUMNS = ("function", "first_year", "rule", "grade", "source", LOOKED_UP)
A_YEAR = Wording("et årstal eller ingenting", "a year or nothing")
NO_FUNCTION = Wording("ingen funktion", "no function")
A_DAY = Wording("en dato som 2026-11-28", "a date as 2026-11-28")
A_NUMBER = Wording("et funktionsnummer som 5.57.71", "the number of a function, as 5.57.71")


@dataclass(frozen=True)
class Function:
    """An authorised function, the frame it lies on, and how well both are known."""

    number: str
    label: Wording
    frame: str
    grade: str
    frame_grade: str
    looked_up: int

    @property
    def frame_checked(self) -> bool:
        """Tell whether the frame has a source, and is not recalled."""
        return self.frame_grade not in UNCHECKED


@dataclass(frozen=True)
class Posting:
    """Where kroner of one kind and scheme are booked.

    ``refunded`` says that what the state pays is a refund (dranst 2) of the same function; if
    not, it never passes the municipality's accounts.
    """

    function: Function
    refunded: bool
    grade: str
    looked_up: int


class GrantRule(NamedTuple):
    """What becomes of a saving on a function from a year on, and how well that is known."""

    first_year: int
    rule: str
    grade: str
    looked_up: int


class AccountRules(Entry):
    """How a cost is parted where the form does not say, and who shares the block grant."""

    looked_up: DateText
    kroner_a_post: Estimate  # kroner a year of one post
    persons_18_66_of_country: Estimate


@dataclass(frozen=True)
class ChartOfAccounts:
    """Every function that we book on, and which one each kind of kroner belongs to."""

    functions: Mapping[str, Function]
    postings: Mapping[tuple[str, str, str], Posting]  # by kind, scheme and when it was granted
    grants: Mapping[str, tuple[GrantRule, ...]]  # by function, the latest last
    rules: AccountRules
    equalisation: Equalisation

    @property
    def forms(self) -> tuple[Entry, ...]:
        """Return the forms whose numbers anybody may set."""
        return self.rules, self.equalisation

    def posting(self, kind: str, scheme: str = "", category: str = "") -> Posting | None:
        """Return where kroner are booked; None where they are none of a municipality's.

        Without a category it is where something granted now is booked.
        """
        granted = [when for *known, when in self.postings if known == [kind, scheme] and when]
        old = next((when for when in granted if category.endswith(when)), "")
        keys = ((kind, scheme, old), (kind, EVERY, ""))
        return next((self.postings[key] for key in keys if key in self.postings), None)

    def grant_rule(self, number: str, year: int) -> GrantRule:
        """Return what becomes of a saving on a function in a year."""
        return next(each for each in reversed(self.grants[number]) if each.first_year <= year)

    def has_programmes(self, number: str) -> bool:
        """Tell whether programmes, or what is bought as such, are booked on a function."""
        booked = self.postings.items()
        return any(kind in PROGRAMMES for (kind, *_), on in booked if on.function.number == number)

    def checked(self, number: str) -> bool:
        """Tell whether a function and all that is booked on it have a source, none recalled."""
        grades = {each.grade for each in self._behind(number)}
        return not grades & set(UNCHECKED)

    def looked_up(self, number: str) -> int:
        """Return the day on which a function and all that is booked on it were last looked up."""
        return min(each.looked_up for each in self._behind(number))

    def _behind(self, number: str) -> Iterator[Function | Posting]:
        """Yield what is known of a function: itself, and all that is booked on it."""
        yield self.functions[number]
        yield from (each for each in self.postings.values() if each.function.number == number)


def read_accounts(folder: Path) -> ChartOfAccounts:
    """Return the chart of accounts of a folder.

    Raises
    ------
    ParamError
        Naming file and line, at a cell that does not hold, a function that is told twice or is
        not there, or a kind of kroner that is booked twice.
    """
    functions = _functions(folder / "functions.csv")
    postings = _postings(folder / "postings.csv", functions)
    grants = _grants(folder / "grants.csv", functions)
    rules = read_model(folder / "rules.yaml", AccountRules)
    equalisation = read_model(folder / "equalisation.yaml", Equalisation)
    return ChartOfAccounts(functions, postings, grants, rules, equalisation)


def _functions(path: Path) -> Mapping[str, Function]:
    functions: dict[str, Function] = {}
    for line, row in read_rows(path, FUNCTION_COLUMNS):
        if not NUMBER.fullmatch(row["function"]):
            raise fault(path, line, "function: " + got(row["function"], A_NUMBER))
        for name, known in (("frame", FRAMES), ("grade", GRADES), ("frame_grade", GRADES)):
            _refuse_strange(path, line, row, name, known)
        if row["function"] in functions:
            raise fault(path, line, _told_twice(row["function"]))
        label = Wording(row["da"], row["en"])
        told = (row["function"], label, row["frame"], row["grade"], row["frame_grade"])
        functions[row["function"]] = Function(*told, _day(path, line, row))
    return functions


def _postings(
    path: Path, functions: Mapping[str, Function]
) -> Mapping[tuple[str, str, str], Posting]:
    postings: dict[tuple[str, str, str], Posting] = {}
    for line, row in read_rows(path, POSTING_COLUMNS):
        for name, known in (("kind", KINDS), ("state", STATES), ("grade", GRADES)):
            _refuse_strange(path, line, row, name, known)
        if row["function"] not in functions:
            raise fault(path, line, unknown(NO_FUNCTION, row["function"], functions))
        key = row["kind"], row["scheme"], row["granted"]
        if key in postings:
            raise fault(path, line, _told_twice(" ".join(filter(None, key))))
        function = functions[row["function"]]
        postings[key] = Posting(
            function, row["state"] == REFUND, row["grade"], _day(path, line, row)
        )
    return postings


def _grants(path: Path, functions: Mapping[str, Function]) -> Mapping[str, tuple[GrantRule, ...]]:
    grants: dict[str, list[GrantRule]] = {}
    for line, row in read_rows(path, GRANT_COLUMNS):
        for name, known in (("rule", GRANT_RULES), ("grade", GRADES)):
            _refuse_strange(path, line, row, name, known)
        if row["function"] not in functions:
            raise fault(path, line, unknown(NO_FUNCTION, row["function"], functions))
        if not re.fullmatch(r"[0-9]{4}|", row["first_year"]):
            raise fault(path, line, "first_year: " + got(row["first_year"], A_YEAR))
        first = int(row["first_year"] or 0)
        rule = GrantRule(first, row["rule"], row["grade"], _day(path, line, row))
        grants.setdefault(row["function"], []).append(rule)
    for number in functions:
        if min((rule.first_year for rule in grants.get(number, ())), default=1):
            raise ParamError(str(path) + _without_rule(number))
    return {number: tuple(sorted(rules)) for number, rules in grants.items()}


def _day(path: Path, line: int, row: Mapping[str, str]) -> int:
    try:
        return parse_day(row[LOOKED_UP])
    except InputError:
        raise fault(path, line, f"{LOOKED_UP}: " + got(row[LOOKED_UP], A_DAY)) from None


def _without_rule(number: str) -> Wording:
    return Wording(
        f": {number} mangler; der skal være en række uden første år.",
        f": {number} is missing; expected a row without a first year.",
    )


def _refuse_strange(
    path: Path, line: int, row: Mapping[str, str], name: str, known: tuple[str, ...]
) -> None:
    if row[name] not in known:
        raise fault(path, line, f"{name}: " + got(row[name], one_of(known)))


def _told_twice(name: str) -> Wording:
    return Wording(f"{name} står to gange.", f"{name} is told twice.")
