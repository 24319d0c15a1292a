"""``run`` and ``compare``: what is asked, what is shown, and how it ends."""

import json
import subprocess
import sys

import pytest
from made import finding, run_finding
from terminal import HOUSE, TYPED, typed_apart

from borgerflow.experiments.cli import screen
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.questions.compare import question as compare_question
from borgerflow.experiments.questions.run import question as run_question
from borgerflow.sim.params import load

pytestmark = pytest.mark.usefixtures("empty_tables")

DONE, OUR_FAULT, REFUSED, INTERRUPTED = 0, 1, 2, 3


@pytest.fixture
def asked(monkeypatch):
    """Answer every question at once, and remember what was asked and by how many workers."""
    requests = []

    def ask(request, params, *, workers=None, progress=None):
        requests.append((request, workers, progress))
        made = finding if request.kind == "compare" else run_finding
        return made(replications=request.replications, seed=request.seed)

    monkeypatch.setattr(compare_question, "answer_to", ask)
    monkeypatch.setattr(run_question, "answer_to", ask)
    return requests


@pytest.fixture
def failing(monkeypatch):
    """Let the next question fail."""

    def fail_with(error):
        def ask(*_, **__):
            raise error

        monkeypatch.setattr(compare_question, "answer_to", ask)

    return fail_with


def test_compare_shows_the_answer_and_says_where_it_is_saved(typed, asked, empty_folder):
    ended = typed("compare", "herning-syg02")
    assert ended.code == DONE
    assert ended.out.startswith("Herning · SYG02 · Early assessment · 2019-2020\n")
    (folder,) = (empty_folder / "results" / "compare" / "herning-syg02").iterdir()
    saved = f"Saved: results/compare/herning-syg02/{folder.name}/ (report.html, finding.json,"
    assert saved in ended.out
    assert ended.err == ""


def test_run_shows_one_world(typed, asked):
    ended = typed("run", "--municipality", "modelkommune")
    assert ended.code == DONE
    assert "Sickness benefit" in ended.out
    assert asked[0][0].municipality == "modelkommune"


def test_the_defaults_are_those_of_the_interface(typed, asked):
    typed("compare", "herning-syg02")
    request, workers, _ = asked[0]
    assert (request.start, request.end) == ("2019-01-01", "2023-01-01")
    assert (request.replications, request.seed, request.engine) == (20, 1, "auto")
    assert request.break_even
    assert workers is None


def test_a_proposal_is_asked_of_its_own_municipality(typed, asked):
    typed("compare", "vesthimmerland-5")
    assert asked[0][0].municipality == "vesthimmerland"


def test_every_option_reaches_the_question(typed, asked):
    options = "--municipality hedensted --start 2020-01-01 --end 2022-01-01 --replications 3"
    options += " --seed 7 --engine reference --workers 2 --no-break-even"
    typed("compare", "herning-syg02", "herning-oevr04", *options.split())
    request, workers, _ = asked[0]
    assert request.proposals == ("herning-syg02", "herning-oevr04")
    assert (request.municipality, request.replications, request.seed) == ("hedensted", 3, 7)
    assert (request.start, request.end) == ("2020-01-01", "2022-01-01")
    assert (request.engine, workers, request.break_even) == ("reference", 2, False)


def test_json_is_the_finding_and_nothing_else(typed, asked):
    ended = typed("compare", "herning-syg02", "--json")
    assert json.loads(ended.out) == finding().to_dict()
    assert ended.err == ""


def test_json_of_one_world_is_the_finding_and_nothing_else(typed, asked):
    ended = typed("run", "--json")
    assert json.loads(ended.out) == run_finding().to_dict()


@pytest.mark.slow
def test_the_same_question_is_found_and_not_run_again(typed, asked):
    first = typed("compare", "herning-syg02")
    second = typed("compare", "herning-syg02")
    assert len(asked) == 1
    assert second.out == first.out
    assert second.err == "Asked before with the same inputs: found, not run again.\n"


@pytest.mark.slow
@pytest.mark.parametrize("form", [(), ("--json",), ("--quiet",)], ids=str)
def test_an_annotated_result_is_set_aside_and_that_is_told(typed, asked, empty_folder, form):
    typed("compare", "herning-syg02")
    (folder,) = (empty_folder / "results" / "compare" / "herning-syg02").iterdir()
    (folder / "notes.txt").write_text("minutes")
    (folder / "report.html").write_text("<!-- my remark -->")
    ended = typed("compare", "herning-syg02", *form)
    aside = f"results/compare/herning-syg02/{folder.name}.changed-1"
    assert ended.err == (
        f"An earlier result had been changed since it was saved; it now lies in {aside}/.\n"
    )
    assert (empty_folder / aside / "notes.txt").read_text() == "minutes"
    assert (empty_folder / aside / "report.html").read_text() == "<!-- my remark -->"
    assert "my remark" not in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_in_danish_all_remarks_are_danish(typed, asked, empty_folder):
    typed("compare", "herning-syg02", "--lang", "da")
    (folder,) = (empty_folder / "results" / "compare" / "herning-syg02").iterdir()
    found = typed("compare", "herning-syg02", "--lang", "da")
    assert (
        found.err == "Der er spurgt om det samme før: svaret er fundet frem, ikke beregnet igen.\n"
    )
    (folder / "report.html").unlink()
    again = typed("compare", "herning-syg02", "--lang", "da")
    assert again.err.startswith("Et tidligere resultat var ændret, siden det blev gemt; det ligger")


def test_quiet_leaves_out_every_remark(typed, asked):
    typed("compare", "herning-syg02")
    assert typed("compare", "herning-syg02", "--quiet").err == ""


@pytest.mark.slow
def test_every_assumption_is_listed_on_request(typed, asked):
    short = typed("compare", "herning-syg02")
    full = typed("compare", "herning-syg02", "--assumptions")
    assert "a regulation" not in short.out
    assert "a regulation" in full.out


def test_out_is_where_results_are_saved(typed, asked, tmp_path):
    typed("compare", "herning-syg02", "--out", tmp_path / "mine")
    assert (tmp_path / "mine" / "compare" / "herning-syg02").is_dir()


@pytest.mark.parametrize(
    ("spoken", "first"),
    [
        ("da_DK.UTF-8", "Forslaget oplyser ingen effekt."),
        ("en_GB.UTF-8", "The form states no"),
        ("", "The form"),
    ],
)
@pytest.mark.slow
def test_the_language_follows_the_system(typed, asked, monkeypatch, spoken, first):
    monkeypatch.setenv("LANG", spoken)
    assert typed("compare", "herning-syg02").out.splitlines()[1].startswith(first)


def test_the_language_can_be_chosen(typed, asked, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    ended = typed("compare", "herning-syg02", "--lang", "da")
    assert "Forslaget oplyser ingen effekt." in ended.out
    assert "Gemt: results/" in ended.out


def test_no_progress_where_nobody_watches(typed, asked):
    typed("compare", "herning-syg02")
    assert asked[0][2] is None


def test_progress_on_a_terminal_and_only_on_standard_error(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with screen.progress(screen.REPLICATIONS, "en", wanted=True) as tick:
        tick(3, 20)
    out, err = capsys.readouterr()
    assert "Replications" in err
    assert out == ""


def test_no_progress_when_it_is_not_wanted(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with screen.progress(screen.REPLICATIONS, "en", wanted=False) as tick:
        assert tick is None


def test_interrupted_it_says_what_was_saved(typed, failing):
    stopped = Interrupted({0: None, 1: None})
    stopped.finding = finding(replications=2)
    failing(stopped)
    ended = typed("compare", "herning-syg02")
    assert ended.code == INTERRUPTED
    assert ended.err.startswith(
        "Interrupted. What was finished (2 of 20 replications) is saved in "
    )
    assert typed("compare", "herning-syg02", "--lang", "da").err.startswith(
        "Afbrudt. Det, der blev færdigt (2 af 20 simuleringer), er gemt i "
    )


def test_interrupted_before_anything_it_says_so(typed, failing, empty_folder):
    failing(KeyboardInterrupt())
    ended = typed("compare", "herning-syg02")
    assert (ended.code, ended.err) == (INTERRUPTED, "Interrupted. Nothing was saved.\n")
    assert list(empty_folder.iterdir()) == []


def test_our_own_fault_is_told_in_one_line_with_version_and_what_to_do(typed, failing):
    failing(ZeroDivisionError("float division\nby zero"))
    ended = typed("compare", "herning-syg02")
    assert ended.code == OUR_FAULT
    assert len(ended.err.splitlines()) == 1
    assert "made a mistake of its own (ZeroDivisionError: float division by zero)" in ended.err
    assert "Please report it with the command you typed" in ended.err
    danish = typed("compare", "herning-syg02", "--lang", "da").err
    assert "stødte på en programfejl (ZeroDivisionError: float division by zero)" in danish
    assert "Meld den gerne" in danish


def test_the_traceback_is_shown_to_those_who_ask_for_it(capsys, failing, monkeypatch):
    from borgerflow.experiments.cli import main  # noqa: PLC0415

    monkeypatch.setenv("BORGERFLOW_DEBUG", "1")
    failing(ZeroDivisionError())
    assert main(["compare", "herning-syg02"]) == OUR_FAULT
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_version(typed):
    ended = typed("--version")
    assert ended.code == DONE
    assert ended.out.startswith("borgerflow ")


@pytest.mark.slow
def test_help_names_every_command_and_loads_nothing_heavy():
    check = "from borgerflow.experiments.cli import main; main(['--help']); import sys; "
    check += "print(sorted({'pandas', 'numpy', 'pydantic', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=HOUSE
    )
    for command in ("run", "compare", "settle", "explain", "law", "proposals", "check"):
        assert f"  {command} " in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_a_reader_who_closes_the_pipe_is_no_mistake():
    ended = typed_apart("law")
    assert ended.code == DONE
    many = f"{sys.executable} -c '{TYPED}' law | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", many], capture_output=True, text=True, check=True, cwd=HOUSE
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


def test_a_baseline_reaches_the_question_as_ids_and_files(typed, asked, empty_folder):
    text = (load().directory / "proposals/herning/herning-oevr04.yaml").read_text("utf-8")
    own = text.replace("id: herning-oevr04", "id: mine", 1)
    (empty_folder / "mine.yaml").write_text(own, "utf-8")
    ended = typed(
        *("compare", "herning-syg02", "--baseline", "./mine.yaml", "--baseline", "herning-akt15")
    )
    assert ended.code == DONE
    ((question, *_),) = asked
    assert (question.baseline, question.proposals) == (
        ("mine", "herning-akt15"),
        ("herning-syg02",),
    )


def test_what_is_asked_about_and_in_the_baseline_is_refused(typed, asked, empty_folder):
    ended = typed("compare", "herning-syg02", "--baseline", "herning-syg02")
    assert ended.code == REFUSED
    assert "herning-syg02 is both asked about and in the baseline" in ended.err
    assert not (empty_folder / "results").exists()
