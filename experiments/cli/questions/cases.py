"""The command ``cases``: what municipalities have said their investments cost and give."""

from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.typed import sizes
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from borgerflow.experiments.findings.finding import Answer
    from borgerflow.experiments.lookup.cases.catalogue import Catalogue
    from borgerflow.experiments.questions.cases.finding import CaseFinding
    from borgerflow.experiments.questions.cases.question import CaseQuestion
    from borgerflow.experiments.store.documents import Documents
    from borgerflow.experiments.store.kept import StoredAnswer
    from borgerflow.sim.params import Params
    from borgerflow.sim.params.cases.catalogue import Case

CaseId = Annotated[
    str | None,
    typer.Argument(
        metavar="ID",
        help=told(
            da="Én case, sammenholdt med et simuleret år.", en="One case, beside a simulated year."
        ),
    ),
]
Scheme = Annotated[
    str | None,
    typer.Option(
        "--scheme",
        metavar="NAME",
        help=told(da="Kun cases om denne ydelse.", en="Only cases of this benefit."),
    ),
]
Place = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        metavar="NAME",
        help=told(da="Kun cases fra denne kommune.", en="Only cases of this municipality."),
    ),
]
Stating = Annotated[
    str | None,
    typer.Option(
        "--with",
        metavar="A,B",
        help=told(
            da="Kun cases, der oplyser alle disse: investment, kroner, persons, weeks, duration.",
            en="Only cases that state all of these: investment, kroner, persons, weeks, duration.",
        ),
    ),
]
Simulated = Annotated[
    bool,
    typer.Option(
        "--simulated",
        help=told(
            da="Vis de oplyste beløb ved siden af de simulerede, med forholdet mellem dem.",
            en="Stated kroner beside simulated, with the ratios.",
        ),
    ),
]
SimulatedIn = Annotated[
    str,
    typer.Option(
        "--in",
        metavar="NAME",
        help=told(
            da="Den kommune, hvis år simuleres.", en="The municipality whose year is simulated."
        ),
    ),
]
Simulate = Annotated[
    bool,
    typer.Option(
        "--simulate",
        help=told(
            da="Simulér hver case som forslag: den nødvendige effekt, og hvad der så spares.",
            en="Simulate each case as a proposal: the effect it would need, what is then saved.",
        ),
    ),
]
Replications = Annotated[
    int,
    typer.Option(
        "--replications",
        metavar="N",
        parser=options.whole("--replications", sizes.REPLICATIONS),
        help=told(
            da="Antal parrede simuleringer pr. case med --simulate.",
            en="How many pairs of worlds --simulate runs.",
        ),
    ),
]
TWO_QUESTIONS = Wording(
    "--simulate og --simulated er to spørgsmål: vælg et af dem.",
    "--simulate and --simulated are two questions: expected one of them.",
)
ONE_OF_MANY = Wording(
    "Én case er nævnt: --scheme, --municipality og --with vælger blandt flere.",
    "One case is named: --scheme, --municipality and --with choose many.",
)
FEW = 8  # replications of one of many cases


@in_danish("Vis kommuners cases; sammenhold en eller alle med et simuleret år, eller simulér dem.")
def cases(
    case: CaseId = None,
    *,
    scheme: Scheme = None,
    municipality: Place = None,
    stating: Stating = None,
    simulated: Simulated = False,
    simulate: Simulate = False,
    simulated_in: SimulatedIn = "herning",
    replications: Replications = FEW,
    seed: options.Seed = options.SEED,
    workers: options.Workers = None,
    params: options.Params = None,
    lang: options.Lang = None,
    out: options.Out = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """List municipal cases; set one, or all, beside a simulated year, or simulate them."""
    if simulate and simulated:
        raise InputError(TWO_QUESTIONS)
    if case is not None and (scheme or municipality or stating):
        raise InputError(ONE_OF_MANY)
    from borgerflow.experiments.lookup.cases.catalogue import catalogue_of, filtered
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.sim.world.municipality import with_file_of

    shown = groups.display(lang=lang, out=out, json=json, quiet=quiet)
    held, home = with_file_of(load_params(params), simulated_in)
    catalogue = catalogue_of(held)
    amounts = [word.strip() for word in stating.split(",")] if stating else []
    one = None if case is None else catalogue.case(case)
    chosen = [one] if one else filtered(catalogue, scheme, municipality, amounts)
    if simulate:
        asked = groups.Simulation(home, replications=replications, seed=seed, workers=workers)
        say_simulated(chosen, asked, catalogue, held, shown, alone=bool(one))
        return
    place = home if simulated or one else None
    answer = _answer(chosen, place, catalogue, held, shown.lang, alone=bool(one))
    screen.say(answer.to_json() if json else answer.text(shown.lang))


def _answer(
    chosen: "Sequence[Case]",
    place: str | None,
    catalogue: "Catalogue",
    params: "Params",
    lang: str,
    *,
    alone: bool,
) -> "Answer":
    """Return a list of cases, or what one or all come to beside the simulated year of a place."""
    from borgerflow.experiments.questions.cases.compare import overview, simulated_year
    from borgerflow.experiments.questions.cases.finding import case_list, in_full
    from borgerflow.experiments.runs.interruption import interruptible

    if place is None:
        return case_list(chosen, catalogue, params.law)
    with screen.compiling_told(lang):
        year = interruptible(lambda: simulated_year(place, params))
    if alone:
        return in_full(chosen[0], catalogue, year, params.law)
    return overview(catalogue, chosen, year, params.law)


def say_simulated(
    chosen: "Sequence[Case]",
    asked: groups.Simulation,
    catalogue: "Catalogue",
    params: "Params",
    shown: groups.Display,
    *,
    alone: bool,
) -> None:
    """Simulate cases, or find them simulated, and print one in full or many as a table."""
    from borgerflow.experiments.questions.cases.finding import CaseTable
    from borgerflow.experiments.questions.cases.question import (
        CaseQuestion,
        CasesQuestion,
        stored_table,
    )

    place, replications, seed = asked.municipality or "", asked.replications, asked.seed
    questions = tuple(CaseQuestion(case.id, place, replications, seed) for case in chosen)
    found = _simulated(questions, asked.workers, catalogue, params, shown)
    if alone:
        ((answer, stored),) = found
        _say_stored(answer, stored, shown)
        return
    table = CaseTable(place, tuple(finding for finding, _ in found))
    many = CasesQuestion(place, questions)
    together = stored_table(many, table, params, shown.out, _documents(shown))
    screen.tell_aside(together.aside, shown.lang)
    _say_stored(table, together, shown)


def _documents(shown: groups.Display) -> "Documents":
    from borgerflow.experiments.store.documents import Documents

    return Documents(shown.lang, shown.csv_profile)


def _say_stored(answer: "Answer", stored: "StoredAnswer | None", shown: groups.Display) -> None:
    """Print an answer, and where it is stored, if it is."""
    text = answer.to_json() if shown.json else answer.text(shown.lang)
    screen.say(text, None if stored is None else stored.folder)
    if stored is not None and not shown.json:
        screen.say_where(stored, shown)


def _simulated(
    questions: "Sequence[CaseQuestion]",
    workers: int | None,
    catalogue: "Catalogue",
    params: "Params",
    shown: groups.Display,
) -> "list[tuple[CaseFinding, StoredAnswer | None]]":
    """Return each answer, as found and stored, asked with a bar if somebody watches."""
    from borgerflow.experiments.questions.cases.question import stored_answer
    from borgerflow.experiments.runs.pool import WorkerPool

    found, total = [], len(questions)
    wanted = not (shown.quiet or shown.json)
    with (
        screen.progress(screen.CASES, shown.lang, wanted=wanted) as watcher,
        screen.compiling_told(shown.lang, quiet=shown.quiet),
        WorkerPool(workers) as crew,
    ):
        for done, question in enumerate(questions, start=1):
            try:
                asked = (question, catalogue, params, shown.out, crew, _documents(shown))
                answer, stored = stored_answer(*asked)
            except KeyboardInterrupt:
                raise KeyboardInterrupt(_how_to_go_on(done - 1, total)) from None
            found.append((answer, stored))
            screen.tell_aside(stored.aside if stored else None, shown.lang)
            if watcher is not None:
                lived = stored is not None and stored.fresh
                (watcher if lived else watcher.moved)(done, total)
    return found


def _how_to_go_on(done: int, total: int) -> Wording:
    return Wording(
        da=f"{done} af {total} cases er færdige; de, der er simuleret, er gemt, så den samme "
        "kommando fortsætter herfra.",
        en=f"{done} of {total} cases are finished; those that are simulated are kept, so that the "
        "same command goes on from here.",
    )
