"""``borgerflow fit``: from a file of spells to hazards, how they fit, and params to run with."""

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from openpyxl import load_workbook

from benchmarks.coverage import FIRST_SEED, lives
from borgerflow import fit
from borgerflow.experiments.cli import main
from borgerflow.experiments.cli.data.fit import _how_to_run
from borgerflow.experiments.questions.data.fit.asked import FitQuestion
from borgerflow.experiments.questions.data.fit.finding import FitFinding
from borgerflow.experiments.questions.data.fit.question import command_of
from borgerflow.experiments.questions.data.fit.text import MOST_ROWS
from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.model import Hazards
from borgerflow.sim.params.reading.forms import read_model
from borgerflow.sim.records.small_counts import smallest_shown
from borgerflow.sim.world.world import load_world

HEADER = "citizen,scheme,start,end,observed_from,open,observed_until,next,resolution_days,household"
STAYS, BEGAN = 600, parse_day("2019-01-07")


def rows(scheme="fleksjob"):
    """Return stays of a scheme that were all seen, half of them of singles."""
    days, towards = lives(np.random.default_rng(FIRST_SEED), STAYS)
    names = {1: "ledighedsydelse", 2: "job"}
    for n, (lasted, to) in enumerate(zip(np.ceil(days).astype(int), towards, strict=True)):
        first, end = iso_date(BEGAN + n % 300), iso_date(BEGAN + n % 300 + int(lasted))
        group = ("single", "couple")[n % 2]
        yield f"c{n},{scheme},{first},{end},{first},false,,{names[to]},1,{group}"


@pytest.fixture(scope="module")
def spells(tmp_path_factory):
    path = tmp_path_factory.mktemp("spells") / "seen.csv"
    path.write_text("\n".join((HEADER, *rows())), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def kept(spells, tmp_path_factory):
    """Return the folder of the answer to a question of everything."""
    out = tmp_path_factory.mktemp("out")
    asked = ["fit", str(spells), "--group", "household", "--frailty", "--lang", "da"]
    assert main([*asked, "--out", str(out)]) == 0
    (folder,) = (out / "fit" / "seen").iterdir()
    return folder


@pytest.mark.slow
def test_the_answer_is_kept_in_every_form(kept):
    shown = {"finding.txt", "finding.json", "tables.xlsx", "report.html", "hazards.csv"}
    assert shown <= {path.name for path in kept.iterdir()}
    assert (kept / "incidence-fleksjob.png").stat().st_size > 10_000
    told = json.loads((kept / "finding.json").read_text(encoding="utf-8"))
    assert told["schema"] == "borgerflow/fit/1"
    assert {row["grade"] for row in told["hazards"]} == {"estimated"}
    assert sum(row["events"] for row in told["hazards"]) == STAYS


@pytest.mark.slow
def test_the_text_and_the_sheets_are_in_the_language_that_was_asked_for(kept):
    text = (kept / "finding.txt").read_text(encoding="utf-8")
    assert text.startswith("seen.csv · 600 forløb for 600 borgere\n")
    assert "Afgangsrater, pct. pr. uge" in text
    assert "Største afstand" in text
    book = load_workbook(kept / "tables.xlsx", read_only=True)
    assert book.sheetnames[:4] == ["Læs mig", "Afgangsrater", "Tilpasning", "Grupper"]
    assert isinstance(book["Afgangsrater"].cell(3, 4).value, float)


@pytest.mark.slow
def test_a_world_is_made_of_the_params_that_are_written(kept):
    params = load(kept / "params")
    fitted = read_model(kept / "params" / "model" / "hazards.yaml", Hazards)
    exits = fitted.schemes["fleksjob"].exits
    assert exits["job"].grade == "estimated"
    assert exits["job"].groups["household"].keys() == {"single", "couple"}
    world = load_world("modelkommune", population=0.01, params=params)
    assert world.tables.rate.max() >= max(exits["job"].per_week)


@pytest.mark.slow
def test_the_same_file_is_answered_from_what_was_kept(spells, kept, capsys):
    asked = ["fit", str(spells), "--group", "household", "--frailty", "--lang", "da"]
    assert main([*asked, "--out", str(kept.parents[2])]) == 0
    assert "beregnet igen" in capsys.readouterr().err


def test_what_is_refused_is_told_in_one_sentence_and_nothing_is_written(spells, tmp_path, capsys):
    for more, said in (
        (["--group", "houshold"], "Did you mean household?"),
        (["--from", "tomorrow"], "--from is 'tomorrow': expected a date"),
        (["--from", "2020-01-01", "--until", "2019-01-01"], "expected a day after --from"),
        (["--municipality", "hernig"], "Did you mean herning?"),
    ):
        assert main(["fit", str(spells), *more, "--lang", "en", "--out", str(tmp_path)]) == 2
        told = capsys.readouterr().err
        assert said in told
        assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_the_command_that_asks_again_names_files_by_the_paths_they_were_given(tmp_path):
    question = FitQuestion(
        spells="my own/seen.csv",
        since="2019-01-01",
        group="living alone",
        municipality="lilleby",
        persons="figures/y09a02.csv",
        smallest_count=10,
        frailty=True,
    )
    held = load().with_own_place(Path("own/lilleby.yaml"))
    assert command_of(question, held) == (
        "borgerflow fit 'my own/seen.csv' --from 2019-01-01 --persons figures/y09a02.csv "
        "--group 'living alone' --municipality own/lilleby.yaml --smallest-count 10 --frailty"
    )
    usual = replace(question, smallest_count=smallest_shown(held, None))
    assert "--smallest-count" not in command_of(usual, held)
    elsewhere = copytree(held.directory / "model", tmp_path / "my params" / "model").parent
    of_their_own = command_of(usual, replace(held, directory=elsewhere))
    assert of_their_own.endswith(f" --params '{elsewhere}'")


def test_the_command_that_runs_with_what_was_fitted_names_the_place_as_a_shell_has_it():
    said = _how_to_run(Path("my results/fit/params"), "own/lilleby.yaml").en
    assert "run --municipality own/lilleby.yaml --params 'my results/fit/params'" in said


def test_in_python_it_is_a_function_with_the_options_as_keywords(spells):
    found = fit(spells)
    assert isinstance(found, FitFinding)
    assert found.groups == found.frailties == ()
    assert found.table().shape[0] == len(found.hazards)
    assert b"fitted to seen.csv, 2019-01-07 to 20" in found.params["model/hazards.yaml"]
    assert len(found.text("en").splitlines()) < MOST_ROWS


def test_too_few_events_are_refused_with_those_there_are(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("\n".join((HEADER, *list(rows())[:7])), encoding="utf-8")
    with pytest.raises(InputError, match=r"few\.csv: too few ends .*fleksjob 7\); expected 20"):
        fit(path)


def test_changes_that_the_model_has_no_hazard_for_are_told_and_not_written(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("\n".join((HEADER, *rows("sygedagpenge"))), encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace(",job,1", ",jobafklaring,1")
    path.write_text(text, encoding="utf-8")
    found = fit(path)
    assert any("sygedagpenge>jobafklaring" in note.en for note in found.notes)
    assert b"seen.csv" not in found.params["model/hazards.yaml"]
