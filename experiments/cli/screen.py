"""The terminal: answers on standard output, everything else on standard error."""

import os
import signal
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from pkgutil import resolve_name
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer

from borgerflow.sim.base.texts import told
from borgerflow.sim.base.wording import Wording, same

if TYPE_CHECKING:
    from borgerflow.experiments.cli.options import Display
    from borgerflow.experiments.findings.finding import Head
    from borgerflow.experiments.store.kept import StoredAnswer
    from borgerflow.experiments.store.kept import StoredQuestion as Question
    from borgerflow.sim.params import Params

Tick = Callable[[int, int], None]
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
REPLICATIONS = Wording("Gentagelser", "Replications")
TASKS = Wording("Opgaver", "Tasks")
CASES = same("Cases")
HOW_TO_ANSWER = Wording(
    "Enter vælger svaret i klammer; - betyder intet svar. Intet gemmes før til sidst.",
    "Enter takes the answer in brackets; - gives none. Nothing is saved before the end.",
)
WIDTH = 96  # of a question to somebody at the terminal


def say(text: str) -> None:
    """Print an answer; a reader who has closed the pipe (``| head``) is no mistake."""
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say_json(content: dict[str, Any]) -> None:
    """Print an answer as JSON and nothing else."""
    from borgerflow.experiments.findings.finding import json_text

    say(json_text(content))


def tell(text: str, *, quiet: bool = False) -> None:
    """Print a remark that is no part of the answer."""
    if not quiet:
        print(told(text), file=sys.stderr)


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
    from borgerflow.experiments.store.documents import Documents
    from borgerflow.experiments.store.kept import load_or_compute

    with progress(title.text(display.lang), wanted=not (display.quiet or display.json)) as tick:

        def compute() -> "Head":
            answer_to = resolve_name(answering)
            with stopping_told(display.lang), compiling_told(display.lang, quiet=display.quiet):
                found: Head = answer_to(question, params, workers=workers, progress=tick)
                return found

        documents = Documents(display.lang, display.csv_profile)
        return load_or_compute(question, params, display.out, compute, documents)


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
        say(kept.json())
        return
    say(kept.text(all_assumptions=display.all_assumptions).rstrip("\n"))
    say_where(kept, display)
    if not kept.fresh:
        tell(FOUND.text(display.lang), quiet=display.quiet)


def say_where(kept: "StoredAnswer", display: "Display") -> None:
    """Print where an answer lies."""
    say(saved(kept.folder, kept.shown()).text(display.lang))


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
        elif sys.stderr.isatty():
            tell((COMPILING if kept else COMPILING_EACH_TIME).text(lang))

    with notifying(told):
        yield


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
        os.write(2, f"{STOPPING.text(lang)}\n".encode(errors="replace"))
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


@contextmanager
def progress(title: str, *, wanted: bool) -> Iterator[Tick | None]:
    """Yield a function to call with (done, total), shown as a bar with the time left.

    Yields None, and shows nothing, when it is not wanted or nobody watches (a pipe, a log).
    """
    if not (wanted and sys.stderr.isatty()):
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

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class Terminal:
    """Somebody at a terminal, asked one question at a time; questions are no part of the answer."""

    def __init__(self, lang: str) -> None:
        tell(HOW_TO_ANSWER.text(lang))

    def ask(self, question: str, default: str) -> str:
        """Return what was typed; Enter takes what is offered."""
        tell(textwrap.fill(question, WIDTH, break_on_hyphens=False))
        print(f"[{default}] > " if default else "> ", end="", file=sys.stderr, flush=True)
        try:
            return input() or default
        except EOFError:
            raise typer.Abort from None

    def tell(self, text: str) -> None:
        """Tell what was wrong with an answer."""
        tell(f"! {text}")
