"""``borgerflow report``: the report of a saved answer, made anew."""

from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.sim.base import texts
from borgerflow.sim.base.wording import Wording

LONGEST_NAME = 100  # signs of the file's own name
WRITTEN = Wording("Skrevet: ", "Written: ")
OTHER_CODE = Wording(
    "Svaret er beregnet med en anden udgave af borgerflow end den, der har skrevet notatet.",
    "Another version of borgerflow calculated the answer than the one that wrote the report.",
)
Result = Annotated[
    str,
    typer.Argument(
        metavar="RESULT",
        help=told(
            da="Svarets navn, fx compare/2026-11-30-1, begyndelsen af dets nøgle, dets mappe eller"
            " en fil med dets JSON.",
            en="The name of an answer, as compare/2026-11-30-1, the start of its key, its folder,"
            " or a file with its JSON.",
        ),
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        show_default=told(da="svarets navn med .html", en="the name of the answer, .html"),
        help=told(
            da="Den nye fil; overskriver aldrig.", en="The new file; never writes over a file."
        ),
    ),
]
ResultsFolder = Annotated[
    Path,
    typer.Option(
        "--results",
        metavar="DIR",
        parser=options.path_typed,
        help=told(da="Hvor svarene er gemt.", en="Where answers are saved."),
    ),
]


@in_danish(
    "Skriv notatet om et gemt svar på ny (HTML), på dansk eller engelsk; intet beregnes igen."
)
def report(
    result: Result,
    out: OutFile = None,
    results: ResultsFolder = options.RESULTS,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """Write the report of a saved answer anew (HTML), in either language; nothing is simulated."""
    spoken = options.language(lang)
    from borgerflow.experiments.store.report_anew import write_report_of

    made = write_report_of(result, out or _usual(result), spoken, results)
    screen.say(WRITTEN.text(spoken) + texts.told(str(made.file)), made.file)
    if not made.by_this_code:
        screen.tell(OTHER_CODE.text(spoken), quiet=quiet)


def _usual(result: str) -> Path:
    """Return what the file is called where nobody says: as the answer is, in one word."""
    words = [each for each in Path(result).with_suffix("").parts if each.strip("./\\")]
    return Path(f"{'-'.join(words[-2:])[:LONGEST_NAME] or 'report'}.html")
