"""What of an answer's pictures is not kept as it should be: drawn twice, with numbers beside."""

from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.saving import documents_of

# The table that holds the numbers behind a picture, by the name of its file up to a hyphen.
NUMBERS_OF = {
    "acceptability": "acceptability",
    "cumulative": "cumulative",
    "curves": "settings",
    "exits": "exits",
    "fan": "rows",
    "frontier": "sets",
    "heat": "settings",
    "incidence": "curves",
    "lateness": "lateness",
    "lives": "lives",
    "load": "quarters",
    "moves": "moves",
    "staircase": "steps",
    "stocks": "stocks",
    "targets": "groups",
    "tornado": "numbers",
    "tornado_payback": "numbers",
}


def lacking(finding):
    """Return the files of its pictures that a saved answer would lack; nothing is drawn.

    Every picture that is drawn, and every one that the report names, is kept as SVG, as PNG and as
    a table of its numbers, in CSV too.
    """
    written = documents_of(finding, finding.tables(), Documents("da"))
    named = finding.presenter("report")(finding, "da").figures
    files = {file for name in {*finding.charts(), *named} for file in _files_of(name)}
    return sorted(files - set(written))


def _files_of(picture):
    numbers = NUMBERS_OF[picture.partition("-")[0]]
    return f"{picture}.svg", f"{picture}.png", f"{numbers}.csv"
