"""The command ``contacts``: what another rhythm of talks does, and what staff it takes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
    from borgerflow.sim.params import Params

CAPACITIES = ("on", "off")
ANSWERING = "borgerflow.experiments.questions.contacts.question:answer_to"
Study = Annotated[
    str | None,
    typer.Argument(
        metavar="[STUDY]",
        help=told(
            da="Et af de medfølgende studier, eller stien til dit eget.",
            en="A ready question, or the path of one of your own.",
        ),
    ),
]
Schemes = Annotated[
    str,
    typer.Option(
        "--scheme",
        metavar="S[,S ...]",
        help=told(da="Ordninger med samtaler, fx dagpenge.", en="Schemes with talks, as dagpenge."),
    ),
]
Talk = Annotated[
    str,
    typer.Option(
        "--talk",
        metavar="KIND",
        help=told(
            da="Hvilken slags samtaler, fx rundbordssamtale.",
            en="What the talks are, as rundbordssamtale.",
        ),
    ),
]
Rhythm = Annotated[
    list[str] | None,
    typer.Option(
        "--rhythm",
        metavar="R",
        help=told(
            da="Hvor ofte, fx 4/aar, 11/foerste-halvaar eller 'hver 4. uge'; kan gentages.",
            en="How often, as 4/year, 11/first-half-year or 'every 4 weeks'; may be repeated.",
        ),
    ),
]
Every = Annotated[
    str | None,
    typer.Option(
        "--every",
        metavar="W,W ...",
        help=told(da="Uger mellem samtaler, fx 2,4,8.", en="Weeks between talks, as 2,4,8."),
    ),
]
FirstHalfYear = Annotated[
    str | None,
    typer.Option(
        "--first-half-year",
        metavar="N,N ...",
        help=told(da="Samtaler i de første 26 uger.", en="Talks in the first 26 weeks."),
    ),
]
Form = Annotated[
    str | None,
    typer.Option(
        "--form",
        metavar="F,F ...",
        help=told(
            da="personal, video, telephone, letter, eller blandet: personal:0,5+telephone:0,5.",
            en="personal, video, telephone, letter, or a mix as personal:0.5+telephone:0.5.",
        ),
    ),
]
Activation = Annotated[
    str | None,
    typer.Option(
        "--activation",
        metavar="W,W ...",
        help=told(
            da="Uger i forløbet, hvor aktivering er en pligt.",
            en="Weeks of the spell when activation is a duty.",
        ),
    ),
]
ContactLaw = Annotated[
    str | None,
    typer.Option(
        "--contact-law",
        metavar="D,D ...",
        help=told(
            da="Lovens samtaleregler, som de er på disse dage; den første sammenlignes der med.",
            en="The contact rules of law as of these days, that compared with first.",
        ),
    ),
]
Exempt = Annotated[
    str | None,
    typer.Option(
        "--exempt",
        metavar="S,S ...",
        help=told(
            da="Andele fritaget for samtaler, fx 0,0.1,0.25; den første sammenlignes der med.",
            en="Shares exempt from talks, as 0,0.1,0.25, that compared with first.",
        ),
    ),
]
Accuracy = Annotated[
    str | None,
    typer.Option(
        "--accuracy",
        metavar="A",
        help=told(
            da="Hvor ofte det ses, hvem der snart afgår: 0 (tilfældet) til 1.",
            en="How often it is seen who leaves soon: 0 (chance) to 1.",
        ),
    ),
]
Fte = Annotated[
    str | None,
    typer.Option(
        "--fte",
        metavar="N,N ...",
        help=told(
            da="Flere eller færre årsværk i hvert team, fx -1,0,1.",
            en="Posts more or fewer in each team, as -1,0,1.",
        ),
    ),
]
Cut = Annotated[
    str | None,
    typer.Option(
        "--cut",
        metavar="S,S ...",
        help=told(
            da="Andele af teamets årsværk, der spares, fx 0.1,0.2.",
            en="Shares of the team's posts that are cut, as 0.1,0.2.",
        ),
    ),
]
Cases = Annotated[
    list[str] | None,
    typer.Option(
        "--cases",
        "--caseload",
        metavar="N",
        help=told(
            da="Borgere pr. årsværk, det nuværende antal først; kan gentages.",
            en="Citizens per post, that of now first; may be repeated.",
        ),
    ),
]
Team = Annotated[
    list[str] | None,
    typer.Option(
        "--team",
        metavar="T=N",
        help=told(
            da="De årsværk, et team har, fx dagpenge=12; kan gentages.",
            en="The posts a team has, as dagpenge=12; may be repeated.",
        ),
    ),
]
Target = Annotated[
    str,
    typer.Option(
        "--target",
        metavar="A=L,...",
        help=told(
            da="Hvem samtalerne gælder, fx age=under_25+age_25_29.",
            en="Whose talks, as age=under_25+age_25_29.",
        ),
    ),
]
FromWeek = Annotated[
    str | None,
    typer.Option(
        "--from-week",
        metavar="W",
        help=told(da="Fra denne uge i forløbet.", en="From this week of the spell."),
    ),
]
ToWeek = Annotated[
    str | None,
    typer.Option(
        "--to-week",
        metavar="W",
        help=told(da="Til denne uge i forløbet.", en="Until this week of the spell."),
    ),
]
WeeksLeft = Annotated[
    str,
    typer.Option(
        "--weeks-left",
        metavar="A:B",
        help=told(
            da="Kun grupper, der ventes at have så mange uger igen.",
            en="Only groups with so many expected weeks left.",
        ),
    ),
]
Instead = Annotated[
    bool,
    typer.Option(
        "--instead",
        help=told(
            da="I stedet for lovens samtaler, ikke oven i dem: viser, hvad færre "
            "samtaler ville betyde.",
            en="In place of the law, not beside it: a what-if of fewer talks.",
        ),
    ),
]
Effects = Annotated[
    str,
    typer.Option(
        "--effects",
        metavar="NAME",
        help=told(
            da="Samtalernes effekt: trial, municipal, sceptic eller en fil.",
            en="What talks do: trial, municipal, sceptic or a file.",
        ),
    ),
]
Capacity = Annotated[
    str,
    typer.Option(
        "--capacity",
        metavar="on|off",
        help=told(
            da="Om sagsbehandlernes tid sætter en grænse.",
            en="Whether caseworkers' time is a limit.",
        ),
    ),
]
Hire = Annotated[
    bool,
    typer.Option(
        "--hire",
        help=told(
            da="Ansæt de sagsbehandlere, en rytme kræver; ellers må samtalerne vente.",
            en="Hire whom a rhythm needs; else its talks queue.",
        ),
    ),
]
Who = Annotated[
    bool,
    typer.Option(
        "--who",
        help=told(
            da="Hvilke grupper der kan have færre samtaler uden merudgift.",
            en="Which groups can have fewer talks at no loss.",
        ),
    ),
]
ExtraFte = Annotated[
    str | None,
    typer.Option(
        "--extra-fte",
        metavar="K",
        help=told(
            da="Den bedste brug af K årsværk på tværs af ordningerne.",
            en="The best use of K posts over the schemes.",
        ),
    ),
]
Save = Annotated[
    str | None,
    typer.Option(
        "--save",
        metavar="KR",
        help=told(
            da="Kroner, der skal spares på personale om året, hvor det koster mindst.",
            en="Kroner of staff a year to be saved where it costs least.",
        ),
    ),
]
BreakEven = Annotated[
    bool,
    typer.Option(
        "--break-even/--no-break-even",
        help=told(
            da="Om den nødvendige effekt skal vises.",
            en="Whether to say what effect would pay for it.",
        ),
    ),
]


@groups.grouped
@in_danish(
    "Undersøg, hvor ofte, hvordan og af hvor mange sagsbehandlere "
    "samtaler holdes: udfald, kroner, årsværk og frister."
)
def contacts(
    study: Study = None,
    *,
    schemes: Schemes = "",
    rhythm: Rhythm = None,
    every: Every = None,
    first_half_year: FirstHalfYear = None,
    form: Form = None,
    activation: Activation = None,
    contact_law: ContactLaw = None,
    exempt: Exempt = None,
    fte: Fte = None,
    cut: Cut = None,
    caseload: Cases = None,
    team: Team = None,
    target: Target = "",
    from_week: FromWeek = None,
    to_week: ToWeek = None,
    weeks_left: WeeksLeft = "",
    instead: Instead = False,
    talk: Talk = "",
    effects: Effects = "trial",
    accuracy: Accuracy = None,
    capacity: Capacity = "on",
    hire: Hire = False,
    who: Who = False,
    extra_fte: ExtraFte = None,
    save: Save = None,
    break_even: BreakEven = True,
    simulation: groups.Simulation,
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Sweep how often, how and by how many talks are held: outcomes, kroner, staff, deadlines."""
    typed = locals()
    options.refuse_unknown("--capacity", capacity, CAPACITIES)
    question, params = _question(_own(typed), simulation, folder)
    screen.ask(question, ANSWERING, params, simulation.workers, display)


def _question(
    own: Mapping[str, Any], simulation: groups.Simulation, folder: "Path | None"
) -> "tuple[ContactsQuestion, Params]":
    """Return a question that holds, and the params with the file of its municipality if any."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
    from borgerflow.experiments.questions.contacts.asked.validate import accepted_contacts
    from borgerflow.sim.world.municipality import with_file_of

    place = simulation.municipality or own["municipality"]
    params, place = with_file_of(load_params(folder), place)
    typed = {name: value for name, value in simulation.run().items() if value is not None}
    question = ContactsQuestion.of({**own, **typed, "municipality": place})
    return accepted_contacts(question, params), params


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
        raise InputError(_schemes_of_its_own(study))
    said = options_of(ContactsQuestion.of(own))
    if said:
        raise InputError(_options_of_its_own(study, said))
    return options_in_study(study)


def _schemes_of_its_own(study: str) -> Wording:
    return Wording(
        da=f"{study} angiver selv sine ordninger: udelad --scheme.",
        en=f"{study} names its own schemes: expected no --scheme beside it.",
    )


def _options_of_its_own(study: str, said: str) -> Wording:
    return Wording(
        da=f"{study} har sine egne tilvalg: udelad {said}.",
        en=f"{study} has options of its own: expected none beside it, got {said}.",
    )
