"""The command ``portfolio``: which proposals together, under a budget."""

import re
from typing import Annotated

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.typed import sizes
from borgerflow.experiments.typed.numbers import whole_number
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same

YEAR = re.compile(r"\d{4}", re.ASCII)
LIMIT = re.compile(r"([^:=]+)(?::(\d{4}))?=(.*)", re.ASCII)
FRAMES_TYPED = dict.fromkeys(("overførsler", "overfoersler", "transfers"), "transfers")
FRAMES_TYPED |= dict.fromkeys(("service", "serviceudgifter"), "service")
A_FRAME = Wording(
    ": der skal stå en ramme og kroner, som service:2020=2500000 eller service=2500000.",
    ": expected a frame and kroner, as service:2020=2500000 or service=2500000.",
)
SAID_BEFORE = Wording(
    " står for en ramme og et år, der allerede er angivet: skriv hver én gang.",
    " is of a frame and year given before: expected each once.",
)
SomeProposals = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[P ...]",
        help=told(
            da="De forslag, der vælges imellem; ellers alle kommunens.",
            en="Among which to choose; all of the municipality by default.",
        ),
    ),
]
Budget = Annotated[
    list[str] | None,
    typer.Option(
        "--budget",
        metavar="KR|YEAR=KR",
        help=told(
            da="Beløb for hvert år, eller for ét år; kan gentages.",
            en="Kroner for each year, or for one; may be repeated.",
        ),
    ),
]
Total = Annotated[
    float | None,
    typer.Option(
        "--budget-total",
        metavar="KR",
        parser=options.whole("--budget-total", sizes.KRONER),
        help=told(da="Beløb for hele perioden.", en="Kroner over the whole horizon."),
    ),
]
AtLeast = Annotated[
    float | None,
    typer.Option(
        "--spend-at-least",
        metavar="KR",
        parser=options.whole("--spend-at-least", sizes.KRONER),
        help=told(
            da="Kroner, der skal bruges i perioden.", en="Kroner to be spent over the horizon."
        ),
    ),
]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="FRAME:YEAR=KR",
        help=told(
            da="Hvad valget højst må give netto på en ramme i et år, service eller transfers"
            " (overførsler); uden år i hvert år: service=2500000; kan gentages.",
            en="What the choice may come to at most on a frame in a year, service or transfers;"
            " in every year without one: service=2500000; may be repeated.",
        ),
    ),
]
Must = Annotated[
    list[str] | None,
    typer.Option(
        "--must",
        metavar="P",
        help=told(
            da="Et forslag, der skal vælges under alle omstændigheder; kan gentages.",
            en="A proposal to choose in any case; may be repeated.",
        ),
    ),
]
Not = Annotated[
    list[str] | None,
    typer.Option(
        "--not",
        metavar="P",
        help=told(
            da="Et forslag, der ikke må vælges; kan gentages.",
            en="A proposal not to choose; may be repeated.",
        ),
    ),
]

Draws = Annotated[
    int,
    typer.Option(
        "--draws",
        metavar="N",
        parser=options.whole("--draws", sizes.DRAWS_OR_NONE),
        show_default=told(da="0, ingen", en="0, none"),
        help=told(
            da="Så mange gange trækkes forslagenes usikre tal, for at vise valgets sikkerhed.",
            en="How often the proposals' uncertain numbers are drawn, to tell how sure it is.",
        ),
    ),
]


@groups.grouped
@in_danish(
    "Vælg de forslag, der tilsammen er bedst under et budget, og vis, "
    "hvad hvert beløb højst kan give."
)
def portfolio(
    proposals: SomeProposals = None,
    *,
    budget: Budget = None,
    budget_total: Total = None,
    spend_at_least: AtLeast = None,
    limit: Limit = None,
    must: Must = None,
    leave_out: Not = None,
    draws: Draws = 0,
    simulation: groups.Simulation,
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Choose the proposals that together are best under a budget, and show the frontier."""
    every, by_year = budgets(budget or ())
    frames = limits_typed(limit or ())
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.questions.portfolio.asked import PortfolioQuestion, accepted_choice
    from borgerflow.experiments.runs.validate import municipality_of
    from borgerflow.sim.params.proposals.own_files import ids_of
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
        budget_total=budget_total,
        spend_at_least=spend_at_least,
        must=musts,
        leave_out=left_out,
        draws=draws,
        limits=frames,
        **simulation.run(),
    )
    question = accepted_choice(question, params)
    answering = "borgerflow.experiments.questions.portfolio.question:answer_to"
    screen.ask(question, answering, params, simulation.workers, display)


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
                raise InputError(_twice(None, text))
            every = kroner("--budget", text)
            continue
        if not YEAR.fullmatch(year):
            raise InputError(_no_year(text))
        if int(year) in by_year:
            raise InputError(_twice(year, text))
        by_year[int(year)] = kroner(f"--budget {year}", amount)
    return every, by_year


def limits_typed(
    typed: list[str] | tuple[str, ...],
) -> tuple[tuple[str, int | None, float], ...]:
    """Return the kroner at most on each frame, of a year or of all, in order.

    Raises
    ------
    InputError
        If one names no frame, is no number of kroner, or is given twice.
    """
    from borgerflow.experiments.questions.portfolio.asked import in_order

    found: dict[tuple[str, int | None], float] = {}
    for text in typed:
        written = LIMIT.fullmatch(text)
        if written is None:
            raise InputError(Wording("--limit er ", "--limit is ") + quoted(text) + A_FRAME)
        frame, year, amount = written.groups()
        name = FRAMES_TYPED.get(frame.casefold(), frame)
        key = name, int(year) if year else None
        if key in found:
            raise InputError(same("--limit: ") + quoted(text) + SAID_BEFORE)
        option = f"--limit {text.rpartition('=')[0]}"
        found[key] = float(whole_number(option, amount, sizes.KRONER_SIGNED))
    return in_order((frame, year, kroner) for (frame, year), kroner in found.items())


def kroner(option: str, text: str) -> float:
    """Return the kroner that were typed; whole kroner, nothing but digits."""
    return float(whole_number(option, text, sizes.KRONER))


def _twice(year: str | None, text: str) -> Wording:
    """Return that a budget is given twice, of a year or of all."""
    if year is not None:
        return Wording(
            da=f"--budget er angivet to gange for {year}: skriv hvert år én gang.",
            en=f"--budget is given twice for {year}: expected each year once.",
        )
    said = Wording(
        "--budget er angivet to gange for alle år: ", "--budget is given twice for every year: "
    )
    return said + quoted(text) + Wording(" er den anden.", " is the second.")


def _no_year(text: str) -> Wording:
    expected = Wording(
        da=": der skal stå kroner, eller et år som 2019=2000000.",
        en=": expected kroner, or a year as 2019=2000000.",
    )
    return Wording("--budget er ", "--budget is ") + quoted(text) + expected
