"""``borgerflow fit``: hazards from observed spells, as params that a simulation runs with."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.cli.questions.settle import InclusiveEnds
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.questions.data.fit.asked import FitQuestion
    from borgerflow.experiments.questions.data.fit.finding import FitFinding
    from borgerflow.experiments.store.kept import StoredAnswer
    from borgerflow.experiments.store.results import Saved
    from borgerflow.sim.params import Params

ObservedSpells = Annotated[
    Path,
    typer.Argument(
        metavar="SPELLS",
        parser=options.path_typed,
        help=told(
            da="Det, som import skriver (CSV eller Parquet): forløb, hændelser og eksponering eller"
            " offentliggjorte tal; eller rene forløb, som settle læser dem, med --from og --until.",
            en="What import writes (CSV or Parquet): observed spells, occurrences and exposure, or"
            " published figures; or plain spells as settle reads them, with --from and --until.",
        ),
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DAY",
        help=told(
            da="Den første dag, rene forløb kunne ses; ellers regnes alle for set fra start.",
            en="First day on which plain spells could be seen; else all count from their start.",
        ),
    ),
]
SeenUntil = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DAY",
        help=told(
            da="Dagen efter den sidste dag, rene forløb er set.",
            en="The day after the last on which plain spells were seen.",
        ),
    ),
]
Group = Annotated[
    str | None,
    typer.Option(
        "--group",
        metavar="COLUMN",
        help=told(
            da="En kolonne med grupper, hvis faktor på raterne skal findes.",
            en="A column of groups whose factors on the hazards are wanted.",
        ),
    ),
]
AskFrailty = Annotated[
    bool,
    typer.Option(
        "--frailty",
        help=told(
            da="Find også, hvor forskellige borgerne er (gammafordelt faktor).",
            en="Find how much citizens differ, too (a gamma factor).",
        ),
    ),
]
ForMunicipality = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        metavar="NAME",
        help=told(
            da="Den kommune, params skrives for: dens egne faktorer divideres ud.",
            en="The municipality that params are written for: its own factors are divided out.",
        ),
    ),
]
PersonsFile = Annotated[
    Path | None,
    typer.Option(
        "--persons",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="En tabel med fuldtidspersoner til en med varigheder, som import skriver dem.",
            en="A table of full-time persons beside one of durations, as import writes them.",
        ),
    ),
]

FITTING = Wording("Finder afgangsrater ...", "Finding hazards ...")


@groups.grouped
@in_danish("Find afgangsrater i faktiske forløb, og skriv dem som params, en simulering kører med.")
def fit(
    spells: ObservedSpells,
    *,
    since: Since = None,
    until: SeenUntil = None,
    inclusive_ends: InclusiveEnds = False,
    group: Group = None,
    frailty: AskFrailty = False,
    municipality: ForMunicipality = None,
    persons: PersonsFile = None,
    smallest_count: options.SmallestCount = None,
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Find hazards in real spells, and write them as params that a simulation runs with."""
    from borgerflow.experiments.lookup.law import load_params, place_typed
    from borgerflow.experiments.questions.data.fit.asked import FitQuestion, accepted_fit
    from borgerflow.sim.world.municipality import with_file_of

    params, home = load_params(folder), municipality
    if municipality is not None:
        params, home = with_file_of(params, municipality)
    question = FitQuestion(
        spells=str(spells),
        since=since,
        until=until,
        inclusive_ends=inclusive_ends,
        group=group,
        frailty=frailty,
        municipality=home,
        persons=None if persons is None else str(persons),
        smallest_count=smallest_count,
    )
    question = accepted_fit(question, params)
    kept = _answered(question, params, display)
    screen.show(kept, display)
    if not display.json and (kept.folder / "params").is_dir():
        place = None if home is None else place_typed(home, params)
        screen.say(_how_to_run(kept.folder / "params", place).text(display.lang), kept.folder)


def _answered(question: "FitQuestion", params: "Params", display: groups.Display) -> "StoredAnswer":
    """Return the stored answer; what answers is loaded where none is found."""
    from borgerflow.experiments.runs.interruption import interruptible
    from borgerflow.experiments.store.documents import Documents
    from borgerflow.experiments.store.kept import load_or_compute

    def compute() -> "FitFinding":
        from borgerflow.experiments.questions.data.fit.question import answer_to

        return interruptible(lambda: answer_to(question, params))

    def keep(*given: Any) -> "Saved":
        from borgerflow.experiments.questions.data.fit.question import keep_fit

        return keep_fit(*given)

    documents = Documents(display.lang, display.csv_profile)
    with screen.waiting_told(FITTING, display.lang, quiet=display.quiet or display.json):
        return load_or_compute(question, params, display.out, compute, documents, keep)


def _how_to_run(folder: Path, place: str | None) -> Wording:
    """Return the command that simulates with the fitted hazards, in a place as a shell has it."""
    home = f" --municipality {place}" if place else ""
    command = f"borgerflow run{home} --params {quote(str(folder))}"
    return Wording(f"Kør med dem: {command}", f"Run with them: {command}")
