"""What the net hangs on: a bar for each number, from its low to its high end (a tornado)."""

from pathlib import Path

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.findings.rows import MONTHS_PER_YEAR
from borgerflow.experiments.present.chart import BLACK, BLUE, VERMILION, canvas, save
from borgerflow.experiments.present.numbers import number, whole_percent
from borgerflow.experiments.questions.uncertainty.finding import UncertaintyFinding
from borgerflow.experiments.questions.uncertainty.tables import called
from borgerflow.experiments.questions.uncertainty.text import as_title

MILLION = 1e6
MOST_BARS = 10
LETTERS = 44


def draw_tornado(finding: UncertaintyFinding, path: Path, lang: str) -> None:
    """Write a chart of the net expected at both ends of each number, the most influential above."""
    figure, axes = canvas(as_title(finding, lang))
    rows = finding.numbers[:MOST_BARS][::-1]
    mean = finding.net_municipal.total.mean / MILLION
    for place, row in enumerate(rows):
        for end, colour in ((row.net_at_low, BLUE), (row.net_at_high, VERMILION)):
            axes.barh(place, end / MILLION - mean, left=mean, color=colour, height=0.6)
    axes.axvline(0, color=BLACK, linewidth=0.8)
    axes.axvline(mean, color=BLACK, linewidth=0.8, linestyle="--")
    names = [f"{_short(called(row, lang))}, {whole_percent(row.share.mean, lang)}" for row in rows]
    axes.set_yticks(range(len(rows)), names)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(
        {
            "da": f"Kommunens netto, mio. kr., {finding.price_year}-pl (+ udgift, - besparelse): "
            "blå ved tallets lave ende, rød ved dets høje; procent: andel af usikkerheden",
            "en": f"Municipal net, DKK million, {finding.price_year} prices (+ expense, - saving): "
            "blue at the number's low end, red at its high end; per cent: share of the variance",
        }[lang],
        fontsize=8,
    )
    axes.xaxis.set_major_formatter(lambda value, _: number(value, lang, 1))
    save(figure, path)


def draw_payback(finding: UncertaintyFinding, path: Path, lang: str) -> None:
    """Write a chart of the month of payback in the outer fifths of each number.

    A bar that ends at the right edge is not paid back within the horizon.
    """
    figure, axes = canvas(as_title(finding, lang))
    last = (int(finding.end[:4]) * MONTHS_PER_YEAR) + int(finding.end[5:7]) - 1
    rows = finding.numbers[:MOST_BARS][::-1]
    middle = _months(finding.payback.median, last)
    for place, row in enumerate(rows):
        for end, colour in ((row.payback_at_low, BLUE), (row.payback_at_high, VERMILION)):
            until = _months(end, last)
            axes.barh(place, until - middle, left=middle, color=colour, height=0.6)
            axes.plot(until, place, "|", color=colour, markersize=14)
    axes.axvline(middle, color=BLACK, linewidth=0.8, linestyle="--")
    axes.set_yticks(range(len(rows)), [_short(called(row, lang)) for row in rows])
    axes.grid(axis="y", visible=False)
    first = int(finding.start[:4])
    axes.set_xlim(first, last / MONTHS_PER_YEAR)
    axes.set_xticks(range(first, last // MONTHS_PER_YEAR + 1))
    axes.set_xlabel(
        {
            "da": "Tjent hjem (median): blå i tallets laveste femtedel, rød i dets højeste; "
            "højre kant: ikke i perioden",
            "en": "Paid back (median): blue in the number's lowest fifth, red in its highest; "
            "right edge: not within the years",
        }[lang],
        fontsize=8,
    )
    save(figure, path)


def _months(month: str | None, last: int) -> float:
    """Return a month as a year with decimals, the end of the horizon where there is none."""
    if month is None:
        return last / MONTHS_PER_YEAR
    return int(month[:4]) + (int(month[5:]) - 1) / MONTHS_PER_YEAR


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 3]}..."


def charts(finding: UncertaintyFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    drawn: dict[str, Draw] = {"tornado": draw_tornado}
    return drawn | ({"tornado_payback": draw_payback} if finding.some_pay_back else {})
