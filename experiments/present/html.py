"""The report of a finding: one HTML file that needs nothing from elsewhere.

Answer first, then the table, the chart, why, what it rests on, and how it came about.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from borgerflow.experiments.present.page import Page
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.report import compared_page
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.report import contacts_page
from borgerflow.experiments.questions.portfolio.finding import PortfolioFinding
from borgerflow.experiments.questions.portfolio.report import chosen_page
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.questions.run.report import lived_page

Reported = Finding | RunFinding | ContactsFinding | PortfolioFinding


def write_report(finding: Reported, path: Path, lang: str) -> None:
    """Write the report of a finding as one HTML file."""
    path.write_text(html_of(finding, lang), encoding="utf-8")


def html_of(finding: Reported, lang: str) -> str:
    """Return the report of a finding as HTML; everything from outside is escaped."""
    return _template().render(page=_page_of(finding, lang))


def _page_of(finding: Reported, lang: str) -> Page:
    if isinstance(finding, ContactsFinding):
        return contacts_page(finding, lang)
    if isinstance(finding, PortfolioFinding):
        return chosen_page(finding, lang)
    if isinstance(finding, Finding):
        return compared_page(finding, lang)
    return lived_page(finding, lang)


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
