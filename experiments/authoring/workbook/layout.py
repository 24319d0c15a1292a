"""How a workbook for a proposal is laid out: known to who writes it and to who reads it back.

The first sheet asks ten questions; what is left open there, and on the sheets behind it, is
filled in with guesses. A row has its key, or its keys, in column B, which is hidden, and what is
answered from C on: rows may be moved. ``Budget`` has a row for each year, ``Effects`` a column
for each mechanism, the first of which begins on the first sheet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from borgerflow.experiments.authoring.fields import Field, Loc
from borgerflow.sim.base.wording import Wording

FRONT = Wording("Forslag", "Proposal")
FORM = Wording("Avanceret", "Advanced")
BUDGET = Wording("Budget", "Budget")
MECHANISMS = Wording("Virkninger", "Effects")
HELP = Wording("Hjælp", "Help")
LISTS = Wording("Lister", "Lists")  # hidden: what may be chosen
SHEETS = (FRONT, FORM, BUDGET, MECHANISMS)  # that are read
KEY_COLUMN, FIRST_VALUE = 1, 2  # columns from 0
MOST_MECHANISMS = 6
MOST_YEARS = 8
NAME_KEY = "name"
FIRST_NAME = Wording("virkning", "effect")  # of the first mechanism
NUMBERS = ("value", "low", "high")
PARTS = (*NUMBERS, "source", "grade")
WINDOW = ("from", "to")
BUDGET_HEADS: Mapping[str, Wording] = {
    "year": Wording("år", "year"),
    "cost.value": Wording("udgift, kr.", "cost, kr."),
    "cost.low": Wording("udgift: lavt skøn", "cost: low"),
    "cost.high": Wording("udgift: højt skøn", "cost: high"),
    "cost.source": Wording("udgift: kilde", "cost: source"),
    "cost.grade": Wording("udgift: grundlag", "cost: grade"),
    "fte.value": Wording("årsværk", "full-time posts"),
    "fte.low": Wording("årsværk: lavt skøn", "posts: low"),
    "fte.high": Wording("årsværk: højt skøn", "posts: high"),
    "fte.source": Wording("årsværk: kilde", "posts: source"),
    "fte.grade": Wording("årsværk: grundlag", "posts: grade"),
}
BUDGET_COLUMNS = tuple(BUDGET_HEADS)
NOT_IN_WORKBOOK = ("excludes_outside", "readings")
EVERY_YEAR = ("cost", "fte")  # an amount that holds in each year
YEARS = "years"
ASKED_FIRST = ("scheme", "kind", "exits", *(f"effect.{part}" for part in NUMBERS))  # of the first


@dataclass(frozen=True)
class Row:
    """One cell to answer in: its key, and the field it is of."""

    key: str
    field: Field
    part: str | None = None  # of an estimate, or of the weeks of a window

    @property
    def loc(self) -> Loc:
        """Return the place in the form."""
        return (*self.field.loc, self.part) if self.part in PARTS else self.field.loc


@dataclass(frozen=True)
class Question:
    """One of the ten: its keys, a cell for each, what it asks, and how it is answered."""

    keys: tuple[str, ...]
    asks: Wording
    how: Wording
    needed: bool = True


def questions(lang: str) -> tuple[Question, ...]:
    """Return the ten questions of a proposal; its texts are asked for in one language."""
    return (
        Question((f"title.{lang}",), *_TITLE),
        Question(("municipality",), *_MUNICIPALITY),
        Question((f"description.{lang}",), *_DESCRIPTION),
        Question(("start", YEARS), *_WHEN),
        Question(("cost",), *_COST),
        Question(("fte",), *_FTE),
        Question(("scheme",), *_SCHEME),
        Question(("kind",), *_KIND),
        Question(("exits",), *_EXITS),
        Question(ASKED_FIRST[-len(NUMBERS) :], *_EFFECT, needed=False),
    )


_TITLE = (
    Wording("Hvad hedder forslaget?", "What is the proposal called?"),
    Wording("En kort titel.", "A short title."),
)
_MUNICIPALITY = (
    Wording("Hvilken kommune?", "Which municipality?"),
    Wording(
        "Vælg på listen, eller skriv stien til din egen fil (.yaml).",
        "Choose from the list, or give the path of a file of your own (.yaml).",
    ),
)
_DESCRIPTION = (
    Wording("Hvad skal der gøres?", "What is to be done?"),
    Wording("Et par linjer.", "A line or two."),
)
_WHEN = (
    Wording(
        "Hvornår begynder det, og hvor mange år varer det?",
        "When does it begin, and how many years does it run?",
    ),
    Wording(
        "De to celler: første dag, fx 01-01-2026, og antal år.",
        "The two cells: first day, as 2026-01-01, and years.",
    ),
)
_COST = (
    Wording("Hvad koster det om året, i kr.?", "What does it cost a year, in kr.?"),
    Wording(
        "Minus foran, hvis der spares. Er beløbet ikke ens hvert år: se arket Budget.",
        "Minus where money is saved. If years differ: see the sheet Budget.",
    ),
)
_FTE = (
    Wording("Hvor mange årsværk?", "How many full-time posts?"),
    Wording("0, hvis udgiften ikke er løn.", "0 if the cost is not for staff."),
)
_SCHEME = (
    Wording("Hvilken ydelse handler det om?", "Which scheme is it about?"),
    Wording("Vælg på listen.", "Choose from the list."),
)
_KIND = (
    Wording("Hvad ændres?", "What is changed?"),
    Wording(
        "Oftest hurtigere eller langsommere afgang. Nogle valg kræver mere på arket Virkninger.",
        "Mostly leaving sooner or later. Some kinds need more on the sheet Effects.",
    ),
)
_EXITS = (
    Wording("Hvilken afgang ændres?", "Which exits are changed?"),
    Wording(
        "Fx job; flere adskilles med semikolon. Tom ved færre nye sager, frister og timer.",
        "As job; several with semicolons between. Empty for fewer new cases, deadlines and hours.",
    ),
)
_EFFECT = (
    Wording("Hvor stor er effekten?", "How large is the effect?"),
    Wording(
        "De tre celler: skøn, lavt skøn, højt skøn. 1,10 betyder 10 pct. hurtigere afgang. Tomme"
        " celler: et standardskøn.",
        "The three cells: estimate, low, high. 1.10 is leaving 10 % sooner. Empty: a first guess.",
    ),
)


def rows_of(fields: tuple[Field, ...]) -> Iterator[Row]:
    """Yield the cells that some fields need: one, or one for each part of an estimate."""
    for field in fields:
        if field.name in NOT_IN_WORKBOOK:
            continue
        key = ".".join(field.loc)
        parts = {"estimate": PARTS, "weeks": WINDOW}.get(field.shape, ())
        for part in parts:
            yield Row(f"{key}.{part}", field, part)
        if not parts:
            yield Row(key, field)


def on_the_front(key: str, lang: str) -> bool:
    """Tell whether a key is asked on the first sheet."""
    return any(key in question.keys for question in questions(lang))
