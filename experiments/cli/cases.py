"""The command ``cases``: what municipalities have said their investments cost and give."""

import json as json_text
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.questions.cases.text import found_page, table_page
from borgerflow.experiments.questions.cases.words import SIMULATED_WORDS
from borgerflow.sim.base.errors import InputError

if TYPE_CHECKING:
    from borgerflow.experiments.questions.cases.catalogue import Catalogue
    from borgerflow.experiments.questions.cases.question import KeptCase
    from borgerflow.sim.params import Params
    from borgerflow.sim.params.cases.catalogue import Case

CaseId = Annotated[
    str | None, typer.Argument(metavar="ID", help="One case, beside a simulated year.")
]
Scheme = Annotated[
    str | None, typer.Option("--scheme", metavar="NAME", help="Only cases of this benefit.")
]
Place = Annotated[
    str | None,
    typer.Option("--municipality", metavar="NAME", help="Only cases of this municipality."),
]
Stating = Annotated[
    str | None,
    typer.Option(
        "--with",
        metavar="A,B",
        help="Only cases that state all of these: investment, kroner, persons, weeks, duration.",
    ),
]
Simulated = Annotated[
    bool, typer.Option("--simulated", help="Stated kroner beside simulated, with the ratios.")
]
SimulatedIn = Annotated[
    str,
    typer.Option("--in", metavar="NAME", help="The municipality whose year is simulated."),
]
Simulate = Annotated[
    bool,
    typer.Option(
        "--simulate",
        help="Live each case as a proposal: the effect it would need, and what is then saved.",
    ),
]
Replications = Annotated[
    int,
    typer.Option(
        "--replications",
        metavar="N",
        parser=options.whole_number,
        help="How many pairs of worlds --simulate lives.",
    ),
]
FEW = 8  # replications of one of many cases


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
        raise InputError("--simulate and --simulated are two questions: expected one of them.")
    spoken = options.language(lang)
    from borgerflow.experiments.cli.cases import Asked, show_simulated
    from borgerflow.experiments.lookup.law import held_true
    from borgerflow.experiments.questions.cases import compare as beside
    from borgerflow.experiments.questions.cases import listing as shown
    from borgerflow.experiments.questions.cases import listing_text as page
    from borgerflow.experiments.questions.cases.catalogue import catalogue_of, filtered
    from borgerflow.sim.params.cases.catalogue import Case

    held = held_true(params)
    law, catalogue = held.law, catalogue_of(held)
    labels = {name: known.label for name, known in law.schemes.items()}

    def lived_through(chosen: list[Case]) -> None:
        display = options.display(
            lang=spoken, csv_profile=None, out=out, json=json, quiet=quiet, assumptions=False
        )
        asked = Asked(simulated_in, replications, seed, workers)
        show_simulated(chosen, asked, catalogue, held, display, alone=case is not None)

    if case is not None:
        if scheme or municipality or stating:
            raise InputError("One case is named: --scheme, --municipality and --with choose many.")
        one = catalogue.case(case)
        if simulate:
            lived_through([one])
            return
        with screen.compiling_told(spoken):
            lived = beside.lived_year(simulated_in, held)
        full = shown.in_full(one, catalogue, lived, law)
        told = page.case_page(full, labels, spoken)
        screen.say(shown.case_json(full) if json else told)
        return
    amounts = [word.strip() for word in stating.split(",")] if stating else []
    chosen = filtered(catalogue, scheme, municipality, amounts)
    if simulated:
        with screen.compiling_told(spoken):
            lived = beside.lived_year(simulated_in, held)
        found = beside.overview(catalogue, chosen, lived, law)
        told = page.overview_page(found, labels, spoken)
        screen.say(shown.overview_json(found) if json else told)
        return
    if simulate:
        lived_through(chosen)
        return
    lines = shown.lines_of(chosen, catalogue, law)
    told = page.cases_page(lines, len(catalogue.cases), spoken)
    screen.say(shown.cases_json(lines) if json else told)


@dataclass(frozen=True)
class Asked:
    """How cases are to be simulated, checked."""

    municipality: str
    replications: int
    seed: int
    workers: int | None

    def __post_init__(self) -> None:
        """Refuse what no world could be asked."""
        options.refuse_below_one("--replications", self.replications)
        options.refuse_below_one("--workers", self.workers)
        if not 0 <= self.seed <= options.LARGEST_SEED:
            raise InputError(f"--seed is {self.seed}: expected a whole number from 0 to 2^63 - 1.")


def show_simulated(
    cases: "Sequence[Case]",
    asked: Asked,
    catalogue: "Catalogue",
    params: "Params",
    shown: options.Display,
    *,
    alone: bool,
) -> None:
    """Simulate cases, or find them simulated, and print one in full or many as a table."""
    from borgerflow.experiments.questions.cases.finding import table_json

    kept = _simulated(cases, asked, catalogue, params, shown)
    found = [one.content for one in kept]
    if shown.json:
        whole = json_text.dumps(found[0], ensure_ascii=False, indent=1)
        screen.say(whole if alone else table_json(asked.municipality, found))
        return
    labels = {name: scheme.label for name, scheme in params.law.schemes.items()}
    if not alone:
        screen.say(table_page(found, shown.lang))
        return
    screen.say(found_page(found[0], labels, shown.lang))
    if kept[0].folder is not None:
        screen.say(f"{SIMULATED_WORDS[shown.lang]['saved']}: {kept[0].folder}/")


def _simulated(
    cases: "Sequence[Case]",
    asked: Asked,
    catalogue: "Catalogue",
    params: "Params",
    shown: options.Display,
) -> "list[KeptCase]":
    """Return each case as it is kept, with a bar if somebody watches."""
    from borgerflow.experiments.questions.cases.question import CaseQuestion, kept_case
    from borgerflow.experiments.runs.pool import Crew

    kept = []
    wanted = not (shown.quiet or shown.json)
    with (
        screen.progress("Cases", wanted=wanted) as tick,
        screen.compiling_told(shown.lang, quiet=shown.quiet),
        Crew(asked.workers) as crew,
    ):
        for done, case in enumerate(cases, start=1):
            question = CaseQuestion(case.id, asked.municipality, asked.replications, asked.seed)
            try:
                kept.append(kept_case(question, catalogue, params, shown.out, crew))
            except KeyboardInterrupt:
                raise KeyboardInterrupt(
                    f"{done - 1} of {len(cases)} cases are finished; those that are simulated are"
                    " kept, so that the same command goes on from here."
                ) from None
            if tick is not None:
                tick(done, len(cases))
    return kept
