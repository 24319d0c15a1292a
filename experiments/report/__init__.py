"""The report of a finding: one HTML file that needs nothing from elsewhere.

Answer first, then the table, the chart, why, what it rests on, and how it came about.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from experiments.choosing.finding import PortfolioFinding
from experiments.contacts.finding import ContactsFinding
from experiments.findings import Finding, RunFinding
from experiments.report.chosen import chosen_page
from experiments.report.compared import compared_page
from experiments.report.lived import lived_page
from experiments.report.page import Page
from experiments.report.talked import talked_page

__all__ = ["html_of", "write_report"]

Reported = Finding | RunFinding | ContactsFinding | PortfolioFinding


def write_report(finding: Reported, path: Path, lang: str) -> None:
    """Write the report of a finding as one HTML file."""
    path.write_text(html_of(finding, lang), encoding="utf-8")


def html_of(finding: Reported, lang: str) -> str:
    """Return the report of a finding as HTML; everything from outside is escaped."""
    return _template().render(page=_page_of(finding, lang))


def _page_of(finding: Reported, lang: str) -> Page:
    if isinstance(finding, ContactsFinding):
        return talked_page(finding, lang)
    if isinstance(finding, PortfolioFinding):
        return chosen_page(finding, lang)
    if isinstance(finding, Finding):
        return compared_page(finding, lang)
    return lived_page(finding, lang)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("experiments.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
