"""The terminal: answers on standard output, everything else on standard error."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from borgerflow.experiments.cli.options import Display
    from borgerflow.experiments.findings.finding import Head
    from borgerflow.experiments.store.kept import StoredAnswer
    from borgerflow.experiments.store.kept import StoredQuestion as Question
    from borgerflow.sim.params import Params

Tick = Callable[[int, int], None]
COMPILING = {
    "da": "Oversætter simuleringen til maskinkode, én gang for denne udgave af borgerflow "
    "(cirka et halvt minut) ...",
    "en": "Compiling the simulation, once for this version of borgerflow (about half a minute) ...",
}
COMPILING_EACH_TIME = {
    "da": "Oversætter simuleringen til maskinkode (cirka et halvt minut). Den kan ikke gemmes til "
    "næste gang: sæt BORGERFLOW_CACHE til en mappe, der kan skrives i.",
    "en": "Compiling the simulation (about half a minute). It cannot be kept for the next run: "
    "set BORGERFLOW_CACHE to a folder that can be written.",
}


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
        print(text, file=sys.stderr)


def answered(
    question: "Question",
    answer_to: "Callable[..., Head]",
    params: "Params",
    workers: int | None,
    display: "Display",
    title: str = "Replications",
) -> "StoredAnswer":
    """Return the stored answer to a question, asked with a bar if somebody watches."""
    from borgerflow.experiments.store.kept import Documents, load_or_compute

    with progress(title, wanted=not (display.quiet or display.json)) as tick:

        def compute() -> "Head":
            with compiling_told(display.lang, quiet=display.quiet):
                return answer_to(question, params, workers=workers, progress=tick)

        documents = Documents(display.lang, display.csv_profile)
        return load_or_compute(question, params, display.out, compute, documents)


def ask(
    question: "Question",
    answer_to: "Callable[..., Head]",
    params: "Params",
    workers: int | None,
    display: "Display",
) -> None:
    """Show the answer to a question, stored or computed."""
    show(answered(question, answer_to, params, workers, display), display)


def show(kept: "StoredAnswer", display: "Display") -> None:
    """Print a kept answer, and where it lies."""
    missing = kept.missing()
    if missing:
        tell(missing.text(display.lang), quiet=display.quiet)
    if display.json:
        say(kept.json())
        return
    say(kept.text(all_assumptions=display.all_assumptions).rstrip("\n"))
    word = {"da": "Gemt", "en": "Saved"}[display.lang]
    say(f"{word}: {kept.folder}/ ({', '.join(kept.shown())})")
    if not kept.fresh:
        tell("Asked before with the same inputs: found, not run again.", quiet=display.quiet)


@contextmanager
def compiling_told(lang: str, *, quiet: bool = False) -> Iterator[None]:
    """Tell whoever watches why the first run waits, if it does; not a pipe or a log."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from borgerflow.sim.base.compiling import notifying

    def told(kept: bool) -> None:
        tell((COMPILING if kept else COMPILING_EACH_TIME)[lang])

    with notifying(told):
        yield


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
