"""``borgerflow soem``: a comparison in the rows and signs of SØM, written and read."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.typed import sizes
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import told as safe
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.questions.compare.asked import CompareQuestion
    from borgerflow.sim.params import Params

ANSWERING = "borgerflow.experiments.questions.compare.question:answer_to"
ENDING, LONGEST_NAME = ".xlsx", 100  # signs of the file's own name
WRITTEN = Wording("Skrevet: ", "Written: ")
NOTHING_ASKED = Wording(
    "Skriv mindst ét forslag, eller --read FILE.xlsx for at læse en SØM-sag.",
    "Expected one proposal at least, or --read FILE.xlsx for a case of SØM to read.",
)
NOT_BOTH = Wording(
    "--read skriver ingen fil: udelad --out.", "--read writes no file: leave out --out."
)
NOT_SHARED_OUT = Wording(
    "--participants og --success-rate hører til en fil, der skrives; med --read står de i filen.",
    "--participants and --success-rate belong to a file that is written; with --read they stand in"
    " the file.",
)
ProposalIds = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[P ...]",
        help=told(
            da="Forslagenes id'er, eller filer (.yaml).",
            en="Ids of proposals, or files of your own (.yaml).",
        ),
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        show_default=told(da="forslagenes id'er med -soem.xlsx", en="the ids, -soem.xlsx"),
        help=told(
            da="Den nye fil (.xlsx); overskriver aldrig.",
            en="The new file (.xlsx); never writes over a file.",
        ),
    ),
]
ReadFile = Annotated[
    Path | None,
    typer.Option(
        "--read",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Læs en SØM-sag i samme opstilling, alene eller ved siden af forslagene.",
            en="Read a case of SØM of the same layout, alone or beside the proposals.",
        ),
    ),
]
Participants = Annotated[
    float | None,
    typer.Option(
        "--participants",
        metavar="N",
        parser=options.decimal("--participants", sizes.PARTICIPANTS),
        show_default=told(da="1: hele indsatsen", en="1: the whole effort"),
        help=told(
            da="Hvor mange deltagere den samlede ændring deles ud på.",
            en="How many participants the whole change is shared out over.",
        ),
    ),
]
SuccessRate = Annotated[
    float | None,
    typer.Option(
        "--success-rate",
        metavar="A",
        parser=options.decimal("--success-rate", sizes.SUCCESS_RATE),
        show_default=told(da="1: alle", en="1: all of them"),
        help=told(
            da="Andelen af deltagerne, der har succes.",
            en="The share of the participants who succeed.",
        ),
    ),
]
ResultsFolder = Annotated[
    Path,
    typer.Option(
        "--results",
        metavar="DIR",
        parser=options.path_typed,
        help=told(da="Her findes eller gemmes svaret.", en="Where the answer is found, or saved."),
    ),
]


@groups.grouped
@in_danish(
    "Skriv svaret fra compare som en SØM-sag (xlsx), eller læs en sådan sag.\n\n"
    "Filen har arkene Indsats, Omkostninger, Konsekvenser, Priser og Resultat: simuleringens"
    " ændring af fuldtidsår på hver ydelse, gennemsnitspriser efter refusion, og + som gevinst."
    " Med --read læses en sag; står der forslag, sammenlignes den med simuleringen, og"
    " forskellen forklares."
)
def soem(
    proposals: ProposalIds = None,
    *,
    read: ReadFile = None,
    out: OutFile = None,
    participants: Participants = None,
    success_rate: SuccessRate = None,
    baseline: options.Baseline = None,
    simulation: groups.Simulation,
    estimator: options.Estimator = "auto",
    folder: options.Params = None,
    results: ResultsFolder = options.RESULTS,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """Write the answer of compare as a case of SØM (xlsx), or read such a case.

    The file has the sheets Effort, Costs, Consequences, Prices and Result: the change of full-time
    years on each benefit, mean prices after refunds, and + as a gain. With --read a case is read;
    with proposals it stands beside the simulation, and what differs is explained.
    """
    spoken, chosen = options.language(lang), tuple(proposals or ())
    _refuse(chosen, read, out, shared_out=(participants, success_rate) != (None, None))
    from borgerflow.experiments.questions.compare.form.soem.reading import read_case
    from borgerflow.experiments.questions.compare.form.soem.text import case_text

    case = None if read is None else read_case(read)
    if not chosen:
        assert case is not None
        screen.say(case_text(case, None, spoken))
        return
    question, params = _question(chosen, baseline, folder, simulation, estimator)
    file = out or Path(f"{question.about[:LONGEST_NAME]}-soem{ENDING}")
    if case is None:
        _refuse_place(file)
    profile = options.profile_of(None, spoken)
    display = groups.Display(
        spoken, profile, results, json=False, quiet=quiet, all_assumptions=False
    )
    kept = screen.answered(question, ANSWERING, params, simulation.workers, display)
    from borgerflow.experiments.questions.compare.form.soem import bridge

    answer: dict[str, Any] = json.loads(kept.to_json())
    items = spoken if case is None else bridge.language_of_items(case, params, spoken)
    own = bridge.simulated_of(answer, params, items)
    if case is None:
        shares = (participants or 1.0, success_rate or 1.0)
        case = bridge.case_from(answer, params, spoken, *shares)
        bridge.write_case(file, case, own, spoken)
        screen.say(f"{WRITTEN.text(spoken)}{safe(str(file))}", file)
    screen.say(case_text(case, own, spoken), kept.folder)
    screen.say_where(kept, display)


def _refuse(
    chosen: tuple[str, ...], read: Path | None, out: Path | None, *, shared_out: bool
) -> None:
    """Refuse what asks for nothing, or for what does not go together."""
    if not chosen and read is None:
        raise InputError(NOTHING_ASKED)
    if read is not None and out is not None:
        raise InputError(NOT_BOTH)
    if read is not None and shared_out:
        raise InputError(NOT_SHARED_OUT)


def _refuse_place(file: Path) -> None:
    from borgerflow.experiments.store.naming import refuse_place

    refuse_place(file, ENDING)


def _question(
    proposals: tuple[str, ...],
    baseline: list[str] | None,
    folder: Path | None,
    simulation: groups.Simulation,
    estimator: str,
) -> "tuple[CompareQuestion, Params]":
    """Return what is asked of compare, and what it rests on."""
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.questions.compare.asked import CompareQuestion
    from borgerflow.experiments.runs.validate import accepted_pair, municipality_of
    from borgerflow.sim.params.proposals.own_files import ids_of
    from borgerflow.sim.world.municipality import with_file_of

    params, _ = load_params_and_ids(folder, (*(baseline or ()), *proposals))
    given, ids = ids_of(baseline or ()), ids_of(proposals)
    place = simulation.municipality or municipality_of(ids, params)
    params, municipality = with_file_of(params, place)
    question = CompareQuestion(
        municipality=municipality,
        proposals=ids,
        baseline=given,
        estimator=estimator,
        **simulation.run(),
    )
    return accepted_pair(question, params), params
