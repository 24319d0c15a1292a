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


def cases(
    case: CaseId = None,
    *,
    scheme: Scheme = None,
    municipality: Place = None,
    stating: Stating = None,
    simulated: Simulated = False,
    simulated_in: SimulatedIn = "herning",
    params: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """List municipal cases; show one, or all, beside what a simulated person costs."""
    spoken = options.language(lang)
    from experiments import cases as catalogued
    from experiments import cases_beside, cases_shown
    from experiments.cli import cases_page
    from experiments.lookup import held_true

    held = held_true(params)
    law, catalogue = held.law, catalogued.catalogue_of(held)
    labels = {name: known.label for name, known in law.schemes.items()}
    if case is not None:
        if scheme or municipality or stating:
            raise InputError("One case is named: --scheme, --municipality and --with choose many.")
        one = catalogue.case(case)
        with screen.compiling_told(spoken):
            lived = cases_beside.lived_year(simulated_in, held)
        full = cases_shown.in_full(one, catalogue, lived, law)
        page = cases_page.case_page(full, labels, spoken)
        screen.say(cases_shown.case_json(full) if json else page)
        return
    amounts = [word.strip() for word in stating.split(",")] if stating else []
    chosen = catalogued.filtered(catalogue, scheme, municipality, amounts)
    if simulated:
        with screen.compiling_told(spoken):
            lived = cases_beside.lived_year(simulated_in, held)
        found = cases_beside.overview(catalogue, chosen, lived, law)
        page = cases_page.overview_page(found, labels, spoken)
        screen.say(cases_shown.overview_json(found) if json else page)
        return
    lines = cases_shown.lines_of(chosen, catalogue, law)
    page = cases_page.cases_page(lines, len(catalogue.cases), spoken)
    screen.say(cases_shown.cases_json(lines) if json else page)
