"""What stands beside each picture of a comparison: title, description, and the numbers behind it.

A picture with nothing to show is a sentence that says so.
"""

from collections.abc import Callable, Sequence

from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.page import Figure, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.words import notice
from borgerflow.experiments.questions.compare.chart.rows import (
    BASELINE,
    ExitRow,
    LifeRow,
    MoveRow,
    StepRow,
    StockChange,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables.declared import WORLDS
from borgerflow.sim.base.wording import Wording

DATA = notice("data")
TITLES = {
    "stocks": Wording("Hvor borgerne er i stedet", "Where citizens are instead"),
    "moves": Wording("Overgange til og fra {}", "Moves to and from {}"),
    "exits": Wording("Hvor hurtigt man forlader {}", "How soon people leave {}"),
    "staircase": Wording("Ugerne på refusionstrappen", "The weeks on the refund ladder"),
    "lives": Wording("Ét borgerforløb i begge scenarier", "One life in both worlds"),
}
NOTHING = {
    "stocks": Wording(
        "Ingen ordning får mærkbart flere eller færre personer, så der er intet at tegne.",
        "No scheme has noticeably more or fewer persons, so there is nothing to draw.",
    ),
    "moves": Wording(
        "Forslaget oplyser ingen effekt på en bestemt ordning, så der er ingen overgange at tegne.",
        "The proposal has no effect on one scheme, so there are no moves to draw.",
    ),
    "exits": Wording(
        "Forslaget oplyser ingen effekt på en bestemt ordning, så der er ingen afgang at tegne.",
        "The proposal has no effect on one scheme, so there are no exits to draw.",
    ),
    "staircase": Wording(
        "Ingen uger på en ydelse spares eller kommer til, eller selve reglerne ændres: så er der "
        "intet at lægge på trappen.",
        "No week of benefit is saved or added, or the rules themselves change: then there is "
        "nothing to lay on the ladder.",
    ),
    "lives": Wording(
        "Ingen borgers forløb koster kommunen mere eller mindre, eller selve reglerne ændres: så "
        "er der intet forløb at vise.",
        "No life costs the municipality more or less, or the rules themselves change: then there "
        "is no life to show.",
    ),
}


def pictures(finding: Finding, lang: str) -> tuple[Section, ...]:
    """Return a section for each picture of who is affected; a sentence where there is none."""
    told: tuple[tuple[str, Sequence[object], Callable[[Finding, str], Section]], ...] = (
        ("stocks", finding.stocks, stocks_told),
        ("moves", finding.moves, moves_told),
        ("exits", finding.exits, exits_told),
        ("staircase", finding.steps, steps_told),
        ("lives", finding.lives, lives_told),
    )
    return tuple(
        section(finding, lang) if rows else _nothing(name, lang) for name, rows, section in told
    )


def _nothing(name: str, lang: str) -> Section:
    title = TITLES[name].text(lang).format({"da": "ordningen", "en": "the scheme"}[lang])
    return Section(title, sentences=(NOTHING[name].text(lang),))


def stocks_told(finding: Finding, lang: str) -> Section:
    """Return the stocks of both worlds by month."""
    names = _listed(finding, dict.fromkeys(row.scheme for row in finding.stocks), lang)
    last = finding.stocks[-1].month
    ends = ", ".join(
        f"{within(finding, row.scheme, lang)} "
        f"{numbers.persons(row.difference.mean, lang, sign=True)}"
        for row in finding.stocks
        if row.month == last
    )
    alt = {
        "da": f"Fuldtidspersoner måned for måned med og uden forslaget i {names}. "
        f"Forskellen i {numbers.month(last, lang)}: {ends}.",
        "en": f"Full-time persons month by month with and without the proposal in {names}. "
        f"The difference in {numbers.month(last, lang)}: {ends}.",
    }[lang]
    return _section("stocks", TITLES["stocks"], alt, stocks_table(finding), lang)


def stocks_table(finding: Finding) -> Table:
    """Return full-time persons by scheme and month in both worlds."""

    def scheme(row: StockChange, lang: str) -> str:
        return finding.scheme_label(row.scheme, lang)

    columns = (
        Column("Ordning", "Scheme", "text", scheme),
        Column("Måned", "Month", "text", lambda row, lang: numbers.month(row.month, lang)),
        *WORLDS,
    )
    title = Wording("Fuldtidspersoner i måneden", "Full-time persons in the month")
    return Table(title, columns, finding.stocks, folded=DATA)


def moves_told(finding: Finding, lang: str) -> Section:
    """Return the moves into and out of the scheme that the effect is told in."""
    here = pictured_scheme(finding, lang)
    largest = ", ".join(_move_words(finding, row, lang) for row in finding.moves[:3])
    alt = {
        "da": f"Overgange om året til og fra {here} uden og med forslaget. De største: {largest}.",
        "en": f"Moves a year to and from {here} without and with the proposal. "
        f"The largest: {largest}.",
    }[lang]
    title = _formatted(TITLES["moves"], finding)
    return _section("moves", title, alt, moves_table(finding), lang)


def _move_words(finding: Finding, row: MoveRow, lang: str) -> str:
    names = (within(finding, name, lang) for name in (row.origin, row.destination))
    counts = (numbers.count(count, lang) for count in (row.baseline, row.investment))
    first, then = {"da": ("fra", "til"), "en": ("from", "to")}[lang]
    (origin, to), (before, after) = names, counts
    return f"{first} {origin} {then} {to} {before} ({after})"


def moves_table(finding: Finding) -> Table:
    """Return citizens who go from one scheme to another in a year in both worlds."""
    columns = (
        Column("Fra", "From", "text", lambda row, lang: finding.scheme_label(row.origin, lang)),
        Column("Til", "To", "text", lambda row, lang: finding.scheme_label(row.destination, lang)),
        *WORLDS,
    )
    title = Wording("Borgere, der skifter ordning, pr. år", "Citizens who change scheme, a year")
    return Table(title, columns, finding.moves, folded=DATA)


def exits_told(finding: Finding, lang: str) -> Section:
    """Return the share of stays that have left, by weeks and destination."""
    here = pictured_scheme(finding, lang)
    half = [row for row in finding.exits if row.weeks == HALF_A_YEAR]
    told = ", ".join(
        f"{within(finding, row.destination, lang)} {_shares(row, lang)}" for row in half
    )
    alt = {
        "da": f"Andel af nye forløb på {here}, der er afsluttet, efter uger siden begyndelsen. "
        f"Efter {HALF_A_YEAR} uger uden (med) forslaget: {told}.",
        "en": f"Share of new stays in {here} that have left, by weeks since they began. "
        f"After {HALF_A_YEAR} weeks without (with) the proposal: {told}.",
    }[lang]
    title = _formatted(TITLES["exits"], finding)
    return _section("exits", title, alt, exits_table(finding), lang)


HALF_A_YEAR = 24  # weeks


def _shares(row: ExitRow, lang: str) -> str:
    before, after = (numbers.percent(share, lang) for share in (row.baseline, row.investment))
    return f"{before} ({after})"


def exits_table(finding: Finding) -> Table:
    """Return the share of stays that have left in both worlds, by destination and weeks."""

    def to(row: ExitRow, lang: str) -> str:
        return finding.scheme_label(row.destination, lang)

    columns = (
        Column("Til", "To", "text", to),
        Column(
            "Uger siden begyndelsen", "Weeks since it began", "number", lambda row, _: row.weeks
        ),
        Column("uden forslaget", "baseline", "share", lambda row, _: row.baseline),
        Column("med forslaget", "investment", "share", lambda row, _: row.investment),
        Column("forskel", "difference", "points", lambda row, _: row.difference, ends=True),
    )
    title = Wording(
        "Andel af forløb begyndt i perioden, der er afsluttet",
        "Share of the stays begun in the period that have left",
    )
    return Table(title, columns, finding.exits, folded=DATA)


def steps_told(finding: Finding, lang: str) -> Section:
    """Return the weeks of benefit more or fewer on each step of the staircase."""
    told = ", ".join(
        f"{step_name(row, lang)} {numbers.number(row.weeks.mean, lang, sign=True)}"
        for row in finding.steps
    )
    alt = {
        "da": "Refusionstrappens trin med kommunens andel, og hvor mange uger på ydelse der kommer "
        f"til (+) eller spares (-) på hvert trin i perioden: {told}.",
        "en": "The steps of the refund ladder with the municipality's share, and how many weeks of "
        f"benefit are added (+) or saved (-) on each in the period: {told}.",
    }[lang]
    return _section("staircase", TITLES["staircase"], alt, steps_table(finding), lang)


def step_name(row: StepRow, lang: str) -> str:
    """Return the weeks of a step: ``uge 5-26``, ``uge 53 og frem``, ``uden for trappen``."""
    if row.first_week is None:
        return {"da": "uden for trappen", "en": "off the ladder"}[lang]
    week = {"da": "uge", "en": "weeks"}[lang]
    if row.last_week is None:
        return f"{week} {row.first_week} {'og frem' if lang == 'da' else 'on'}"
    return f"{week} {row.first_week}-{row.last_week}"


def steps_table(finding: Finding) -> Table:
    """Return the weeks of benefit more on each step over the horizon."""
    columns = (
        Column("Trin", "Step", "text", step_name),
        Column("Kommunens andel", "The municipality's share", "share", lambda row, _: row.share),
        Column("Flere uger", "Weeks more", "signed", lambda row, _: row.weeks, ends=True),
    )
    title = Wording(
        "Uger på ydelse i perioden, med forslaget minus uden",
        "Weeks of benefit in the period, investment minus baseline",
    )
    return Table(title, columns, finding.steps)


def lives_told(finding: Finding, lang: str) -> Section:
    """Return one citizen's weeks in both worlds, and what they cost whom."""
    before, after = _costs(finding, lang)
    alt = {
        "da": "Den samme simulerede borgers forløb uden og med forslaget, uge for uge: den "
        "midterste, når de borgere, hvis forløb ændres, ordnes efter, hvad ændringen koster "
        f"kommunen. Ydelserne koster kommunen {before} uden og {after} med forslaget.",
        "en": "The same simulated citizen's life without and with the proposal, week by week: the "
        "middle one when those whose lives change are sorted by what that costs the municipality. "
        f"Benefits cost the municipality {before} without and {after} with the proposal.",
    }[lang]
    return _section("lives", TITLES["lives"], alt, lives_table(finding), lang)


def _costs(finding: Finding, lang: str) -> tuple[str, str]:
    sums = {True: 0.0, False: 0.0}
    for row in finding.lives:
        sums[row.world == BASELINE] += row.kommune
    before, after = (f"{numbers.number(sums[base], lang)} kr." for base in (True, False))
    return before, after


def lives_table(finding: Finding) -> Table:
    """Return one citizen's weeks in both worlds, from the first that differs on."""
    worlds = {
        True: Wording("uden forslaget", "baseline"),
        False: Wording("med forslaget", "investment"),
    }

    def scheme(row: LifeRow, lang: str) -> str:
        return finding.scheme_label(row.scheme, lang)

    columns = (
        Column("Scenarie", "World", "text", lambda row, x: worlds[row.world == BASELINE].text(x)),
        Column("Fra", "From", "text", lambda row, _: row.day),
        Column("Dage", "Days", "number", lambda row, _: row.days),
        Column("Ordning", "Scheme", "text", scheme),
        Column("Kommunen, kr.", "Municipality, DKK", "number", lambda row, _: row.kommune),
        Column("Staten, kr.", "State, DKK", "number", lambda row, _: row.stat),
    )
    title = Wording("Ydelser uge for uge", "Benefits week by week")
    return Table(title, columns, finding.lives, folded=DATA)


def pictured_scheme(finding: Finding, lang: str) -> str:
    """Return the scheme that the effect is told in, within a sentence."""
    return within(finding, main_of(finding), lang)


def main_of(finding: Finding) -> str:
    """Return the scheme that the effect is told in: that of all exits, at one end of all moves."""
    if finding.exits:
        return finding.exits[0].scheme
    return min(set.intersection(*({row.origin, row.destination} for row in finding.moves)))


def within(finding: Finding, scheme: str, lang: str) -> str:
    """Return what a scheme is called within a sentence, without what explains it."""
    return in_a_sentence(finding.scheme_label(scheme, lang).partition(" (")[0])


def _listed(finding: Finding, schemes: dict[str, None], lang: str) -> str:
    return ", ".join(within(finding, scheme, lang) for scheme in schemes)


def _formatted(title: Wording, finding: Finding) -> Wording:
    both = {lang: title.text(lang).format(pictured_scheme(finding, lang)) for lang in ("da", "en")}
    return Wording(**both)


def _section(chart: str, title: Wording, alt: str, table: Table, lang: str) -> Section:
    called = title.text(lang)
    return Section(called, figure=Figure(chart, alt, called), sheets=(sheet(table, lang),))
