"""The report of a finding: one HTML file that needs nothing from elsewhere.

Answer first with its picture, then the tables, why, the key assumptions, and how it came about.
"""

import base64
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from borgerflow.experiments.findings.finding import Answer
from borgerflow.sim.base.files import write_text


def write_report(finding: Answer, path: Path, lang: str, digest: str = "") -> None:
    """Write the report of a finding as one HTML file, with the charts that lie beside it.

    ``digest`` names the result that the report is part of, where it is of one.

    A chart that is not there could not be drawn, and the report says so. Everything from outside
    is escaped.
    """
    page = finding.presenter("report")(finding, lang)
    address_of = partial(_address_in, path.parent)
    made = {"version": version_of(finding), "digest": digest}
    write_text(path, _template().render(page=page, address_of=address_of, **made))


def version_of(finding: Answer) -> str:
    """Return by which version a finding was made, as far as it says so."""
    return str(getattr(finding, "version", ""))


def _address_in(folder: Path, chart: str) -> str:
    """Return the data address of a chart of a folder; none where there is no such file."""
    path = folder / f"{chart}.svg"
    if not path.exists():
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(path.read_bytes()).decode()}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("borgerflow.experiments.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
