"""The tables of fitted hazards, declared once for terminal, workbook and page."""

from collections.abc import Sequence

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.words import GRADES, column
from borgerflow.experiments.questions.data.fit.finding import FitFinding, FittedHazard, Goodness
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.small_counts import HIDDEN

HAZARDS = Wording(
    "Afgangsrater, pct. pr. uge, efter hvor mange uger forløbet har varet",
    "Hazards, per cent a week, by weeks since the stay began",
)
GROUPS = Wording(
    "Gruppernes faktor på raterne; vægten er gruppens egen del",
    "Factors of groups on the hazards; the weight is the group's own part",
)
GOODNESS = Wording(
    "Tilpasning: største afstand mellem observeret og beregnet andel, og afgange mod forventede",
    "Goodness of fit: largest distance of seen and fitted shares, and events against expected",
)
FRAILTY = Wording(
    "Forskelle mellem borgere: varians af en faktor omkring 1",
    "How citizens differ: variance of a factor around 1",
)
CURVES = Wording(
    "Andel, der er afgået, efter uger: observeret og beregnet",
    "Share that has left, by weeks: seen and fitted",
)
GRADE = column("grade", "text", lambda row, lang: GRADES[row.grade][lang])
EVENTS = Column("Afgange", "Events", "number", lambda row, _: _or_hidden(row.events))


def _or_hidden(count: int | None) -> float | str:
    return HIDDEN if count is None else float(count)


def _ends(finding: FitFinding) -> tuple[Column, Column]:
    return (
        column("from", "text", lambda row, lang: finding.scheme_label(row.scheme, lang)),
        column("to", "text", lambda row, lang: finding.scheme_label(row.destination, lang)),
    )


def weeks_of(row: FittedHazard) -> str:
    """Return the weeks of a band: ``0-13``, ``52-``."""
    until = "" if row.until_weeks is None else f"{row.until_weeks:g}"
    return f"{row.from_weeks:g}-{until}"


def hazards_table(finding: FitFinding, rows: Sequence[FittedHazard] | None = None) -> Table:
    """Return the hazards of every exit and band, or of some."""
    columns = (
        *_ends(finding),
        Column("Uger", "Weeks", "text", lambda row, _: weeks_of(row)),
        Column("Rate", "Hazard", "hazard", lambda row, _: row.per_week, ends=True),
        EVENTS,
        Column("Personuger", "Person-weeks", "number", lambda row, _: row.weeks),
        GRADE,
    )
    return Table(HAZARDS, columns, finding.hazards if rows is None else rows)


def groups_table(finding: FitFinding) -> Table:
    """Return the factor of every group and exit."""
    columns = (
        *_ends(finding),
        column("group", "text", lambda row, _: row.group or "-"),
        Column("Faktor i pct.", "Factor, per cent", "share", lambda row, _: row.factor, ends=True),
        EVENTS,
        Column("Ventede", "Expected", "one_decimal", lambda row, _: row.expected),
        Column("Vægt i pct.", "Weight, per cent", "share", lambda row, _: row.weight),
        GRADE,
    )
    return Table(GROUPS, columns, finding.groups)


def goodness_table(finding: FitFinding) -> Table:
    """Return how far fitted and seen lie apart on each scheme."""
    columns = (
        column("scheme", "text", lambda row, lang: finding.scheme_label(row.scheme, lang)),
        EVENTS,
        Column("Største afstand", "Largest distance", "share", lambda row, _: row.distance),
        Column("mod", "towards", "text", lambda row, lang: finding.scheme_label(row.towards, lang)),
        Column("Chi i anden", "Chi-square", "one_decimal", lambda row, _: row.chi_square),
        Column("Frihedsgrader", "Degrees", "number", lambda row, _: float(row.degrees)),
        Column("p", "p", "text", _p_value),
    )
    return Table(GOODNESS, columns, finding.goodness)


def _p_value(row: Goodness, lang: str) -> str:
    if row.p_value is None:
        return "-"
    text = "<0.001" if row.p_value < 0.001 else f"{row.p_value:.3f}"  # noqa: PLR2004
    return text.replace(".", ",") if lang == "da" else text


def frailty_table(finding: FitFinding) -> Table:
    """Return how much citizens differ on each scheme, and whether the file tells it."""
    columns = (
        column("scheme", "text", lambda row, lang: finding.scheme_label(row.scheme, lang)),
        Column("Varians, pct.", "Variance, per cent", "hazard", lambda row, _: row.variance),
        Column("2 x log-likelihood", "2 x log-likelihood", "one_decimal", lambda row, _: row.gain),
        Column(
            "Borgere med flere forløb",
            "Citizens with several stays",
            "number",
            lambda row, _: _or_hidden(row.several),
        ),
        Column("Kan påvises i filen", "Shown by the file", "text", _carried),
        GRADE,
    )
    return Table(FRAILTY, columns, finding.frailties)


def _carried(row: object, lang: str) -> str:
    yes = getattr(row, "is_carried", False)
    return {"da": "ja" if yes else "nej", "en": "yes" if yes else "no"}[lang]


def curves_table(finding: FitFinding) -> Table:
    """Return the curves that the charts draw."""
    columns = (
        *_ends(finding),
        Column("Uger", "Weeks", "one_decimal", lambda row, _: row.weeks),
        Column("Set", "Seen", "share", lambda row, _: row.seen, ends=True),
        Column("Beregnet", "Fitted", "share", lambda row, _: Interval(row.fitted)),
    )
    return Table(CURVES, columns, finding.curves)
