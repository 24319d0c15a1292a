"""What is told beside the answer: how the file was read, in Danish and in English."""

import datetime as dt
from collections.abc import Iterable, Iterator

from borgerflow.experiments.present.numbers import in_both, number
from borgerflow.experiments.questions.settle.blanks import remarks_on_blanks
from borgerflow.experiments.questions.settle.grants import NOTE, remarks_on_grants
from borgerflow.experiments.questions.settle.reading import DoubtAboutEnds, FileReading
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.columns import CALLED
from borgerflow.sim.records.files.cells.dates import ISO
from borgerflow.sim.records.files.table import CSV

NAMED = 6  # columns: more are counted
DELIMITERS = {
    ";": Wording("semikolon", "semicolon"),
    ",": Wording("komma", "comma"),
    "\t": Wording("tabulator", "tab"),
    "|": Wording("lodret streg", "bar"),
}
DECIMAL_COMMA = Wording("decimalkomma", "a decimal comma")
LAST_DAYS = Wording(
    da="Slutdatoer er opfattet som sidste dag (--inclusive-ends).",
    en="Ends are read as the last day (--inclusive-ends).",
)


def remarks_on(reading: FileReading) -> tuple[Wording, ...]:
    """Return what is told of how a file was read: one line, and one for each thing unusual."""
    return (
        _read(reading),
        *_header(reading),
        *_columns(reading),
        *_cells(reading),
        *_rows(reading),
        *remarks_on_blanks(reading.blank, reading.schemes),
        *remarks_on_grants(reading),
        *_unsettled(reading),
        *_uncounted(reading),
        *_ends(reading),
    )


def _read(reading: FileReading) -> Wording:
    spells, citizens = (in_both(number, n) for n in (reading.spells, reading.citizens))
    form, name = _form(reading), quoted(reading.file).en[1:-1]
    return Wording(
        f"Læst: {spells.da} forløb for {citizens.da} borger{'e' * (reading.citizens != 1)} i"
        f" {name} ({form.da}).",
        f"Read: {spells.en} spell{'s' * (reading.spells != 1)} of {citizens.en}"
        f" citizen{'s' * (reading.citizens != 1)} in {name} ({form.en}).",
    )


def _form(reading: FileReading) -> Wording:
    if reading.kind == CSV:
        between = DELIMITERS[str(reading.delimiter)]
        return Wording(
            f"CSV i {reading.encoding}, {between.da} mellem cellerne",
            f"CSV in {reading.encoding}, {between.en} between cells",
        )
    if reading.sheet is None:
        return Wording(reading.kind, reading.kind)
    sheet = quoted(reading.sheet)
    return Wording(f"{reading.kind}, ark {sheet.da}", f"{reading.kind}, sheet {sheet.en}")


def _header(reading: FileReading) -> Iterator[Wording]:
    if reading.header_at > 1:
        unit = Wording("linje", "line") if reading.kind == CSV else Wording("række", "row")
        yield Wording(
            f"Overskriften står i {unit.da} {reading.header_at}; det over den er sprunget over.",
            f"The header stands in {unit.en} {reading.header_at}; what is above it was skipped.",
        )


def _columns(reading: FileReading) -> Iterator[Wording]:
    if reading.renamed:
        pairs = [CALLED[ours] + " = " + quoted(name) for ours, name in reading.renamed.items()]
        yield Wording("Kolonner: ", "Columns: ") + _listed(pairs) + "."
    if reading.set_aside:
        shown = [quoted(name) for name in reading.set_aside[:NAMED]]
        more = len(reading.set_aside) - len(shown)
        rest = Wording(f" og {more} til", f" and {more} more") if more else ""
        one = len(reading.set_aside) == 1
        lead = Wording(
            f"Ikke læst: {'kolonnen' if one else 'kolonnerne'} ",
            f"Not read: the column{'' if one else 's'} ",
        )
        yield lead + _listed(shown) + rest + "."


def _listed(words: Iterable[Wording]) -> Wording:
    each = list(words)
    return Wording(", ".join(word.da for word in each), ", ".join(word.en for word in each))


def _cells(reading: FileReading) -> Iterator[Wording]:
    forms = [form for form in dict.fromkeys(reading.dates.values()) if form != ISO.example]
    dates = [Wording(f"datoer som {form}", f"dates as {form}") for form in forms]
    comma = [DECIMAL_COMMA] * (reading.decimal_mark == ",")
    if dates or comma:
        first, *others = (*dates, *comma)
        yield (
            sum(
                (Wording(" og ", " and ") + other for other in others),
                start=Wording("Læst med ", "Read with ") + first,
            )
            + "."
        )


def _rows(reading: FileReading) -> Iterator[Wording]:
    if reading.empty_rows:
        many = in_both(number, reading.empty_rows)
        one = reading.empty_rows == 1
        yield Wording(
            f"Sprunget over: {many.da} {'tom række' if one else 'tomme rækker'}.",
            f"Skipped: {many.en} empty row{'' if one else 's'}.",
        )
    if reading.total_rows:
        one, count = reading.total_rows == 1, reading.total_rows
        yield Wording(
            f"Sprunget over: {count} {'sumrække' if one else 'sumrækker'} nederst.",
            f"Skipped: {count} row{'' if one else 's'} of totals at the end.",
        )


def _unsettled(reading: FileReading) -> Iterator[Wording]:
    if reading.before_settled:
        many, first = in_both(number, reading.before_settled), reading.settled_from
        yield Wording(
            f"Ikke gjort op: dage før {first}, hvorfra trappen og satserne er kendt ({many.da}"
            " forløb begynder før).",
            f"Not settled: days before {first}, from which the staircase and the rates are known"
            f" ({many.en} spell{'s' * (reading.before_settled != 1)} begin"
            f"{'s' * (reading.before_settled == 1)} before it).",
        ) + _counted(reading)


def _counted(reading: FileReading) -> Wording:
    """Tell which of the days that are not settled count on the staircase."""
    counted, since = reading.before_settled_counted, reading.counted_from
    if not counted:
        return Wording(
            " Ingen af dem tæller med i ugerne på trappen.",
            " None of them count as weeks on the staircase.",
        )
    some = in_both(number, counted)
    return Wording(
        f" Deres dage fra {since} tæller med i ugerne på trappen i {some.da} af forløbene.",
        f" Their days from {since} on count as weeks on the staircase in {some.en} of the spells.",
    )


def _uncounted(reading: FileReading) -> Iterator[Wording]:
    """Tell that weeks on the staircase from before an extract of a period are not there."""
    if reading.all_from is not None:
        day, many = reading.all_from, in_both(number, reading.begun_long_before)
        yield NOTE + Wording(
            f"forløb, der sluttede før {day}, ser ud til at mangle: intet slutter før, men"
            f" {many.da} begyndte mere end et år forinden. Deres uger på trappen er ikke talt med,"
            " så kommunens andel kan være for lav den første tid efter, og årene før har kun de"
            " forløb, der varede ved.",
            f"spells that ended before {day} seem to be left out: none ends before it, yet"
            f" {many.en} began more than a year earlier. Their weeks on the staircase are not"
            " counted, so that the municipality's share may be too low for some time after it, and"
            " the years before it hold only spells that went on.",
        )


def _ends(reading: FileReading) -> Iterator[Wording]:
    if reading.until:
        many, last = in_both(number, reading.under_way), _day_before(reading.until)
        one = reading.under_way == 1
        yield Wording(
            f"Gjort op til og med {last} (--until {reading.until}); {many.da} forløb er ikke"
            " afsluttet.",
            f"Settled through {last} (--until {reading.until}); {many.en}"
            f" spell{'' if one else 's'} {'is' if one else 'are'} under way.",
        )
    if reading.inclusive_ends:
        yield LAST_DAYS
    if reading.doubt_about_ends:
        yield NOTE + _doubt(reading.doubt_about_ends, reading.columns["end"])


def _day_before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


def _doubt(doubt: DoubtAboutEnds, column: str) -> Wording:
    return _why(doubt, column) + _cost(doubt)


def _why(doubt: DoubtAboutEnds, column: str) -> Wording:
    if not doubt.gaps.look_inclusive:
        name = quoted(column)
        return Wording(
            f"kolonnen {name.da} hedder som en sidste dag, men slutdatoen er opfattet som dagen "
            "efter.",
            f"the column {name.en} is named as a last day, yet end is read as the day after it.",
        )
    some, close = (in_both(number, n) for n in (doubt.gaps.one_day, doubt.gaps.close))
    return Wording(
        f"efter {some.da} af de {close.da} forløb, som inden for en uge følges af et nyt for samme"
        " borger, er der præcis én dag imellem: slutdatoen ser ud til at være selve den sidste"
        " dag.",
        f"after {some.en} of the {close.en} spells that another of the same citizen follows"
        " within a week, exactly one day lies between: end looks like the last day itself.",
    )


def _cost(doubt: DoubtAboutEnds) -> Wording:
    if doubt.gaps.none:
        touching = in_both(number, doubt.gaps.none)
        return Wording(
            f" Men {touching.da} forløb støder op til det næste, så det kan ikke gælde alle.",
            f" But {touching.en} touch the next one, so that cannot hold for all.",
        )
    if doubt.kommune is None or doubt.kommune_if_inclusive is None:
        return Wording(
            " I så fald: tilføj --inclusive-ends. `borgerflow settle` viser, hvad det koster.",
            " If so, add --inclusive-ends. `borgerflow settle` tells what it costs.",
        )
    now, then = (in_both(number, kroner) for kroner in (doubt.kommune, doubt.kommune_if_inclusive))
    more = in_both(_signed, doubt.kommune_if_inclusive - doubt.kommune)
    return Wording(
        f" I så fald betaler kommunen {then.da} kr. i stedet for {now.da} kr. ({more.da} kr.):"
        " tilføj --inclusive-ends.",
        f" If so, the municipality pays {then.en} kr. instead of {now.en} kr. ({more.en} kr.): add"
        " --inclusive-ends.",
    )


def _signed(kroner: float, lang: str) -> str:
    return number(kroner, lang, sign=True)
