"""The command ``portfolio``: which proposals together, under a budget."""

from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.sim.base.errors import InputError

SomeProposals = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[P ...]", help="Among which to choose; all of the municipality by default."
    ),
]
Budget = Annotated[
    list[str] | None,
    typer.Option(
        "--budget", metavar="KR|YEAR=KR", help="Kroner for each year, or for one; may be repeated."
    ),
]
Total = Annotated[
    str | None, typer.Option("--budget-total", metavar="KR", help="Kroner over the whole horizon.")
]
AtLeast = Annotated[
    str | None,
    typer.Option("--spend-at-least", metavar="KR", help="Kroner to be spent over the horizon."),
]
Must = Annotated[
    list[str] | None,
    typer.Option("--must", metavar="P", help="A proposal to choose in any case; may be repeated."),
]
Not = Annotated[
    list[str] | None,
    typer.Option("--not", metavar="P", help="A proposal not to choose; may be repeated."),
]


@options.grouped
def portfolio(
    proposals: SomeProposals = None,
    *,
    budget: Budget = None,
    budget_total: Total = None,
    spend_at_least: AtLeast = None,
    must: Must = None,
    leave_out: Not = None,
    simulation: options.Simulation,
    folder: options.Params = None,
    display: options.Display,
) -> None:
    """Choose the proposals that together are best under a budget, and show the frontier."""
    every, by_year = budgets(budget or ())
    total = limit("--budget-total", budget_total)
    least = limit("--spend-at-least", spend_at_least)
    from borgerflow.experiments.lookup.law import ids_of, load_params_and_ids
    from borgerflow.experiments.questions.portfolio.question import PortfolioQuestion, answer_to
    from borgerflow.experiments.runs.validate import municipality_of
    from borgerflow.sim.world.municipality import with_file_of

    kinds = [tuple(sorted(names or ())) for names in (proposals, must, leave_out)]
    params, _ = load_params_and_ids(folder, [name for names in kinds for name in names])
    named, musts, left_out = map(ids_of, kinds)
    place = simulation.municipality or municipality_of(named, params)
    params, municipality = with_file_of(params, place)
    question = PortfolioQuestion(
        municipality=municipality,
        proposals=named,
        budget=every,
        budget_by_year=tuple(sorted(by_year.items())),
        budget_total=total,
        spend_at_least=least,
        must=musts,
        leave_out=left_out,
        **simulation.run(),
    )
    screen.ask(question, answer_to, params, simulation.workers, display)


def budgets(typed: list[str] | tuple[str, ...]) -> tuple[float | None, dict[int, float]]:
    """Return the budget of every year, if there is one, and those of single years.

    Raises
    ------
    InputError
        If one is no number of kroner, or is given twice.
    """
    every: float | None = None
    by_year: dict[int, float] = {}
    for text in typed:
        year, equals, amount = text.rpartition("=")
        if not equals:
            if every is not None:
                raise InputError(f"--budget is given twice for every year: {text} is the second.")
            every = kroner("--budget", text)
            continue
        if not year.isdecimal():
            raise InputError(f"--budget is {text}: expected kroner, or a year as 2019=2000000.")
        if int(year) in by_year:
            raise InputError(f"--budget is given twice for {year}: expected each year once.")
        by_year[int(year)] = kroner(f"--budget {year}", amount)
    return every, by_year


def kroner(option: str, text: str) -> float:
    """Return the kroner that were typed; whole kroner, nothing but digits."""
    if not (text.isascii() and text.isdecimal()):
        raise InputError(f"{option} is {text!r}: expected kroner in digits alone, as 2000000.")
    return float(text)


def limit(option: str, text: str | None) -> float | None:
    """Return the kroner that were typed, None if nothing was."""
    return None if text is None else kroner(option, text)
