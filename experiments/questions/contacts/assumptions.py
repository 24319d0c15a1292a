"""What a finding about talks rests on, and what must be told before it is believed."""

from collections.abc import Sequence
from pathlib import Path

from borgerflow.experiments.findings.assumptions import assumptions_of, least_known_first
from borgerflow.experiments.findings.rows import Assumption, Notice
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Scope, Setting
from borgerflow.experiments.questions.contacts.asked.validate import Asked, asks_for_activation
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    LOW,
    OF_ACTIVATION,
    PLENTY,
    named_preset,
    site_factors,
    teams_of,
    with_rhythm,
)
from borgerflow.experiments.runs.notices import interrupted_notice
from borgerflow.sim.params import Estimate, Params
from borgerflow.sim.params.cases.catalogue import read_case_rules
from borgerflow.sim.world.contact_rules import Staff
from borgerflow.sim.world.proposals.activation import form_on
from borgerflow.sim.world.world import World

BESIDE = Notice(
    "Pligten kommer oven i lovens egen aktivering: den rummes i den afgang, der er kalibreret, og "
    "i dens pris; intet er trukket fra.",
    "The duty stands beside the law's own activation: the calibrated hazards hold that, and so "
    "does its price; nothing is taken off.",
)


def activation_notices(world: World, scope: Scope, rhythms: Sequence[Rhythm]) -> list[Notice]:
    """Return what is to be told where compulsory activation is tried."""
    if not asks_for_activation(rhythms):
        return []
    believed = Path(world.contacts.effects).stem
    silent = [name for name in scope.schemes if not _acts(world, name)]
    return [
        BESIDE,
        *(
            Notice(
                f"I {name} ændrer aktivering intet i {believed!r}: kun prisen ses.",
                f"In {name} activation changes nothing under {believed!r}: only the price shows.",
            )
            for name in silent
        ),
    ]


def _acts(world: World, scheme: str) -> bool:
    form = form_on(scheme, named_preset(world))
    return form is not None and any(
        getattr(form.activation, name).value != 1 for name in OF_ACTIVATION
    )


EFFECTS, SANCTIONS = "contact_effects.", "sanctions."


def fte_price_of(params: Params) -> Estimate:
    """Return what a full-time employee costs a year, in prices of 2019."""
    return read_case_rules(params.directory / "cases" / "rules.yaml").fte_kroner


def assumptions_about(
    world: World, scope: Scope, rhythms: Sequence[Rhythm]
) -> tuple[Assumption, ...]:
    """Return every number that matters, the least known first.

    Minutes are not priced, posts are: what a post costs and gives is told in any case.
    """
    told = world.with_contacts(staff=Staff(dict.fromkeys(world.team_names, PLENTY)))
    for rhythm in rhythms:
        told = with_rhythm(told, Setting(rhythm), scope)
    groups = tuple(str(world.law.schemes[name].contact) for name in scope.schemes)
    others = [a for a in assumptions_of(told, scope.schemes) if _matters(a, scope, groups)]
    label = Notice("pris for et årsværk", "price of a full-time employee")
    post = Assumption.of("cases.fte_kroner", fte_price_of(world.params), label)
    return least_known_first([post, *others])


def _matters(assumption: Assumption, scope: Scope, groups: Sequence[str]) -> bool:
    """Tell whether a number plays a part: those of effects do in the schemes asked about.

    So do those of sanctions in the ``groups`` of contacts of these schemes.
    """
    if assumption.name.startswith(SANCTIONS):
        return assumption.name.removeprefix(SANCTIONS).split(".")[0] in groups
    if assumption.name.startswith(EFFECTS):
        return assumption.name.removeprefix(EFFECTS).split(".")[0] in scope.schemes
    return assumption.name != "costs.talk_kroner_per_minute"


def notices_about(world: World, schemes: Sequence[str], *, limited: bool) -> list[Notice]:
    """Return what is to be told of any finding about talks."""
    preset = named_preset(world)
    silent = [name for name in schemes if preset is None or not _moves(world, name)]
    notices = [
        Notice(
            f"I {name} ændrer samtaler intet i {_preset_name(world)!r}: kun prisen ses.",
            f"In {name} talks change nothing under {_preset_name(world)!r}: only the price shows.",
        )
        for name in silent
    ]
    notices.append(
        Notice(
            "Kun de nævnte teams har begrænset tid; i andre teams holdes samtaler til tiden.",
            "Only the teams named are short of time; in other teams talks are held when due.",
        )
        if limited
        else Notice(
            "Tiden er ingen grænse: samtaler holdes til tiden, og årsværk følger samtalerne.",
            "Time is no limit: talks are held when due, and posts follow the talks.",
        )
    )
    notices.append(
        Notice(
            "Personale er prissat pr. årsværk; samtalens minutter er ikke talt med en gang til.",
            "Staff is priced by full-time employee; the minutes of talks are not counted again.",
        )
    )
    if limited:
        notices += _recommended(world, schemes)
        notices.append(
            Notice(
                "Tilbageholdt ydelse er en besparelse for betaleren og et tab for borgeren. "
                "Ydelsernes gennemsnit rummer allerede de sanktioner, der var: se ændringen, ikke "
                "niveauet.",
                "Benefit withheld is a saving for who pays and a loss for the citizen. The average "
                "of benefits holds the sanctions there were: read the change, not the level.",
            )
        )
    if site_factors(world, LOW):
        notices.append(
            Notice(
                "Hvor sikker er virkningen: tre kommuner med samme manual fik 0,80, 1,12 og 1,51 "
                "gange så høj afgang. Hver tæller en tredjedel: alle virkninger ved deres laveste, "
                "midterste og højeste tal.",
                "How sure is the effect: three municipalities with one manual had hazards 0.80, "
                "1.12 and 1.51 times as high. Each counts a third: all effects at their low, "
                "central and high number.",
            )
        )
    return notices


def _recommended(world: World, schemes: Sequence[str]) -> list[Notice]:
    """Return how many cases a post should have, as posts here are those that talks take."""
    notices = []
    for name in teams_of(world, schemes):
        team = world.teams.teams[name]
        cases = team.cases_per_fte
        if cases is None or cases.low is None or cases.high is None:
            continue
        span = f"{cases.low:.0f}-{cases.high:.0f}"
        notices.append(
            Notice(
                f"Årsværk er dem, samtaler tager ({team.label.da}); en sagsbehandler gør mere. "
                f"Vejledende er {span} sager pr. årsværk.",
                f"Posts are those that talks take ({team.label.en}); a caseworker does more. "
                f"Recommended are {span} cases an FTE.",
            )
        )
    return notices


def cut_short(asked: Asked, finished: int, planned: int) -> Notice:
    """Return what is missing because the user stopped."""
    if finished < planned:
        return interrupted_notice(finished, planned)
    if asked == "extra_fte":
        return Notice(
            "Afbrudt: de valgte anvendelser er ikke regnet igennem sammen.",
            "Interrupted: the chosen uses were not lived together.",
        )
    return Notice(
        "Afbrudt: usikkerheden om virkningen og de årsværk, der holder loven, er ikke fundet.",
        "Interrupted: the uncertainty of the effect and the FTE that keep the law were not found.",
    )


def _moves(world: World, scheme: str) -> bool:
    preset = named_preset(world)
    form = preset.schemes.get(scheme) if preset else None
    return form is not None and any(factor.value != 1 for factor in form.exits.values())


def _preset_name(world: World) -> str:
    return Path(world.contacts.effects).stem


def against_law(world: World, scope: Scope) -> tuple[Notice, ...]:
    """Return the paragraphs that are set aside where talks take the place of the law."""
    if not scope.instead:
        return ()
    groups = dict.fromkeys(world.law.schemes[name].contact for name in scope.schemes)
    laws = dict.fromkeys(
        world.law.parameter(f"law.contact.{group}.talks_in_window").law for group in groups
    )
    return tuple(
        Notice(
            f"Strider mod loven ({law}): et regnestykke om færre samtaler, ikke et forslag.",
            f"Against the law ({law}): a what-if of fewer talks, no proposal.",
        )
        for law in laws
    )
