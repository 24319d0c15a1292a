"""A comparison with accounts and posts, forms filled from it, and templates as people make them."""

from dataclasses import replace

from docx import Document

from borgerflow.experiments.findings.rows import CumulativePoint, Interval, SummaryRow, Yearly
from borgerflow.experiments.questions.compare.form.from_finding import fill_form
from borgerflow.experiments.runs.accounts.rows import AccountRow
from borgerflow.sim.base.wording import Wording
from tests.experiments import fakes

THOUSAND = 1000
NEEDED = ("titel", "prisniveau", "usikkerhed")


def over(years, amount):
    """Return an amount that grows by a tenth of itself a year, with an interval."""
    means = {year: amount * (1 + n / 10) for n, year in enumerate(years)}
    total = sum(means.values())
    by_year = {year: Interval(m, m - 1e5, m + 1e5) for year, m in means.items()}
    return Yearly(by_year, Interval(total, total - 2e5, total + 2e5))


def account(function, frame, net, *, programmes=False):
    """Return a function whose net is all paid."""
    name = Wording("Navn", "Name")
    return AccountRow(function, name, frame, True, net, net, net, programmes)


def comparison(years=range(2019, 2023), **changes):
    """Return a comparison over some years: staff and a course bought, benefits saved."""
    talks, bought, saved = (over(years, k) for k in (-20_400.0, 99_600.0, -901_499.0))
    investment, net = (
        over(years, k) for k in (400_000.0 + 99_600.0, 400_000.0 - 20_400.0 + 99_600.0 - 901_499.0)
    )
    state = over(years, -10_000.0)
    head = fakes.finding().proposals[0]
    fields = {
        "start": f"{years[0]}-01-01",
        "end": f"{years[-1] + 1}-01-01",
        "proposals": (replace(head, posts=dict.fromkeys(years, 0.8)),),
        "summary": (
            SummaryRow("investment", investment),
            SummaryRow("benefits", saved),
            SummaryRow("contacts_and_activation", talks),
            SummaryRow("net_kommune", net),
            SummaryRow("net_stat", state),
            SummaryRow("net_a_kasse", over(years, 0.0)),
        ),
        "cumulative": tuple(
            CumulativePoint(f"{year}-{m:02d}", Interval(1e5 * m, 0.0, 2e5 * m))
            for year in years
            for m in range(1, 13)
        ),
        "net_by_payer": {"kommune": net, "stat": state, "a_kasse": over(years, 0.0)},
        "accounts": (
            account("5.57.71", "transfers", saved),
            account("5.68.90", "transfers", bought, programmes=True),
            account("6.45.53", "service", over(years, 400_000.0 - 20_400.0)),
        ),
    }
    return fakes.finding(**(fields | changes))


def written(folder, finding=None, **how):
    """Return the document of a form that was filled, read back."""
    path = folder / "form.docx"
    path.unlink(missing_ok=True)
    return Document(str(fill_form(finding or comparison(), path, **how)))


def rows_of(document, label):
    """Return the cells of each row that begins with a label, in any table."""
    return [
        [cell.text for cell in row.cells]
        for table in document.tables
        for row in table.rows
        if row.cells[0].text == label
    ]


def texts_of(document):
    """Return every text of the body of a document, tables included."""
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def own_template(path, *lines, needed=NEEDED, years=range(2019, 2023), rows=("netto",)):
    """Return a template that somebody made: lines, what it needs, and a row of calendar years."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    for name in needed:
        document.add_paragraph(f"{{{{{name}}}}}")
    for row in rows:
        cells = document.add_table(rows=1, cols=len(years)).rows[0].cells
        for cell, year in zip(cells, years, strict=True):
            cell.text = f"{{{{{row}_{year}}}}}"
    document.save(str(path))
    return path
