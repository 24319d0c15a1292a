"""What a user at a terminal is told while the first run compiles: once, why, and no more."""

import sys

import pytest

from borgerflow.experiments.cli import screen
from borgerflow.sim.base import compiling
from borgerflow.sim.base.wording import Wording

ONCE = "Compiling the simulation, once for this version of borgerflow (about half a minute) ...\n"
DANISH = (
    "Oversætter simuleringen til maskinkode, én gang for denne udgave af borgerflow "
    "(cirka et halvt minut) ...\n"
)
EACH_TIME = (
    "Compiling the simulation (about half a minute). It cannot be kept for the next run: set "
    "BORGERFLOW_CACHE to a folder that can be written.\n"
)
EACH_TIME_DANISH = (
    "Oversætter simuleringen til maskinkode (cirka et halvt minut). Den kan ikke gemmes til næste "
    "gang: sæt BORGERFLOW_CACHE til en mappe, der kan skrives i.\n"
)
OTHERS = (
    "Others may write in {}, so compiled code is neither read nor kept there: set BORGERFLOW_CACHE "
    "to a folder that only you can write in.\n"
)
OTHERS_DANISH = (
    "Andre kan skrive i {}, så maskinkode hverken læses eller gemmes der: sæt BORGERFLOW_CACHE til "
    "en mappe, som kun du kan skrive i.\n"
)


def kernel(number):
    return number + 1


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return the folder where code is kept, empty."""
    monkeypatch.setenv("BORGERFLOW_CACHE", str(tmp_path / "c"))
    monkeypatch.setattr(compiling, "is_kept", compiling.is_kept.__wrapped__)
    return tmp_path / "c"


def told(capsys, lang="en", *, quiet=False, terminal=True, calls=(1,)):
    """Return what is told on standard error while a fresh kernel is called."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.stderr, "isatty", lambda: terminal)
        with screen.compiling_told(lang, quiet=quiet):
            fresh = compiling.compiled(kernel)
            assert [fresh(number) for number in calls] == [number + 1 for number in calls]
    out, err = capsys.readouterr()
    assert out == ""
    return err


@pytest.mark.parametrize(("lang", "words"), [("en", ONCE), ("da", DANISH)])
def test_whoever_waits_for_the_compiler_is_told_why(place, capsys, lang, words):
    assert told(capsys, lang) == words


def test_it_is_told_once_however_much_is_compiled(place, capsys):
    assert told(capsys, calls=(1, 1.5, 2j)) == ONCE


def test_what_an_earlier_run_compiled_is_not_told_of(place, capsys):
    told(capsys)
    assert told(capsys) == ""


@pytest.mark.parametrize(("lang", "words"), [("en", EACH_TIME), ("da", EACH_TIME_DANISH)])
def test_it_is_told_that_nothing_can_be_kept(place, capsys, lang, words):
    place.write_text("in the way")
    assert told(capsys, lang) == words


@pytest.mark.skipif(sys.platform == "win32", reason="rights by mode bits")
@pytest.mark.parametrize(("lang", "words"), [("en", OTHERS), ("da", OTHERS_DANISH)])
@pytest.mark.parametrize("terminal", [True, False])
def test_it_is_told_that_others_may_write_there_to_a_log_too(place, capsys, lang, words, terminal):
    place.mkdir()
    place.chmod(0o777)
    assert told(capsys, lang, terminal=terminal) == words.format(place)
    assert told(capsys, lang, quiet=True) == ""


def test_a_quiet_run_tells_nothing(place, capsys):
    assert told(capsys, quiet=True) == ""


class Due:
    """A timer whose time has come as soon as it starts."""

    def __init__(self, _seconds, tell, words):
        self.start = lambda: tell(*words)
        self.daemon = True

    def cancel(self):
        """Come too late."""


@pytest.mark.parametrize(
    ("terminal", "quiet", "words"),
    [(True, False, "Reading ...\n"), (True, True, ""), (False, False, "")],
)
def test_work_of_more_than_a_second_is_told_at_a_terminal_alone(
    capsys, monkeypatch, terminal, quiet, words
):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setattr(screen.threading, "Timer", Due)
    with screen.waiting_told(Wording("Læser ...", "Reading ..."), "en", quiet=quiet):
        pass
    assert capsys.readouterr() == ("", words)


def test_work_that_is_done_at_once_is_told_of_to_nobody(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(screen, "PATIENCE", 3600)
    with screen.waiting_told(Wording("Læser ...", "Reading ..."), "en"):
        pass
    assert capsys.readouterr() == ("", "")


def test_a_log_is_told_nothing(place, capsys):
    assert told(capsys, terminal=False) == ""
