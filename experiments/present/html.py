"""The report of a finding: one HTML file that needs nothing from elsewhere.

Answer first with its picture, then the tables, why, the key assumptions, and how it came about.
"""

import base64
import re
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.present.page import Page
from borgerflow.sim.base.files import write_text

HERE = "borgerflow.experiments.present"
STYLE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
SECTION = re.compile(r"<section.*?</section>", re.DOTALL)


def write_report(finding: Answer, path: Path, lang: str, digest: str = "") -> None:
    """Write the report of a finding as one HTML file, with the charts that lie beside it.

    ``digest`` names the result that the report is part of, where it is of one.

    A chart that is not there could not be drawn, and the report says so. Everything from outside
    is escaped.
    """
    page = finding.presenter("report")(finding, lang)
    made = {"version": version_of(finding), "digest": digest}
    write_text(path, page_text(page, path.parent, **made))


def version_of(finding: Answer) -> str:
    """Return by which version a finding was made, as far as it says so."""
    return str(getattr(finding, "version", ""))


def page_text(page: Page, charts: Path, version: str = "", digest: str = "") -> str:
    """Return a page as the text of one HTML file, with the charts that lie in a folder."""
    made = {"version": version, "digest": digest}
    return _template().render(page=page, address_of=partial(_address_in, charts), **made)


def sections_of(report: str) -> tuple[str, ...]:
    """Return the sections of a report that was written here, as HTML, the answer first."""
    return tuple(SECTION.findall(report))


def style() -> str:
    """Return how a report looks, as CSS."""
    template = files(HERE).joinpath("templates", "report.html").read_text(encoding="utf-8")
    return "".join(STYLE.findall(template))


def _address_in(folder: Path, chart: str) -> str:
    """Return the data address of a chart of a folder; none where there is no such file."""
    path = folder / f"{chart}.svg"
    if not path.exists():
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(path.read_bytes()).decode()}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
