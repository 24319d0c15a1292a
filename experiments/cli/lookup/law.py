"""``borgerflow law`` and ``check``: what is held true, and whether it holds."""

from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.sim.base import texts

Term = Annotated[
    str | None,
    typer.Argument(
        metavar="TERM",
        help=told(
            da="Et navn, en paragraf eller et ord, på dansk eller engelsk.",
            en="A name, a paragraph or a word, in Danish or English.",
        ),
    ),
]
AsMap = Annotated[
    bool,
    typer.Option(
        "--map",
        help=told(
            da="Vis ordningerne på en dag: hvilke der findes, og hvad der fører hvorhen.",
            en="Show the schemes on a day: which there are, and what leads where.",
        ),
    ),
]
PictureFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Tegn kortet (--map) i en ny fil, .svg eller .png.",
            en="Draw the map (--map) in a new file, .svg or .png.",
        ),
    ),
]
OnDay = Annotated[
    str | None,
    typer.Option(
        "--day",
        metavar="DAY",
        help=told(da="Kun det, der gælder på denne dag.", en="Only what is in force on this day."),
    ),
]


@in_danish("Vis, hvad lov, satser og ordliste siger om et ord, med datoer, kilde og grundlag.")
def law(
    term: Term = None,
    day: OnDay = None,
    map_: AsMap = False,
    out: PictureFile = None,
    draft: options.Law = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """Show what law, rates and glossary say of a word, with dates, source and grade."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params, look_up
    from borgerflow.experiments.lookup.law_text import law_page
    from borgerflow.experiments.lookup.scheme_map import refuse_picture, scheme_map
    from borgerflow.experiments.lookup.scheme_map_text import map_page
    from borgerflow.experiments.typed.days import day as day_typed

    day_typed("--day", day)
    if out is not None:
        refuse_picture(out, mapped=map_)
    held = load_params(folder).under(draft)
    if not map_:
        found = look_up(held, term, day)
        screen.say(found.to_json() if json else law_page(found, spoken))
        return
    drawn = scheme_map(held, term, day)
    if out is not None:
        from borgerflow.experiments.lookup.scheme_map_chart import keep_map

        screen.say(texts.told(str(keep_map(drawn, out, spoken))), out)
        return
    screen.say(drawn.to_json() if json else map_page(drawn, spoken))


@in_danish("Kontrollér alle de tal og regler, modellen bygger på, og tæl dem op efter grundlag.")
def check(
    folder: options.Params = None, lang: options.Lang = None, json: options.Json = False
) -> None:
    """Validate everything held true, and count it by grade."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.check import checked
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.lookup.law_text import checked_page

    result = checked(load_params(folder))
    screen.say(result.to_json() if json else checked_page(result, spoken))
    result.refuse_problems()
