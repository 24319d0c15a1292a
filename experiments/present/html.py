"""The report of a finding: one HTML file that needs nothing from elsewhere.

Answer first, then the table, the chart, why, the key assumptions, and how it came about.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from borgerflow.experiments.findings.finding import Answer
from borgerflow.sim.base.files import write_text


def write_report(finding: Answer, path: Path, lang: str) -> None:
    """Write the report of a finding as one HTML file."""
    write_text(path, html_of(finding, lang))


def html_of(finding: Answer, lang: str) -> str:
    """Return the report of a finding as HTML; everything from outside is escaped."""
    return _template().render(page=finding.presenter("report")(finding, lang))


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
