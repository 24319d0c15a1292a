"""Sums of a workbook are formulas with their results, and follow the cells that people change."""

import re
import shutil
import subprocess
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pytest

from borgerflow.experiments.findings.rows import (
    AssumptionRange,
    CumulativePoint,
    DrawnRange,
    Interval,
    LedgerRow,
    ResultPrice,
    SummaryRow,
    Yearly,
)
from borgerflow.experiments.questions.compare.question import with_grants
from borgerflow.experiments.runs.accounts.rows import KeptRow
from tests.experiments.made_forms import comparison
from tests.experiments.test_grants_told import COMPARISON
from tests.experiments.workbooks_read import Sums

SHEETS = {
    "da": "Læs mig,Resumé,Til skemaet,År for år,Konti,Forudsætninger,Usikkerhed,Data",
    "en": "Read me,Summary,For the form,Year by year,Accounts,Assumptions,Uncertainty,Data",
}
YEARS = range(2019, 2023)
POSTED = {  # the kind and payer that each line of the main table is made of
    "investment": ("kommune", "", "investment"),
    "benefits": ("kommune", "sygedagpenge", "benefit"),
    "contacts_and_activation": ("kommune", "sygedagpenge", "contact"),
    "net_stat": ("stat", "sygedagpenge", "benefit"),
}
OERE = 1e-5  # thousands of kroner


def scaled(amounts, factor):
    """Return yearly amounts times a factor, alone."""
    years = {year: amount.scaled(factor) for year, amount in amounts.by_year.items()}
    return Yearly(years, amounts.total.scaled(factor))


def by_month(yearly):
    """Return what a twelfth of each year a month comes to so far, by month."""
    monthly = [yearly.by_year[year].mean / 12 for year in YEARS for _ in range(12)]
    return tuple(sum(monthly[: at + 1]) for at in range(len(monthly)))


def tied():
    """Return a comparison whose postings, accounts, frames and months are those of its lines."""
    found = comparison()
    lines = {row.line: row.amounts for row in found.summary}
    invested, net = lines["investment"], lines["net_kommune"]
    ledger = tuple(
        LedgerRow(year, *POSTED[line], 1e6, 1e6 + amount.mean, Interval(amount.mean))
        for line in POSTED
        for year, amount in lines[line].by_year.items()
    )
    saved, bought, staff = (replace(row, refunded=scaled(net, 0.0)) for row in found.accounts)
    shares = ((saved, 0.0), (bought, 99.6 / 499.6), (staff, 400 / 499.6))
    costs = [{y: share * invested.by_year[y].mean for y in YEARS} for _, share in shares]
    transfers = {y: Interval(net.by_year[y].mean - staff.net.by_year[y].mean) for y in YEARS}
    rest = Yearly(transfers, Interval(net.total.mean - staff.net.total.mean))
    months = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
    return replace(
        found,
        ledger=ledger,
        accounts=tuple(
            replace(row, cost=cost) for (row, _), cost in zip(shares, costs, strict=True)
        ),
        frames=(SummaryRow("service", staff.net), SummaryRow("transfers", rest)),
        prices=(ResultPrice("week_of_benefit_saved", Interval(1e3), net.total.scaled(1e-3)),),
        kept=(KeptRow("own", 1e6, 1e6, 1e6, 1e6, checked=True, cost=4e5),),
        cumulative=tuple(
            CumulativePoint(month, Interval(amount, amount - 1e5, amount + 1e5))
            for month, amount in zip(months, by_month(net), strict=True)
        ),
        invested=by_month(invested),
        assumption_range=AssumptionRange(
            *(-3e6, 2e6, 3, None, None),
            DrawnRange(10, Interval(0.0, -2e6, 1e6), Interval(0.6), 1e5, one_history=4e5),
        ),
    )


EXPECTED = "Det forventede, med forslagets egne tal så usikre, som de er, 95 pct.-interval"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("books") / "t.xlsx"
    tied().to_excel(path, "da")
    return path


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_sheets_come_in_the_order_that_people_read_them(tmp_path, lang):
    tied().to_excel(tmp_path / "t.xlsx", lang)
    assert ",".join(openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames) == SHEETS[lang]


def test_every_formula_comes_to_the_number_that_is_kept_beside_it(written):
    sums = Sums(written)
    found = list(sums.cells())
    assert len(found) > 200
    for sheet, address, formula, kept in found:
        worked = sums.worked_out(sheet, formula)
        if isinstance(kept, int | float):
            assert worked == pytest.approx(kept, abs=OERE), (sheet, address, formula)
        else:
            assert worked == kept, (sheet, address, formula)


def test_the_sheet_of_doubt_tells_what_is_expected_and_how_far_one_municipality_may_lie(written):
    book, net = openpyxl.load_workbook(written, data_only=True), tied().net_municipal.total.mean
    one = row_of(book, "Usikkerhed", "Den enkelte kommune, tallene som antaget, 95 pct.")
    assert [cell.value * 1e3 for cell in one[1:3]] == pytest.approx([net - 4e5, net + 4e5])
    row_of(book, "Usikkerhed", EXPECTED)


def test_two_replications_have_no_range_in_the_workbook(tmp_path):
    span = tied().assumption_range
    few = replace(
        tied(), assumption_range=replace(span, drawn=replace(span.drawn, simulation=None))
    )
    few.to_excel(tmp_path / "t.xlsx", "da")
    with pytest.raises(StopIteration):
        row_of(openpyxl.load_workbook(tmp_path / "t.xlsx"), "Usikkerhed", EXPECTED)


def test_kroner_in_fixed_prices_and_their_sums_are_formulas(written):
    book = openpyxl.load_workbook(written)
    for name, rows in (("Resumé", range(3, 8)), ("Til skemaet", (3, 4)), ("Konti", range(3, 9))):
        for row in rows:
            numbers = [cell for cell in book[name][row] if cell.data_type in "nf" and cell.value]
            assert {cell.data_type for cell in numbers} == {"f"}, (name, row)


def row_of(book, sheet, label):
    """Return the cells of the first row of a sheet that begins with a label."""
    return next(row for row in book[sheet].iter_rows() if row[0].value == label)


def test_the_cells_that_people_change_have_names_and_hold_what_was_calculated(written):
    sums = Sums(written)
    invested = tied().summary[0].amounts.total.mean / 1000
    assert sums.names == {
        "prisfaktor": 1,
        "forslagets_pris": pytest.approx(invested),
        "prisforhold": 1,
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("office")


def recalculated(path, folder, **changed):
    """Return the workbook as LibreOffice has it once some named cells are changed."""
    if shutil.which("soffice") is None:
        pytest.skip("there is no LibreOffice here to recalculate a workbook with")
    book = openpyxl.load_workbook(path)
    for name, value in changed.items():
        sheet, cell = (
            book.defined_names[name].attr_text.replace("$", "").replace("'", "").split("!")
        )
        book[sheet][cell] = value
    book.save(folder / "changed.xlsx")  # without results, so that all of it is worked out
    home = f"-env:UserInstallation=file://{folder}/home"
    how = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([*how, str(folder / "changed.xlsx")], check=False, capture_output=True)
    if not (folder / "out" / "changed.xlsx").exists():
        pytest.skip("the LibreOffice that is here reads no workbooks")
    return openpyxl.load_workbook(folder / "out" / "changed.xlsx", data_only=True)


@pytest.mark.slow
def test_libreoffice_works_out_the_very_numbers_that_are_kept(written, folder):
    kept, found = openpyxl.load_workbook(written, data_only=True), recalculated(written, folder)
    for sheet, address, _, value in Sums(written).cells():
        worked = found[sheet][address].value
        expected = pytest.approx(value, abs=OERE) if isinstance(value, int | float) else value
        assert worked == expected, (sheet, address, kept[sheet][address].value)


@pytest.mark.slow
def test_another_price_level_and_another_price_are_followed_on_every_sheet(written, folder):
    invested = tied().summary[0].amounts.total.mean / 1000
    book = recalculated(written, folder, prisfaktor=1.1, forslagets_pris=2 * invested)
    before = openpyxl.load_workbook(written, data_only=True)
    found = tied()
    net, cost = found.net_municipal, found.summary[0].amounts
    for label, sheet in (("Netto, kommunen", "Resumé"), ("I alt", "Resumé")):
        totals = [cell.value for cell in row_of(book, sheet, label)][1:6]
        years = [(net.by_year[y].mean + cost.by_year[y].mean) * 1.1e-3 for y in YEARS]
        assert totals == pytest.approx([*years, sum(years)])
    *_, low, high = (cell.value for cell in row_of(book, "Resumé", "Netto, kommunen")[:8])
    middle = (net.total.mean + cost.total.mean) * 1.1e-3
    assert (low, high) == pytest.approx((middle - 220, middle + 220))
    nets = [row for row in book["Konti"].iter_rows(values_only=True) if row[3] == "netto"]
    assert sum(row[8] for row in nets) == pytest.approx(middle)
    running = [cell.value for cell in row_of(book, "Til skemaet", "Ændring i driftsudgifter")][1]
    was = [cell.value for cell in row_of(before, "Til skemaet", "Ændring i driftsudgifter")][1]
    assert running == pytest.approx((was + cost.by_year[2019].mean / 1000) * 1.1)
    (last,) = (r for r in book["Usikkerhed"].iter_rows(values_only=True) if r[0] == "december 2022")
    assert last[1] == pytest.approx(middle)
    so_far = [cell.value for cell in row_of(book, "År for år", "Lagt sammen")]
    assert so_far[4] == pytest.approx(middle)
    assert "kroner ganget med 1" in book["Resumé"]["A1"].value


def test_the_cells_that_people_change_take_numbers_alone(written):
    book = openpyxl.load_workbook(written)
    rules = book["Resumé"].data_validations.dataValidation
    assert {(each.type, each.error) for each in rules} == {("decimal", "Skriv et tal.")}
    names = ("prisfaktor", "forslagets_pris")
    cells = {book.defined_names[name].attr_text.split("!")[1].replace("$", "") for name in names}
    assert {str(each.sqref) for each in rules} == cells


def test_both_charts_have_a_title_and_tell_what_they_show_to_those_who_do_not_see_them(written):
    with ZipFile(written) as book:
        (drawing,) = [name for name in book.namelist() if "drawings/drawing" in name]
        told = re.findall(r'descr="([^"]+)"', book.read(drawing).decode())
        ends = re.findall(r"<xdr:col>(\d+)</xdr:col>", book.read(drawing).decode())
        charts = [book.read(n).decode() for n in book.namelist() if "charts/chart" in n]
    assert len(told) == len(charts) == 2
    first_until, second_from = map(int, ends[1:3])
    assert second_from >= first_until  # side by side
    assert "arket Resumé" in told[0]
    assert "arket Usikkerhed" in told[1]
    titles = [re.findall(r"<a:t>([^<]+)</a:t>", chart)[0] for chart in charts]
    assert titles == ["Netto år for år", "Kommunens netto lagt sammen"]


def test_a_chart_is_drawn_from_the_cells_it_is_of(written):
    with ZipFile(written) as book:
        charts = [book.read(n).decode() for n in book.namelist() if "charts/chart" in n]
    kept = openpyxl.load_workbook(written, data_only=True)
    sums = Sums(written)
    drawn = [re.findall(r"<c:val><c:numRef><c:f>([^<]+)</c:f>", chart) for chart in charts]
    yearly = sums.values("Resumé", drawn[0][0].split("!")[1].replace("$", ""))
    monthly = sums.values("Usikkerhed", drawn[1][0].split("!")[1].replace("$", ""))
    assert yearly == [cell.value for cell in row_of(kept, "Resumé", "Netto, kommunen")][1:5]
    assert monthly[-1] == pytest.approx(sum(yearly))


def test_what_equalisation_leaves_follows_the_factor_and_its_years_are_numbers(tmp_path):
    found = with_grants(tied(), COMPARISON)
    found.to_excel(tmp_path / "t.xlsx", "da")
    rows = [*openpyxl.load_workbook(tmp_path / "t.xlsx")["Konti"].values]
    at = next(at for at, row in enumerate(rows) if row[1] == "Fuldtidsjob")
    (first, *_) = rows[at + 1 :]
    assert first[0] == found.years[0]
    assert all(str(cell).endswith("*prisfaktor") for cell in first[2:7])


def test_each_sheet_repeats_on_its_next_pages_the_header_of_its_last_table(written):
    for sheet in openpyxl.load_workbook(written).worksheets[1:]:
        first, last = map(int, re.findall(r"\d+", sheet.print_title_rows))
        titles = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).font.sz == 12]
        assert (first, last) == (titles[-1], titles[-1] + 1), sheet.title
