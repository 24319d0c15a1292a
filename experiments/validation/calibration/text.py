"""A calibration in words: how well each figure is met, what moved, and what nothing is told of."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.tables import aligned
from borgerflow.experiments.runs.notices import in_percent
from borgerflow.experiments.validation.calibration.calibrating import ENDS, Calibrated, FitRow
from borgerflow.experiments.validation.calibration.published.targets import PublishedTarget
from borgerflow.sim.base.wording import Wording, same

DECIMALS = {"persons": 0, "cases/year": 0, "share": 3, "factor": 3, "weeks": 1}
MEANT = Wording(
    "Simuleret: gennemsnit med 95 pct.-interval på trækninger, der ikke er brugt til tilpasningen."
    " Ventet: 90 pct. af, hvad tallet kan være, når faktorerne er usikre; er det talt i kommunen"
    " selv, også"
    " ved tilfældet i én kommune. Et tal, der kun sammenlignes, har ikke påvirket faktorerne.",
    "Simulated: the mean with its 95 % interval, on draws that nothing was fitted to. Expected:"
    " 90 % of what the figure may be where factors are uncertain and, if it was counted in the"
    " municipality itself, by chance in one place. A figure that is only compared moved nothing.",
)


def calibration_page(made: Calibrated, out: Path, lang: str) -> str:
    """Return what was calibrated as people read it."""
    said = [*uncertain(made), took(made), Wording("Gemt: ", "Saved: ") + str(out)]
    tables = (fit_table(made.fit, made.home.label.model_dump()), factor_table(made))
    lines = [line for table in tables for line in (*aligned(table, lang), "")]
    return "\n".join([*lines, MEANT.text(lang), *(each.text(lang) for each in said)])


def fit_table(rows: tuple[FitRow, ...], label: dict[str, str]) -> Table:
    """Return each figure with its source, what was published and simulated, and the gap."""
    columns = (
        _column("", "", lambda row, lang: row.target.label.text(lang)),
        _column("id", "id", lambda row, _: row.target.name),
        _column("brug", "use", lambda row, lang: _use(row).text(lang)),
        _column("offentliggjort", "published", _published),
        _column("simuleret", "simulated", lambda row, lang: _interval(row, row.simulated, lang)),
        Column("afvigelse", "off", "deviation", lambda row, _: row.gap),
        _column("ventet", "expected", lambda row, lang: _ends(row, row.expected, lang)),
    )
    return Table(Wording(f"{label['da']}: tal", f"{label['en']}: figures"), columns, rows)


def factor_table(made: Calibrated) -> Table:
    """Return each factor beside its usual one, with what is uncertain and its range."""
    low, high = np.exp(made.posterior.quantiles(*ENDS))
    rows = list(zip(made.levers, np.exp(made.logs).tolist(), low, high, strict=True))
    columns = (
        _column("faktor", "factor", lambda row, _: row[0].name),
        _column("fundet", "found", lambda row, lang: number(row[1], lang, 3)),
        _column("90 pct.", "90 %", lambda row, lang: _span(row[2], row[3], lang, 3)),
        _column("kan være", "may be", lambda row, lang: _span(*_range(row[0]), lang, 2)),
    )
    return Table(Wording("Faktorer på det sædvanlige", "Factors on what is usual"), columns, rows)


def _column(da: str, en: str, value: Callable[[Any, str], str]) -> Column:
    return Column(da, en, "text", value)


def _range(lever: Any) -> tuple[float, float]:
    low, high = np.exp(lever.ends)
    return float(low), float(high)


def _use(row: FitRow) -> Wording:
    fitted = row.target.is_fitted
    return Wording("tilpasset", "fitted") if fitted else Wording("sammenlignet", "compared")


def _published(row: FitRow, lang: str) -> str:
    target = row.target
    ends = ""
    if target.low is not None and target.high is not None:
        ends = f" ({_span(target.low, target.high, lang, _decimals(target))})"
    return number(target.value, lang, _decimals(target)) + ends


def _interval(row: FitRow, interval: Interval, lang: str) -> str:
    mean = number(interval.mean, lang, _decimals(row.target))
    return f"{mean} ({_ends(row, interval, lang)})"


def _ends(row: FitRow, interval: Interval, lang: str) -> str:
    if interval.low is None or interval.high is None:
        return "-"
    return _span(interval.low, interval.high, lang, _decimals(row.target))


def _span(low: float, high: float, lang: str, decimals: int) -> str:
    return f"{number(low, lang, decimals)}-{number(high, lang, decimals)}"


def _decimals(target: PublishedTarget) -> int:
    return DECIMALS[target.kind.unit]


def uncertain(made: Calibrated) -> list[Wording]:
    """Return which figure is worst met, what stands at an end, and what nothing is told of."""
    worst = max((row for row in made.fit if row.target.is_fitted), key=lambda row: abs(row.gap))
    da, en = (in_percent(worst.gap, lang) for lang in ("da", "en"))
    said = [
        Wording("Dårligst ramt: ", "Worst met: ")
        + worst.target.label
        + Wording(f" ({da}).", f" ({en}).")
    ]
    ends = ", ".join(lever.name for lever in made.at_ends)
    if ends:
        said.append(
            Wording("Ved grænsen af deres spænd: ", "At an end of the range: ") + f"{ends}."
        )
    not_told = ", ".join(made.posterior.not_told)
    if not_told:
        said.append(
            Wording("Tallene siger næsten intet om: ", "The figures say almost nothing of: ")
            + f"{not_told}."
        )
    for names in made.posterior.told_together:
        said.append(
            Wording("Tallene kan ikke skelne mellem disse: ", "Not told apart by the figures: ")
            + same(", ".join(names))
            + "."
        )
    return said


def took(made: Calibrated) -> Wording:
    """Return how long a calibration took."""
    da, en = (
        [number(each, lang) for each in (made.seconds, made.processor_seconds)]
        for lang in ("da", "en")
    )
    return Wording(
        f"{da[0]} sekunder ({da[1]} sekunder på processoren).",
        f"{en[0]} seconds ({en[1]} seconds of the processor).",
    )


def to_plain(made: Calibrated, out: Path) -> dict[str, Any]:
    """Return a calibration as data: factors, figures, and what is left uncertain."""
    low, high = np.exp(made.posterior.quantiles(*ENDS)).tolist()
    ends = {lever.name for lever in made.at_ends}
    return {
        "municipality": made.home.name,
        "file": str(out),
        "factors": [
            {
                "name": lever.name,
                "ways": [row.way for row in lever.rows],
                "factor": factor,
                "low": low[n],
                "high": high[n],
                "range": list(_range(lever)),
                "range_grade": lever.rows[0].grade,
                "range_date": lever.rows[0].date,
                "at_an_end": lever.name in ends,
                "not_told": lever.name in made.posterior.not_told,
            }
            for n, (lever, factor) in enumerate(
                zip(made.levers, np.exp(made.logs).tolist(), strict=True)
            )
        ],
        "not_told_apart": [list(names) for names in made.posterior.told_together],
        "draws": len(made.posterior.logs),
        "effective_draws": made.posterior.effective,
        "figures": [plain_row(row) for row in made.fit],
        "seconds": made.seconds,
    }


def plain_row(row: FitRow) -> dict[str, Any]:
    """Return a figure as data."""
    target = row.target
    return {
        "id": target.name,
        "place": target.place,
        "schemes": list(target.counting.schemes),
        "measure": target.measure,
        "detail": target.counting.detail,
        "unit": target.kind.unit,
        "published": [target.value, target.low, target.high],
        "fitted": target.is_fitted,
        "simulated": [row.simulated.mean, row.simulated.low, row.simulated.high],
        "gap": row.gap,
        "expected": [row.expected.low, row.expected.high],
        "source": target.source,
        "grade": target.grade,
    }
