"""The command ``contacts``: what another rhythm of talks does, and what staff it takes."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.sim.base.errors import InputError

CAPACITIES = ("on", "off")
Schemes = Annotated[
    str, typer.Option("--scheme", metavar="S[,S ...]", help="Schemes with talks, as dagpenge.")
]
Study = Annotated[
    str | None,
    typer.Argument(metavar="[STUDY]", help="A ready question, or the path of one of your own."),
]
Talk = Annotated[
    str,
    typer.Option("--talk", metavar="KIND", help="What the talks are, as rundbordssamtale."),
]
Rhythm = Annotated[
    list[str] | None,
    typer.Option(
        "--rhythm",
        metavar="R",
        help="How often, as 4/year, 11/first-half-year or 'every 4 weeks'; may be repeated.",
    ),
]
Every = Annotated[
    str | None, typer.Option("--every", metavar="W,W ...", help="Weeks between talks, as 2,4,8.")
]
FirstHalfYear = Annotated[
    str | None,
    typer.Option("--first-half-year", metavar="N,N ...", help="Talks in the first 26 weeks."),
]
Form = Annotated[
    str | None,
    typer.Option(
        "--form",
        metavar="F,F ...",
        help="personal, video, telephone, letter, or a mix as personal:0.5+telephone:0.5.",
    ),
]
Activation = Annotated[
    str | None,
    typer.Option(
        "--activation", metavar="W,W ...", help="Weeks of the spell when activation is a duty."
    ),
]
Fte = Annotated[
    str | None,
    typer.Option("--fte", metavar="N,N ...", help="Posts more or fewer in each team, as -1,0,1."),
]
Cases = Annotated[
    list[str] | None,
    typer.Option(
        "--cases",
        "--caseload",
        metavar="N",
        help="Citizens per post, that of now first; may be repeated.",
    ),
]
Team = Annotated[
    list[str] | None,
    typer.Option(
        "--team", metavar="T=N", help="The posts a team has, as dagpenge=12; may be repeated."
    ),
]
Target = Annotated[
    str,
    typer.Option("--target", metavar="A=L,...", help="Whose talks, as age=under_25+age_25_29."),
]
FromWeek = Annotated[
    str | None, typer.Option("--from-week", metavar="W", help="From this week of the spell.")
]
ToWeek = Annotated[
    str | None, typer.Option("--to-week", metavar="W", help="Until this week of the spell.")
]
WeeksLeft = Annotated[
    str,
    typer.Option(
        "--weeks-left", metavar="A:B", help="Only groups with so many expected weeks left."
    ),
]
Instead = Annotated[
    bool,
    typer.Option("--instead", help="In place of the law, not beside it: a what-if of fewer talks."),
]
Effects = Annotated[
    str,
    typer.Option(
        "--effects", metavar="NAME", help="What talks do: trial, municipal, sceptic or a file."
    ),
]
Capacity = Annotated[
    str, typer.Option("--capacity", metavar="on|off", help="Whether caseworkers' time is a limit.")
]
Hire = Annotated[
    bool, typer.Option("--hire", help="Hire whom a rhythm needs; else its talks queue.")
]
Who = Annotated[bool, typer.Option("--who", help="Which groups can have fewer talks at no loss.")]
ExtraFte = Annotated[
    str | None,
    typer.Option("--extra-fte", metavar="K", help="The best use of K posts over the schemes."),
]
BreakEven = Annotated[
    bool,
    typer.Option(
        "--break-even/--no-break-even", help="Whether to say what effect would pay for it."
    ),
]


@options.grouped
def contacts(
    study: Study = None,
    *,
    schemes: Schemes = "",
    rhythm: Rhythm = None,
    every: Every = None,
    first_half_year: FirstHalfYear = None,
    form: Form = None,
    activation: Activation = None,
    fte: Fte = None,
    caseload: Cases = None,
    team: Team = None,
    target: Target = "",
    from_week: FromWeek = None,
    to_week: ToWeek = None,
    weeks_left: WeeksLeft = "",
    instead: Instead = False,
    talk: Talk = "",
    effects: Effects = "trial",
    capacity: Capacity = "on",
    hire: Hire = False,
    who: Who = False,
    extra_fte: ExtraFte = None,
    break_even: BreakEven = True,
    simulation: options.Simulation,
    folder: options.Params = None,
    display: options.Display,
) -> None:
    """Sweep how often, how and by how many talks are held: outcomes, kroner, staff, deadlines."""
    typed = locals()
    options.refuse_unknown("--capacity", capacity, CAPACITIES)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
    from borgerflow.experiments.questions.contacts.question import answer_to
    from borgerflow.experiments.runs.validate import refuse_before_rates
    from borgerflow.sim.world.municipality import with_file_of

    own = _own(typed)
    place = simulation.municipality or own["municipality"]
    params, municipality = with_file_of(load_params(folder), place)
    where = {"municipality": municipality}
    question = ContactsQuestion.of({**own, **simulation.run(), **where})
    refuse_before_rates(question.horizon[0], params)
    screen.ask(question, answer_to, params, simulation.workers, display)


def _own(typed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is asked about contacts: as typed, or as a ready study has it."""
    from borgerflow.experiments.questions.contacts.asked.command_line import (
        options_of,
        options_typed,
    )
    from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
    from borgerflow.experiments.questions.contacts.asked.studies import options_in_study
    from borgerflow.experiments.runs.validate import DEFAULT_MUNICIPALITY

    own = {"municipality": DEFAULT_MUNICIPALITY, **options_typed(typed)}
    study = typed["study"]
    if study is None:
        return own
    if typed["schemes"]:
        raise InputError(f"{study} names its own schemes: expected no --scheme beside it.")
    said = options_of(ContactsQuestion.of(own))
    if said:
        raise InputError(f"{study} has options of its own: expected none beside it, got {said}.")
    return options_in_study(study)
