"""A municipality that was made, in words: how well stocks are met, what is assumed, what next."""

from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import Any

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.tables import aligned
from borgerflow.experiments.runs.notices import fit_notices, in_percent
from borgerflow.experiments.validation.calibration.calibrating import Calibrated
from borgerflow.experiments.validation.calibration.text import took
from borgerflow.experiments.validation.municipality.shape import scaled_parts
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import load
from borgerflow.sim.params.model import FitOfTarget, Municipality, Target

MET = 0.03  # of a stock: nearer than that, it counts as met
Row = tuple[Target, FitOfTarget]


def made_page(made: Calibrated, out: Path, lang: str) -> str:
    """Return what was made as people read it."""
    home = made.home
    lines = [
        *aligned(fit_table(home), lang),
        *(said.text(lang) for said in (*_worst(home), *fit_notices(home))),
        _scaled(home, lang),
        took(made).text(lang),
        (Wording("Gemt: ", "Saved: ") + str(out)).text(lang),
        *(said.text(lang) for said in _people_there(home)),
        _next(out).text(lang),
    ]
    return "\n".join(line for line in lines if line)


def rows_of(home: Municipality) -> list[Row]:
    """Return each target with what was simulated of it."""
    fit = home.calibration.fit if home.calibration else {}
    return [(target, fit[target.name]) for target in home.targets if target.name in fit]


def fit_table(home: Municipality) -> Table:
    """Return each stock with its source, what was given and simulated, and the gap."""
    columns = (
        _column("", "", "text", lambda row, lang: row[0].label.model_dump()[lang]),
        _column("kilde", "source", "text", lambda row, _: row[0].persons.source),
        _column("oplyst", "given", "persons", lambda row, _: row[0].persons.value),
        Column("simuleret", "simulated", "persons", lambda row, _: _interval(row[1]), ends=True),
        _column("afvigelse", "off", "deviation", lambda row, _: row[1].gap),
    )
    day = iso_date(home.targets[0].day)
    title = Wording(f"{home.label.da}, personer {day}", f"{home.label.en}, persons {day}")
    return Table(title, columns, rows_of(home))


def _column(da: str, en: str, unit: Any, value: Callable[[Row, str], Any]) -> Column:
    return Column(da, en, unit, value)


def _interval(fit: FitOfTarget) -> Interval:
    return Interval(fit.simulated, fit.low, fit.high)


def _worst(home: Municipality) -> list[Wording]:
    """Return which stock is worst met, and which are not met."""
    rows = sorted(rows_of(home), key=lambda row: -abs(row[1].gap))
    worst, fit = rows[0]
    said = Wording(
        f"Dårligst ramt: {worst.label.da} ({in_percent(fit.gap, 'da')}).",
        f"Worst met: {worst.label.en} ({in_percent(fit.gap, 'en')}).",
    )
    missed = [target.label for target, each in rows if abs(each.gap) > MET]
    if not missed:
        return [said]
    da, en = (", ".join(getattr(label, lang) for label in missed) for lang in ("da", "en"))
    return [
        said,
        Wording(
            f"Ikke inden for 3 pct.: {da}. Enten er en faktor ved sin grænse, eller også er"
            " bestanden så lille, at tilfældigheder afgør det.",
            f"Not within 3 %: {en}. Factors may be at the ends of their ranges, or chance rules in"
            " small stocks.",
        ),
    ]


def _scaled(home: Municipality, lang: str) -> str:
    parts = scaled_parts(home, load().law.schemes)
    names = "; ".join(each.text(lang) for each in parts)
    said = Wording(
        f"Ikke oplyst, skønnet efter modelkommunen: {names}.",
        f"Not given, judged by the model municipality: {names}.",
    )
    return said.text(lang) if names else ""


def _people_there(home: Municipality) -> list[Wording]:
    """Return with how many people of a table lives begin, if there is one."""
    if home.stock is None:
        return []
    persons = sum(row.persons for row in home.stock.rows)
    day, schemes = iso_date(home.stock.day), len(home.stock.schemes)
    da, en = ("ordning", "scheme") if schemes == 1 else ("ordninger", "schemes")
    return [
        Wording(
            f"Svarene begynder {day} med de {persons} borgere, tabellen tæller i {schemes} {da};"
            " tabellen ovenfor er simuleret uden den.",
            f"Answers begin on {day} with the {persons} people that the table counts in {schemes}"
            f" {en}; the table above is simulated without it.",
        )
    ]


def _next(out: Path) -> Wording:
    command = f"borgerflow compare herning-syg02 --municipality {quote(str(out))}"
    return Wording(f"Brug den: {command}", f"Use it: {command}")
