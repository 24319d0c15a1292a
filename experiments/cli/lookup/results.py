"""``borgerflow results``: earlier answers, newest first; where one lies; a note beside it."""

from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import Spoken, SpokenGroup, in_danish, told
from borgerflow.sim.base import texts
from borgerflow.sim.base.wording import Wording

results_app = typer.Typer(
    cls=SpokenGroup,
    help=told(
        da="Find tidligere svar frem, og skriv noter til dem.",
        en="Find earlier answers, and note things beside them.",
    ),
)
SomeWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WORD ...]",
        help=told(
            da="Ord, der skal stå i navnet, svarets første linje eller noten.",
            en="Words that stand in the name, the first line of the answer or the note.",
        ),
    ),
]
OneAnswer = Annotated[
    str,
    typer.Argument(
        metavar="ANSWER",
        help=told(
            da="Svarets navn, fx compare/2026-11-30-1, eller begyndelsen af dets nøgle.",
            en="The name of an answer, as compare/2026-11-30-1, or the start of its key.",
        ),
    ),
]
Note = Annotated[
    str, typer.Argument(metavar="TEXT", help=told(da="Det, der noteres.", en="What is noted."))
]
Where = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        parser=options.path_typed,
        help=told(da="Hvor svarene er gemt.", en="Where answers are saved."),
    ),
]
HEADS = {"da": ("Svar", "Om", "Note"), "en": ("Answer", "About", "Note")}


@results_app.callback(invoke_without_command=True)
def choose(context: typer.Context, lang: options.Lang = None, out: Where = None) -> None:
    """List the earlier answers when nothing else is asked."""
    options.language(lang)
    if context.invoked_subcommand is None:
        list_them(lang=lang, out=out)


@results_app.command("list", cls=Spoken)
@in_danish("Vis tidligere svar, de nyeste først.")
def list_them(words: SomeWords = None, lang: options.Lang = None, out: Where = None) -> None:
    """List earlier answers, the newest first."""
    spoken = options.language(lang)
    from borgerflow.experiments.present import grid
    from borgerflow.experiments.store.earlier import earlier_answers, none_there

    root = out or options.RESULTS
    found = earlier_answers(root, words or ())
    if not found:
        screen.say(none_there(root).text(spoken))
        return
    rows = [(each.name, each.about(spoken), each.note) for each in found]
    screen.say(grid.table(HEADS[spoken], rows))


@results_app.command("open", cls=Spoken)
@in_danish("Vis, hvilken fil der skal åbnes.")
def open_one(answer: OneAnswer, lang: options.Lang = None, out: Where = None) -> None:
    """Tell which file to open."""
    options.language(lang)
    from borgerflow.experiments.store.earlier import answer_called

    screen.say(texts.told(str(answer_called(out or options.RESULTS, answer).opened)))


@results_app.command("note", cls=Spoken)
@in_danish("Skriv en note ved siden af et svar; det, der allerede står, bliver stående.")
def note(answer: OneAnswer, text: Note, lang: options.Lang = None, out: Where = None) -> None:
    """Note something beside an answer; what was noted before stays."""
    spoken = options.language(lang)
    from borgerflow.experiments.store.earlier import answer_called, note_down

    path = note_down(answer_called(out or options.RESULTS, answer), text)
    screen.say((Wording("Noteret", "Noted") + f": {texts.told(str(path))}").text(spoken), path)
