"""Two to four answers side by side: figures, years, what differs, and one picture."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from borgerflow.app.beside.differing import OTHER_VERSIONS, Differing, made_alike
from borgerflow.app.beside.saved import SavedAnswer, interval_of
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table, year_columns
from borgerflow.experiments.present.numbers import agreeing, kroner, month, of_all
from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.words import WORDS
from borgerflow.sim.base.wording import LANGUAGES, Wording

FEWEST, MOST = 2, 4
LETTERS = "ABCD"
PICTURE = "running"
NEVER = Wording("ikke inden for perioden", "not within the years")
TITLE = Wording("Svarene ved siden af hinanden", "The answers side by side")
BY_YEAR = Wording("Kommunens netto år for år", "The municipality's net by year")
SUMMED = Wording("Kommunens netto, lagt sammen", "The municipality's net, added up")
DIFFERING = Wording("Det, svarene er forskellige i", "In what the answers differ")
CHANCES = Wording("Risiko, tilbagebetaling og job", "Risk, payback and work")
NO_DIFFERENCE = Wording(
    "Svarene er ens i alt, hvad der blev spurgt om.", "The answers are alike in all that was asked."
)
UNPAIRED = Wording(
    "Forskellen til A er mellem de to gennemsnit; hvor sikker den er, er ikke beregnet.",
    "The difference from A is between the two means; how sure it is, is not calculated.",
)


@dataclass(frozen=True)
class SideBySide:
    """Answers in the order of their letters, and in what they differ."""

    answers: tuple[SavedAnswer, ...]
    differing: tuple[Differing, ...]

    @property
    def lettered(self) -> tuple[tuple[str, SavedAnswer], ...]:
        """Return each answer with its letter."""
        return tuple(zip(LETTERS, self.answers, strict=False))


Row = tuple[str, SavedAnswer]


def _net(answer: SavedAnswer) -> Interval:
    return interval_of(answer.found["net_municipal"]["total"])


def _drawn(answer: SavedAnswer) -> dict[str, Any]:
    """Return what is told where own numbers are uncertain; empty where nothing is.

    Of fewer than three replications it holds no chance, and is not told.
    """
    span = answer.found.get("assumption_range") or {}
    drawn = span.get("drawn") or {}
    return drawn if drawn.get("simulation_half_width") is not None else {}


def _with_own_numbers(answer: SavedAnswer) -> Interval | None:
    drawn = _drawn(answer)
    return interval_of(drawn["net"]) if drawn else None


def _chance_of_loss(answer: SavedAnswer) -> float | None:
    drawn = _drawn(answer)
    return 1.0 - drawn["chance_of_saving"]["mean"] if drawn else None


def _paid_back(answer: SavedAnswer, lang: str) -> str:
    found = answer.found["breakeven"]["month"]["median"]
    if found is None:
        return NEVER.text(lang)
    share, many = _share_paid_back(answer), answer.found["replications"]
    return month(found, lang) + ("" if share == 1 else f" ({of_all(share, many, lang)})")


def _share_paid_back(answer: SavedAnswer) -> float:
    return float(list(answer.found["breakeven"]["probability_by_year"].values())[-1])


def _in_work(answer: SavedAnswer) -> Interval | None:
    rows = {row["scheme"]: row for row in answer.found["mean_full_time"]}
    return interval_of(rows["job"]["difference"]) if "job" in rows else None


def _of(value: Callable[[SavedAnswer], Any]) -> Callable[[Row, str], Any]:
    return lambda row, _: value(row[1])


def net_table(beside: SideBySide) -> Table:
    """Return what the municipality pays in net, a row for each answer."""
    first = _net(beside.answers[0]).mean
    from_first, own = _of(lambda answer: _net(answer).mean - first), _of(_with_own_numbers)
    columns = (
        _letter(),
        Column("Netto, kommunen", "Net, municipality", "kr", _of(_net), ends=True),
        Column("Forskel til A", "Difference from A", "more_kr", from_first),
        Column("Egne tal usikre", "Own numbers uncertain", "kr", own, ends=True, mean=False),
    )
    return Table(unit_of_all(beside), columns, beside.lettered)


def chances_table(beside: SideBySide) -> Table:
    """Return the chance of a loss and of being paid back, and who is in work, by answer."""
    columns = (
        _letter(),
        Column("Risiko for merudgift", "Chance of a loss", "share", _of(_chance_of_loss)),
        Column("Tjent hjem", "Paid back", "text", lambda row, lang: _paid_back(row[1], lang)),
        Column("Andel af simuleringer", "Share of replications", "share", _of(_share_paid_back)),
        Column("Flere i job om året", "More in work a year", "change", _of(_in_work), ends=True),
    )
    return Table(_agreeing(CHANCES, beside), columns, beside.lettered)


def _agreeing(title: Wording, beside: SideBySide) -> Wording:
    """Return a title with what a share of none and of all draws stands for, if there are any."""
    draws = [drawn["draws"] for answer in beside.answers if (drawn := _drawn(answer))]
    if not draws:
        return title
    return Wording(*(f"{title.text(lang)} ({agreeing(min(draws), lang)})" for lang in LANGUAGES))


def years_table(beside: SideBySide) -> Table:
    """Return the municipality's net by year, a row for each answer."""
    years = sorted({year for each in beside.answers for year in each.years})

    def in_year(row: Row, year: int, _: str) -> Interval | None:
        rows = row[1].found["net_municipal"]["by_year"]
        return next((interval_of(each) for each in rows if each["year"] == year), None)

    columns = (
        _letter(),
        *year_columns(years, "kr", in_year),
        Column("I alt", "In all", "kr", lambda row, _: _net(row[1])),
    )
    return Table(unit_of_all(beside), columns, beside.lettered)


def differing_table(beside: SideBySide) -> Table:
    """Return in what the answers differ, a column for each answer."""

    def of(place: int) -> Column:
        letter = LETTERS[place]
        return Column(letter, letter, "text", lambda row, lang: row.told[place].text(lang))

    label = Column("Det, der er forskelligt", "What differs", "text", lambda r, x: r.label.text(x))
    columns = (label, *map(of, range(len(beside.answers))))
    return Table(DIFFERING, columns, beside.differing)


def one_table(beside: SideBySide) -> Table:
    """Return key figures, years and what differs as one table, as it is downloaded."""
    differing = tuple(_differing(place, row) for place, row in enumerate(beside.differing))
    _, *years, _ = years_table(beside).columns
    net, (_, *chances) = net_table(beside), chances_table(beside).columns
    whole = Column("Svar i ord", "Answer in words", "text", lambda row, x: row[1].headline.text(x))
    digest = Column("Svarets nøgle", "Key of the answer", "text", lambda row, _: row[1].key)
    columns = (*net.columns, *chances, *years, *differing, whole, digest)
    return replace(net, columns=columns)


def _differing(place: int, row: Differing) -> Column:
    def told(each: Row, lang: str) -> str:
        return row.told[LETTERS.index(each[0])].text(lang)

    return Column(row.label.da, row.label.en, "text", told)


def _letter() -> Column:
    return Column("Svar", "Answer", "text", lambda row, _: row[0])


def unit_of_all(beside: SideBySide) -> Wording:
    """Return what amounts are: of which year only where all answers have the same."""
    years = {each.found["price_year"] for each in beside.answers}
    year = years.pop() if len(years) == 1 else None

    def told(lang: str) -> str:
        words = WORDS[lang]
        prices = words["prices_of_year"] if year is None else words["prices"].format(year=year)
        return words["unit"].format(prices=prices)

    return Wording(*map(told, LANGUAGES))


def cheapest(beside: SideBySide) -> Wording:
    """Return which answer costs the municipality least, or saves it most, by the mean."""
    letter, answer = min(beside.lettered, key=lambda row: _net(row[1]).mean)
    mean = _net(answer).mean
    da, en = (kroner(abs(mean), lang) for lang in LANGUAGES)
    costs = mean > 0
    return Wording(
        f"{letter} er bedst for kommunen: {'en udgift' if costs else 'en besparelse'} på {da} netto"
        " i middel.",
        f"{letter} is best for the municipality: {'a cost' if costs else 'a saving'} of {en} net on"
        " average.",
    )


def _headlines(beside: SideBySide, lang: str) -> list[str]:
    """Return what each answer is about; once where all are about the same."""
    told = {letter: answer.headline.text(lang) for letter, answer in beside.lettered}
    every = list(dict.fromkeys(told.values()))
    return every if len(every) == 1 else [f"{letter}: {text}" for letter, text in told.items()]


def beside_page(beside: SideBySide, lang: str) -> Page:
    """Return the answers side by side as a page."""
    notes = [UNPAIRED, *([] if made_alike(beside.answers) else [OTHER_VERSIONS])]
    notes += [] if beside.differing else [NO_DIFFERENCE]
    tables = [
        net_table(beside),
        chances_table(beside),
        *([differing_table(beside)] if beside.differing else []),
    ]
    alt = f"{SUMMED.text(lang)}. {cheapest(beside).text(lang)}"
    sections = (
        Section(
            TITLE.text(lang),
            sentences=(cheapest(beside).text(lang), *_headlines(beside, lang)),
            notes=tuple(note.text(lang) for note in notes),
            sheets=tuple(sheet(table, lang) for table in tables),
        ),
        Section(BY_YEAR.text(lang), sheets=(sheet(years_table(beside), lang),)),
        Section(SUMMED.text(lang), figure=Figure(PICTURE, alt)),
    )
    return Page(lang, TITLE.text(lang), sections)
