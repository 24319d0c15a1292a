"""From an empty Danish workbook to an answer: ten questions, and every mistake told in one run."""

from datetime import datetime

import openpyxl
import pytest
from made_workbooks import TEN, place_of

from borgerflow import compare
from borgerflow.experiments.cli import main
from borgerflow.sim.params import load

REFUSED = 2
WRONG = {
    "municipality": ("Hernning", "Mente du Herning?"),
    "start": ("snart", "der skal stå en dato som 01-01-2026"),
    "cost": ("mange", "der skal stå et tal som 400.000 eller 0,5."),
    "fte": (None, "Der skal svares her."),
    "kind": ("hurtigere afgang", "Mulige: færre nye sager;"),
}


def answer(path, answers):
    book = openpyxl.load_workbook(path)
    cells = {}
    for key, value in answers.items():
        sheet, cell = place_of(book, key)
        book[sheet][cell] = value
        cells[key] = f"{sheet}!{cell}"
    book.save(path)
    return cells


def run(*arguments):
    return main([*arguments, "--lang", "da"])


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_ten_answers_in_danish_are_valid_in_one_run_and_the_next_command_answers(home, capsys):
    assert run("proposals", "new", "--xlsx", "mit.xlsx") == 0
    answer(home / "mit.xlsx", TEN)
    capsys.readouterr()
    assert run("proposals", "new", "--from", "mit.xlsx") == 0
    _, check, ask = capsys.readouterr().out.splitlines()
    path = home / "proposals" / "herning" / "tidlig-opfoelgning.yaml"
    assert run(*check.removeprefix("Kontrollér det: borgerflow ").split(), "--read-only") == 0
    assert ask == f"Beregn det: borgerflow compare {path.relative_to(home)}"
    finding = compare(
        "herning",
        ["tidlig-opfoelgning"],
        params=load().with_own([path]),
        population=0.01,
        replications=1,
        break_even=False,
        start="2021-01-01",
    )
    assert "Tidlig opfølgning" in finding.text(lang="da")


@pytest.mark.slow
def test_five_mistakes_are_all_told_in_the_first_run_and_the_second_is_valid(home, capsys):
    run("proposals", "new", "--xlsx", "mit.xlsx")
    cells = answer(home / "mit.xlsx", TEN | {key: value for key, (value, _) in WRONG.items()})
    capsys.readouterr()
    assert run("proposals", "new", "--from", "mit.xlsx") == REFUSED
    told = capsys.readouterr().err.splitlines()
    assert len(told) == len(WRONG)
    for line, (key, (_, words)) in zip(told, WRONG.items(), strict=True):
        assert f"mit.xlsx, {cells[key]}: " in line
        assert words in line
    assert not (home / "proposals").exists()
    answer(home / "mit.xlsx", TEN)
    assert run("proposals", "new", "--from", "mit.xlsx") == 0
    path = home / "proposals" / "herning" / "tidlig-opfoelgning.yaml"
    proposal = load().with_own([path]).proposal("tidlig-opfoelgning")
    assert proposal.title.en == proposal.title.da == "Tidlig opfølgning"


@pytest.mark.slow
def test_what_the_whole_form_may_not_say_is_told_beside_what_its_cells_may_not(home, capsys):
    run("proposals", "new", "--xlsx", "mit.xlsx")
    wrong = {key: value for key, (value, _) in WRONG.items() if key not in ("start", "kind")}
    dated = {"start": datetime(2021, 1, 1), "years": None, "until": datetime(2020, 1, 1)}
    whole = {"window_weeks.from": 22, "window_weeks.to": 4, "excludes": "herning-syg2"}
    answers = TEN | wrong | dated | whole | {"at": "sagen opstår ikke", "id": "herning-syg02"}
    cells = answer(home / "mit.xlsx", answers)
    capsys.readouterr()
    assert run("proposals", "new", "--from", "mit.xlsx") == REFUSED
    told = capsys.readouterr().err.splitlines()
    for key, words in {
        **{key: WRONG[key][1] for key in wrong},
        "id": "forslag, der følger med",
        "window_weeks.from": "der skal gælde 0 <= fra < til.",
        "scheme": "»hurtigere eller langsommere afgang« har ikke hvordan",
        "start": "første dag ligger på eller efter slutdagen",
        "excludes": "Mente du herning-syg02?",
    }.items():
        assert [line for line in told if f"{cells[key]}: " in line and words in line], (key, told)
    assert len(told) == len(wrong) + 5


@pytest.mark.slow
def test_a_municipality_of_ones_own_is_named_by_its_file_and_the_next_command_has_it(home, capsys):
    packaged = load().directory / "municipalities" / "herning.yaml"
    text = packaged.read_text(encoding="utf-8").replace('name: "herning"', 'name: "randers"', 1)
    (home / "randers.yaml").write_text(text, encoding="utf-8")
    run("proposals", "new", "--xlsx", "mit.xlsx")
    answer(home / "mit.xlsx", TEN | {"municipality": "randers.yaml"})
    capsys.readouterr()
    assert run("proposals", "new", "--from", "mit.xlsx") == 0
    check = (
        capsys.readouterr().out.splitlines()[1].removeprefix("Kontrollér det: borgerflow ").split()
    )
    assert check[-1] == "randers.yaml"
    assert run(*check, "--read-only") == 0


def test_a_file_of_a_proposal_tells_every_fault_at_once(home, capsys):
    run("proposals", "new", "--xlsx", "mit.xlsx")
    answer(home / "mit.xlsx", TEN)
    run("proposals", "new", "--from", "mit.xlsx")
    path = home / "proposals" / "herning" / "tidlig-opfoelgning.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("kind: hazard", "kind: hazrd").replace("price_year: 2021", "price_year: 1")
    path.write_text(text.replace("evidence:", "evidens:"), encoding="utf-8")
    capsys.readouterr()
    assert run("proposals", "check", str(path), "--read-only") == REFUSED
    told = capsys.readouterr().err
    for words in ("price_year: der står 1;", "Mente du hazard?", "Mente du evidence?"):
        assert words in told
    assert all(", linje " in line for line in told.splitlines())
