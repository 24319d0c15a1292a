"""The command ``cases``: what municipalities have said their investments cost and give."""

# ruff: noqa: PLC0415
from typing import Annotated

import typer

from experiments.cli import options, screen
from sim.errors import InputError

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
    from experiments.cases import beside, shown
    from experiments.cases.catalogue import Case, catalogue_of, filtered
    from experiments.cli.cases import page
    from experiments.cli.cases.simulating import Asked, show_simulated
    from experiments.lookup import held_true

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
