"""The charts of a comparison's workbook: the net year by year, and added up month by month."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.words import LINES, WORDS
from borgerflow.experiments.present.workbook import Workbook
from borgerflow.experiments.present.workbook.blocks import Spot
from borgerflow.experiments.present.workbook.drawing import (
    BLUE,
    GREY,
    ORANGE,
    WIDTH,
    NativeChart,
    Series,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables import declared
from borgerflow.experiments.questions.compare.workbook.formulas import FIRST_YEAR, OWN_NET
from borgerflow.sim.base.wording import Wording

STATE_NET = "net_stat"
COLOURS = {OWN_NET: BLUE, STATE_NET: ORANGE}
YEARLY = Wording("Netto år for år", "Net year by year")
CUMULATED = Wording("Kommunens netto lagt sammen", "The municipality's net, added up")
UNIT = Wording("1.000 kr.", "DKK 1,000")
YEARLY_ALT = Wording(
    "Søjler for hvert år: kommunens og statens nettoudgift i 1.000 kr., besparelser under nul. "
    "Kommunen: {}. Tallene står på arket Resumé.",
    "Columns for each year: the net of municipality and state in DKK 1,000, savings below zero. "
    "Municipality: {}. The numbers are on the sheet Summary.",
)
CUMULATED_ALT = Wording(
    "Kommunens nettoudgift lagt sammen måned for måned med 95 pct.-interval; den er tjent hjem, "
    "hvor kurven går under nul. Til sidst {} (1.000 kr.). Tallene står på arket Usikkerhed.",
    "The municipality's net added up month by month with its 95 % interval; it has paid back where "
    "the line goes below zero. At the end {} (DKK 1,000). The numbers: sheet Uncertainty.",
)


MOST_TICKS = 12  # months between two that are named


def draw_charts(book: Workbook, finding: Finding, row: int, summary: Spot, months: Spot) -> None:
    """Draw both charts on the sheet of the years, from a row on, side by side."""
    book.draw("År for år", _yearly(finding, book.lang, (row, 0), summary))
    book.draw("År for år", _cumulated(finding, book.lang, (row, 0), months))


def _yearly(finding: Finding, lang: str, at: tuple[int, int], summary: Spot) -> NativeChart:
    lines = [row.line for row in declared.summary_table(finding, nothing=False).rows]
    last = FIRST_YEAR + len(finding.years) - 1

    def cells(line: str) -> str:
        place = lines.index(line)
        return summary.span((place, FIRST_YEAR), (place, last))

    drawn = [line for line in COLOURS if line in lines]
    series = tuple(Series(LINES[line][lang], cells(line), COLOURS[line]) for line in drawn)
    nets = finding.net_municipal.by_year.items()
    told = ", ".join(f"{numbers.thousands(net.mean, lang)} ({year})" for year, net in nets)
    alt = YEARLY_ALT.text(lang).format(told)
    years = summary.heads(FIRST_YEAR, last)
    return NativeChart("column", YEARLY.text(lang), alt, UNIT.text(lang), years, series, at)


def _cumulated(finding: Finding, lang: str, at: tuple[int, int], months: Spot) -> NativeChart:
    count = len(finding.cumulative)
    mean, low, high = (months.column(column, count) for column in (1, 2, 3))
    series = [Series(WORDS[lang]["mean"], mean, BLUE)]
    if finding.cumulative[0].amount.low is not None:
        ends = ((WORDS[lang]["low"], low), (WORDS[lang]["high"], high))
        series += [Series(name, cells, GREY, dashed=True) for name, cells in ends]
    alt = CUMULATED_ALT.text(lang).format(
        numbers.thousands(finding.cumulative[-1].amount.mean, lang)
    )
    words, unit = CUMULATED.text(lang), UNIT.text(lang)
    categories = months.column(0, count)
    return NativeChart("line", words, alt, unit, categories, tuple(series), at, WIDTH, MOST_TICKS)
