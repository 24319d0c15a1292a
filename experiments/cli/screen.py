"""The terminal: answers on standard output, everything else on standard error."""

import os
import signal
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from pkgutil import resolve_name
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer

from borgerflow.experiments.cli.streams import is_watched, write_answer, write_aside
from borgerflow.sim.base.texts import told
from borgerflow.sim.base.wording import Wording, same

if TYPE_CHECKING:
    from rich.progress import Progress

    from borgerflow.experiments.cli.groups import Display
    from borgerflow.experiments.findings.finding import Head
    from borgerflow.experiments.findings.rows import Interval
    from borgerflow.experiments.store.kept import StoredAnswer
    from borgerflow.experiments.store.kept import StoredQuestion as Question
    from borgerflow.sim.params import Params

COMPILING = Wording(
    da="Oversætter simuleringen til maskinkode, én gang for denne udgave af borgerflow "
    "(cirka et halvt minut) ...",
    en="Compiling the simulation, once for this version of borgerflow (about half a minute) ...",
)
COMPILING_EACH_TIME = Wording(
    da="Oversætter simuleringen til maskinkode (cirka et halvt minut). Den kan ikke gemmes til "
    "næste gang: sæt BORGERFLOW_CACHE til en mappe, der kan skrives i.",
    en="Compiling the simulation (about half a minute). It cannot be kept for the next run: "
    "set BORGERFLOW_CACHE to a folder that can be written.",
)
FOUND = Wording(
    da="Der er spurgt om det samme før: svaret er fundet frem, ikke beregnet igen.",
    en="Asked before with the same inputs: found, not run again.",
)
STOPPING = Wording(
    "Stopper og gemmer det, der er færdigt ...", "Stopping, and keeping what is finished ..."
)
REPLICATIONS = Wording("Simuleringer", "Replications")
TASKS = Wording("Opgaver", "Tasks")
CASES = same("Cases")
HOW_TO_ANSWER = Wording(
    "Enter vælger svaret i klammer; - betyder intet svar. Intet gemmes før til sidst.",
    "Enter takes the answer in brackets; - gives none. Nothing is saved before the end.",
)
# Slow to load, and wanted when workers are done: for charts, for storing answers, for intervals.
WANTED_LAST = (
    "borgerflow.experiments.present.chart",
    "borgerflow.experiments.store.saving",
    "scipy.special",
)
TIMES_A_SECOND = 4  # that the line of progress is written: a glance asks for no more
PATIENCE = 1.0  # seconds: up to these nobody wonders
WIDTH = 96  # of a question to somebody at the terminal


def say(text: str, written: Path | None = None) -> None:
    """Print an answer; ``written`` is the file or folder that it lies in already, if it does.

    Raises
    ------
    InputError
        If it cannot be written, as on a full disk.
    """
    write_answer(text, written)


def say_json(content: dict[str, Any], written: Path | None = None) -> None:
    """Print an answer as JSON and nothing else."""
    from borgerflow.experiments.findings.finding import json_text

    say(json_text(content), written)


def tell(text: str, *, quiet: bool = False) -> None:
    """Print a remark that is no part of the answer."""
    if not quiet:
        write_aside(told(text))


def tell_whole(text: str) -> None:
    """Print a text of our own that is no part of the answer, however long it is."""
    write_aside(text)


def answered(
    question: "Question",
    answering: str,
    params: "Params",
    workers: int | None,
    display: "Display",
    title: Wording = REPLICATIONS,
) -> "StoredAnswer":
    """Return the stored answer to a question, asked with a bar if somebody watches.

    ``answering`` names what answers it (``package.module:function``): loaded where there is
    something to simulate, never for an answer that is found.
    """
    from borgerflow.experiments.runs.pool import workers_wanted
    from borgerflow.experiments.store.documents import Documents
    from borgerflow.experiments.store.kept import load_or_compute

    with progress(title, display.lang, wanted=not (display.quiet or display.json)) as watcher:

        def compute() -> "Head":
            beside = workers_wanted(workers) > 1 and question.replications > 1
            answer_to = _loaded(answering, beside=beside)
            with stopping_told(display.lang), compiling_told(display.lang, quiet=display.quiet):
                return answer_to(question, params, workers=workers, progress=watcher)

        documents = Documents(display.lang, display.csv_profile)
        return load_or_compute(question, params, display.out, compute, documents)


def _loaded(answering: str, *, beside: bool) -> "Callable[..., Head]":
    """Return what answers a question; where workers do, they load what they need meanwhile.

    While they are at work, so does this process, for what comes after them.
    """
    from borgerflow.experiments.runs.pool import prepare_workers

    if beside:
        prepare_workers()
    answer_to: Callable[..., Head] = resolve_name(answering)
    if beside:
        threading.Thread(target=_load, args=(WANTED_LAST,), daemon=True).start()
    return answer_to


def _load(names: Sequence[str]) -> None:
    for name in names:
        resolve_name(name)


def ask(
    question: "Question",
    answering: str,
    params: "Params",
    workers: int | None,
    display: "Display",
) -> None:
    """Show the answer to a question, stored or computed; ``answering`` as `answered` has it."""
    show(answered(question, answering, params, workers, display), display)


def show(kept: "StoredAnswer", display: "Display") -> None:
    """Print a kept answer, and where it lies."""
    tell_aside(kept.aside, display.lang)
    missing = kept.missing()
    if missing:
        tell(missing.text(display.lang), quiet=display.quiet)
    if display.json:
        say(kept.to_json(), kept.folder)
        return
    say(kept.text(all_assumptions=display.all_assumptions).rstrip("\n"), kept.folder)
    say_where(kept, display)
    if not kept.fresh:
        tell(FOUND.text(display.lang), quiet=display.quiet)


def say_where(kept: "StoredAnswer", display: "Display") -> None:
    """Print where an answer lies, and what to open."""
    say(saved(kept.folder, kept.shown()).text(display.lang), kept.folder)
    if kept.opened is not None:
        opened = Wording(da="Åbn", en="Open") + f": {told(str(kept.opened))}"
        say(opened.text(display.lang), kept.folder)


def saved(folder: Path, files: Sequence[str]) -> Wording:
    """Return where something was saved, and the files that people open first."""
    listed = f": {told(str(folder))}/ ({', '.join(files)})"
    return Wording(da="Gemt", en="Saved") + listed


def tell_aside(aside: Path | None, lang: str) -> None:
    """Tell where a result lies that was changed since it was saved, if it made room for another.

    Whoever wants it quiet is told too: the files are theirs.
    """
    if aside is not None:
        from borgerflow.experiments.store.kept import set_aside

        tell(set_aside(aside).text(lang))


@contextmanager
def compiling_told(lang: str, *, quiet: bool = False) -> Iterator[None]:
    """Tell whoever watches why the first run waits, if it does; not a pipe or a log.

    That others may write where the code is kept is told to these too.
    """
    if quiet:
        yield
        return
    from borgerflow.sim.base.compiling import notifying, refused_folder

    def told(kept: bool) -> None:
        refused = None if kept else refused_folder()
        if refused is not None:
            tell(_written_by_others(refused).text(lang))
        elif is_watched():
            tell((COMPILING if kept else COMPILING_EACH_TIME).text(lang))

    with notifying(told):
        yield


@contextmanager
def waiting_told(doing: Wording, lang: str, *, quiet: bool = False) -> Iterator[None]:
    """Tell whoever watches what is done, if it takes a while; not a pipe or a log."""
    if quiet or not is_watched():
        yield
        return
    timer = threading.Timer(PATIENCE, tell, [doing.text(lang)])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _written_by_others(folder: Path) -> Wording:
    return Wording(
        da=f"Andre kan skrive i {folder}, så maskinkode hverken læses eller gemmes der: sæt "
        "BORGERFLOW_CACHE til en mappe, som kun du kan skrive i.",
        en=f"Others may write in {folder}, so compiled code is neither read nor kept there: set "
        "BORGERFLOW_CACHE to a folder that only you can write in.",
    )


@contextmanager
def stopping_told(lang: str) -> Iterator[None]:
    """Tell at once that Ctrl-C is heard: to keep what is finished takes a while."""
    usual = signal.getsignal(signal.SIGINT)
    alone = threading.current_thread() is threading.main_thread()
    if not alone or usual is not signal.default_int_handler:
        yield
        return

    def hear(number: int, frame: FrameType | None) -> None:
        # Not printed: whoever is interrupted may be printing.
        if sys.stderr is not None:  # else 2 may be any file
            with suppress(OSError):
                os.write(2, f"{STOPPING.text(lang)}\n".encode(errors="replace"))
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


@contextmanager
def progress(title: Wording, lang: str, *, wanted: bool) -> "Iterator[ProgressLine | None]":
    """Yield whom to tell how far it is, shown as a bar with the time left.

    Yields None, and shows nothing, when it is not wanted or nobody watches (a pipe, a log).
    """
    if not (wanted and is_watched()):
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),  # as wide as the line leaves room for
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[so_far]}"),
    )
    bar = Progress(
        *columns,
        console=Console(stderr=True),
        refresh_per_second=TIMES_A_SECOND,
        transient=True,
        expand=True,
    )
    with bar:
        yield ProgressLine(bar, title.text(lang), lang)


class ProgressLine:
    """A line that is written over for somebody at a terminal, who is told once how long is left."""

    def __init__(self, bar: "Progress", title: str, lang: str) -> None:
        from borgerflow.experiments.runs.pool import Forecast

        self._bar, self._lang = bar, lang
        self._task = bar.add_task(title, total=None, so_far="")
        self._forecast = Forecast()

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is, and tell once how long what is left of a long run takes."""
        self.moved(done, total)
        seconds = self._forecast.seconds_left(done, total)
        if seconds is not None:
            self.remark(time_left(done, total, seconds))

    def remark(self, notice: Wording) -> None:
        """Tell something above the line."""
        self._bar.print(notice.text(self._lang), markup=False, highlight=False, soft_wrap=True)

    def moved(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._bar.update(self._task, completed=done, total=total)

    def so_far(self, net: "Interval") -> None:
        """Show what the municipality pays or saves by what is done, with its interval."""
        self._bar.update(self._task, so_far=net_so_far(net).text(self._lang))


def time_left(done: int, total: int, seconds: float) -> Wording:
    """Return how long what is left takes, in words."""
    from borgerflow.experiments.present.numbers import duration, in_both

    long = in_both(duration, seconds)
    return Wording(
        da=f"Omkring {long.da} tilbage: {done} af {total} er færdige.",
        en=f"About {long.en} left: {done} of {total} are done.",
    )


def net_so_far(net: "Interval") -> Wording:
    """Return a net and its interval on as little room as can be."""
    from borgerflow.experiments.present.numbers import signed, span

    return Wording(
        da=f"netto {signed(net, 'da')} ({span(net, 'da')}) 1.000 kr.",
        en=f"net {signed(net, 'en')} ({span(net, 'en')}) DKK 1,000",
    )


class Terminal:
    """Somebody at a terminal, asked one question at a time; questions are no part of the answer."""

    def __init__(self, lang: str) -> None:
        tell(HOW_TO_ANSWER.text(lang))

    def ask(self, question: str, default: str) -> str:
        """Return what was typed; Enter takes what is offered."""
        tell(textwrap.fill(question, WIDTH, break_on_hyphens=False))
        write_aside(f"[{default}] > " if default else "> ", end="")
        try:
            return input() or default
        except EOFError:
            raise typer.Abort from None

    def tell(self, text: str) -> None:
        """Tell what was wrong with an answer."""
        tell(f"! {text}")
