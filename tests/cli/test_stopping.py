"""Ctrl-C is heard at once, whatever runs, and followed by nothing but keeping what is done."""

import signal
import threading

import pytest

from borgerflow.experiments.cli import screen
from borgerflow.experiments.runs.interruption import interruptible

TOLD = {
    "en": "Stopping, and keeping what is finished ...\n",
    "da": "Stopper og gemmer det, der er færdigt ...\n",
}


@pytest.fixture(autouse=True)
def hearing():
    """Have Ctrl-C heard as Python does by itself, and as before afterwards."""
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, usual)


def ctrl_c():
    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)


def test_a_task_beside_returns_what_it_comes_to():
    assert interruptible(threading.get_ident) != threading.get_ident()


def test_what_a_task_beside_refuses_is_refused():
    def refusing():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        interruptible(refusing)


def test_whoever_waits_for_the_compiler_hears_ctrl_c_while_it_is_at_work():
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def compiling():
        begun.set()
        may_end.wait()
        ended.set()

    def presses():
        begun.wait()
        ctrl_c()

    threading.Thread(target=presses, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        interruptible(compiling)
    assert not ended.is_set()
    may_end.set()


@pytest.mark.parametrize("lang", TOLD)
def test_whoever_stops_a_run_is_told_before_anything_is_kept(capfd, lang):
    waits_for_ever = threading.Event().wait
    with pytest.raises(KeyboardInterrupt), screen.stopping_told(lang):
        waits_for_ever(0 if ctrl_c() else None)
    assert capfd.readouterr().err == TOLD[lang]


def test_ctrl_c_is_heard_as_before_when_the_run_is_over(capfd):
    with screen.stopping_told("en"):
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_whoever_hears_ctrl_c_otherwise_goes_on_to():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with screen.stopping_told("en"):
        ctrl_c()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
