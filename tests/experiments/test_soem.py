"""A comparison in the rows and signs of SØM: what it comes to, written, read and explained."""

import json
import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.experiments.questions.compare.form.soem import bridge
from borgerflow.experiments.questions.compare.form.soem.beside import difference, parts_of
from borgerflow.experiments.questions.compare.form.soem.case import (
    PAYERS,
    Consequence,
    SoemCase,
    SoemCost,
    UnitPrice,
    break_even_rate,
    discounted,
    net_by_year,
)
from borgerflow.experiments.questions.compare.form.soem.exported import OwnAnswer
from borgerflow.experiments.questions.compare.form.soem.reading import read_case
from borgerflow.experiments.questions.compare.form.soem.text import case_text
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from tests.experiments.test_workbook_follows import tied

PARAMS = load()


def worked(**changes):
    """Return a case of a cost of 1,000 in year 0 and a gain of 300 a year in years 1 to 4."""
    fields = {
        "name": "Indsats",
        "group": "Alle",
        "price_year": 2019,
        "first_year": 2019,
        "participants": 1.0,
        "success_rate": 1.0,
        "discount_rate": 0.035,
        "costs": (SoemCost(0, "Løn", "kommune", 1_000.0),),
        "consequences": (Consequence("Sygedagpenge", "uger", (0.0, -1.0, -1.0, -1.0, -1.0)),),
        "prices": (
            UnitPrice("Sygedagpenge", "uger", {"kommune": 300.0, "region": 0.0, "stat": 0.0}, 2019),
        ),
    }
    return SoemCase(**(fields | changes))


def test_the_worked_example_comes_to_200_and_discounted_to_101_92():
    net = net_by_year(worked(), "kommune")
    assert net == (-1_000, 300, 300, 300, 300)
    assert sum(net) == 200
    assert discounted(net, 0.035) == pytest.approx(101.92, abs=0.005)


def test_20_000_a_participant_and_65_000_a_success_break_even_at_30_77_per_cent():
    cost = (SoemCost(0, "Løn", "kommune", 7 * 20_000.0),)
    change = (Consequence("Sygedagpenge", "uger", (-65_000 / 300,)),)
    case = worked(participants=7.0, costs=cost, consequences=change)
    assert break_even_rate(case, "kommune") == pytest.approx(0.3077, abs=0.00005)
    assert "30,77 pct." in case_text(case, None, "da")
    assert break_even_rate(worked(prices=()), "kommune") is None


def answer():
    """Return what compare answered, as JSON has it, with two schemes that change."""
    told = json.loads(tied().to_json())
    told["horizon"] = {"start": "2019-01-01", "end": "2021-01-01"}
    told["ledger"] = [
        posted(year, payer, scheme, kind, before, change)
        for year in (2019, 2020)
        for payer, scheme, kind, before, change in (
            ("kommune", "sygedagpenge", "benefit", 8e6, -100_000.0),
            ("stat", "sygedagpenge", "benefit", 6e6, -30_000.0),
            ("a_kasse", "dagpenge", "benefit", 1e6, -2_000.0),
            ("kommune", "dagpenge", "benefit", 9e6, -40_000.0),
            ("kommune", "", "investment", 0.0, 80_000.0),
        )
    ]
    told["full_time"] = [
        {"year": year, "scheme": scheme, "baseline": 50.0, "difference": {"mean": change}}
        for year in (2019, 2020)
        for scheme, change in (("sygedagpenge", -1.0), ("dagpenge", -0.25), ("job", 1.25))
    ]
    return told


def posted(year, payer, scheme, kind, before, change):
    """Return a row of the ledger."""
    named = {"year": year, "payer": payer, "scheme": scheme, "kind": kind}
    return {**named, "baseline": before, "difference": {"mean": change}}


def exported(participants=1.0, rate=1.0, lang="da"):
    return bridge.case_from(answer(), PARAMS, lang, participants, rate)


def own(lang="da"):
    return bridge.simulated_of(answer(), PARAMS, lang)


def test_weeks_saved_become_full_time_years_at_the_mean_price_after_refunds():
    case = exported()
    (sick, jobless) = case.consequences
    assert (sick.item, sick.unit, sick.by_year) == ("Sygedagpenge", "fuldtidsår", (-1.0, -1.0))
    assert jobless.by_year == (-0.25, -0.25)
    (price, _) = case.prices
    assert price.kroner == {"kommune": 160_000.0, "region": 0.0, "stat": 120_000.0}
    assert sum(net_by_year(case, "stat")) == 240_000
    assert [cost.kroner for cost in case.costs] == [80_000.0, 80_000.0]


def test_however_it_is_shared_out_the_result_is_the_same():
    for participants, rate in ((1.0, 1.0), (40.0, 0.25)):
        net = net_by_year(exported(participants, rate), "kommune")
        assert net == pytest.approx(net_by_year(exported(), "kommune"))


def test_the_simulation_beside_it_has_the_net_of_the_ledger_and_tells_of_the_funds():
    found = own()
    assert found.net("kommune") == 2 * (100_000 + 40_000 - 80_000)
    assert found.net("stat") == 60_000
    assert found.funds == -4_000
    assert "A-kasserne" in case_text(exported(), found, "da")


@given(st.floats(0.1, 5), st.floats(-3, 3), st.floats(0, 4), st.sampled_from(PAYERS))
def test_the_reasons_add_up_to_the_difference(participants, change, dearer, payer):
    case = exported()
    costs = tuple(replace(each, kroner=each.kroner * dearer) for each in case.costs)
    more = Consequence("Noget andet", "timer", (change, change))
    price = UnitPrice("Noget andet", "timer", dict.fromkeys(PAYERS, 1_000.0 * dearer), 2019)
    case = replace(
        case,
        participants=participants,
        costs=costs,
        consequences=(case.consequences[0], more),
        prices=(*case.prices, price),
    )
    parts = sum(part.kroner for part in parts_of(case, own(), payer))
    assert parts == pytest.approx(difference(case, own(), payer), abs=1e-3)


def test_where_ours_is_exported_only_prices_differ():
    reasons = [part.reason.en.split(":")[0] for part in parts_of(exported(), own(), "kommune")]
    assert reasons == ["Price"]
    assert "refusionstrappen uge for uge" in case_text(exported(), own(), "da")
    assert "by weeks elapsed" in case_text(exported(), own(), "en")


def written(folder, lang="da", **shared):
    path = folder / "s.xlsx"
    path.unlink(missing_ok=True)
    return bridge.write_case(path, exported(lang=lang, **shared), own(lang), lang)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_is_written_is_read_back(tmp_path, lang):
    case, back = (
        exported(40.0, 0.3, lang),
        read_case(written(tmp_path, lang, participants=40.0, rate=0.3)),
    )
    assert replace(back, consequences=(), prices=(), success_rate=0.3) == replace(
        case, consequences=(), prices=()
    )
    for first, second in zip(back.consequences, case.consequences, strict=True):
        assert (first.item, first.unit) == (second.item, second.unit)
        assert first.by_year == pytest.approx(second.by_year)
    assert [p.kroner for p in back.prices] == [pytest.approx(p.kroner) for p in case.prices]


def changed(folder, sheet, cell, value):
    """Return a file with one cell that somebody changed."""
    path = written(folder)
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path


WRONG = [
    ("Indsats", "B7", "mange", "Indsats!B7: »mange«; der skal stå et tal over 0."),
    ("Indsats", "B7", 0, "Indsats!B7: »0«; der skal stå et tal over 0."),
    ("Indsats", "B8", 130, "Indsats!B8: »130«; der skal stå pct. fra 0 til 100."),
    ("Indsats", "A5", "Pris", "Indsats!A5: »Pris«; der skal stå »Prisår«."),
    ("Indsats", "B6", None, "Indsats!B6: tom; der skal stå et årstal som 2019."),
    ("Omkostninger", "D3", "ca. 80", "Omkostninger!D3: »ca. 80«; der skal stå et tal."),
    ("Omkostninger", "C3", "Amt", "Omkostninger!C3: »Amt«; der skal stå Kommune, Region, Stat."),
    ("Omkostninger", "A2", "Aar", "Omkostninger!A2: »Aar«; der skal stå »År efter start«"),
    ("Omkostninger", "A3", 0.5, "Omkostninger!A3: »0.5«; der skal stå år efter start"),
    ("Konsekvenser", "C3", "-1 uge", "Konsekvenser!C3: »-1 uge«; der skal stå et tal."),
    ("Konsekvenser", "D2", 7, "Konsekvenser!D2: »7«; der skal stå år efter start"),
    ("Konsekvenser", "A3", "Andet", "Konsekvenser!A3: »Andet«; der skal stå en post, som arket"),
    ("Priser", "C3", True, "Priser!C3: »True«; der skal stå et tal."),
    ("Priser", "C3", "=1/0", "Priser!C3: tom; der skal stå en formel med sit resultat"),
    ("Indsats", "B3", "010203-1234", "CPR"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "said"), WRONG)
def test_a_cell_that_does_not_hold_is_named_with_its_sheet(tmp_path, sheet, cell, value, said):
    path = changed(tmp_path, sheet, cell, value)
    with pytest.raises(InputError) as refused:
        read_case(path)
    told = refused.value.said.da
    assert said in told
    assert "010203-1234" not in told
    assert "\n" not in told


def test_another_layout_and_a_damaged_file_are_refused_by_name(tmp_path):
    path = written(tmp_path)
    book = openpyxl.load_workbook(path)
    del book["Priser"]
    book.save(path)
    with pytest.raises(InputError, match=r"no sheet is called Priser"):
        read_case(path)
    path.write_bytes(b"PK\x03\x04 nothing of the kind")
    with pytest.raises(InputError, match=r"is no Excel workbook"):
        read_case(path)
    with pytest.raises(InputError, match=r"cannot be read"):
        read_case(tmp_path / "none.xlsx")


@pytest.mark.slow
def test_the_result_follows_what_is_typed_and_counts_rows_that_are_added(tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("there is no LibreOffice here to recalculate a workbook with")
    path = written(tmp_path, participants=40.0, rate=0.25)
    book = openpyxl.load_workbook(path)
    book["Indsats"]["B8"] = 50
    for at, value in enumerate((1, "Mentor", "Kommune", 5_000.0), start=1):
        book["Omkostninger"].cell(5, at).value = value
    book.save(path)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    how = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*how, str(path)], check=False, capture_output=True)
    if not (tmp_path / "out" / "s.xlsx").exists():
        pytest.skip("the LibreOffice that is here reads no workbooks")
    case = read_case(path)
    assert case.success_rate == 0.5
    shown = openpyxl.load_workbook(tmp_path / "out" / "s.xlsx", data_only=True)["Resultat"]
    for row, payer in enumerate(PAYERS, start=3):
        net = net_by_year(case, payer)
        cells = [cell.value for cell in shown[row]][1:5]
        assert cells == pytest.approx([*net, sum(net), discounted(net, 0.035)])
    assert case.cost("kommune") == 165_000


def test_a_simulation_of_nothing_has_no_difference():
    nothing = OwnAnswer({}, {}, {}, 0.0)
    assert parts_of(worked(costs=(), consequences=()), nothing, "kommune") == ()
