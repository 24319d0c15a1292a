"""What a finding about contacts rests on, and what must be told before it is believed."""

from collections.abc import Sequence

from borgerflow.experiments.findings.assumptions import assumptions_of, ranked
from borgerflow.experiments.findings.labels import in_a_sentence, scheme_within
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion, Mode, Scope
from borgerflow.experiments.questions.contacts.asked.settings import Setting
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    LOW,
    OF_ACTIVATION,
    schemes_of,
    site_factors,
    teams_of,
    with_rhythm,
)
from borgerflow.experiments.runs.notices import interrupted_notice
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate, Params
from borgerflow.sim.params.cases.catalogue import read_case_rules
from borgerflow.sim.world.contact_rules import WITHOUT_LIMIT, Staff
from borgerflow.sim.world.proposals.activation import form_on
from borgerflow.sim.world.world import World

TRIAL = "trial"
EFFECTS, SANCTIONS = "contact_effects.", "sanctions."
BESIDE = Wording(
    "Pligten kommer oven i den aktivering, loven selv kræver, og som allerede indgår i den "
    "kalibrerede afgang og i prisen; intet er trukket fra.",
    "The duty comes on top of the law's own activation: the calibrated hazards include that, and "
    "so does its price; nothing is taken off.",
)
SHORT_OF_TIME = Wording(
    "Kun de nævnte teams har begrænset tid; i andre teams afholdes samtalerne rettidigt.",
    "Only the teams named are short of time; in other teams talks are held when due.",
)
NO_LIMIT = Wording(
    "Tiden er ingen begrænsning: samtaler afholdes rettidigt, og årsværkene følger samtalerne.",
    "Time is no limit: talks are held when due, and posts follow the talks.",
)
PRICED_BY_POST = Wording(
    "Personale er prissat pr. årsværk; samtaletiden er ikke talt med to gange.",
    "Staff is priced by full-time employee; the minutes of talks are not counted again.",
)
WITHHELD = Wording(
    "Tilbageholdt ydelse er en besparelse for betaleren og et tab for borgeren. "
    "De gennemsnitlige ydelser rummer allerede de hidtidige sanktioner: se ændringen, ikke "
    "niveauet.",
    "Benefit withheld is a saving for who pays and a loss for the citizen. The average "
    "of benefits holds the sanctions there were: read the change, not the level.",
)
HOW_SURE = Wording(
    "Effekternes usikkerhed: alle effekter er afprøvet med deres lave, midterste og høje skøn.",
    "How sure is the effect: all effects are tried at their low, central and high number.",
)
THREE_PLACES = Wording(
    "For sygemeldte er det resultaterne fra tre kommuner med samme manual: 0,80, 1,12 og 1,51 "
    "gange så høj afgang.",
    "For the sick-listed that is what three municipalities with one manual had: hazards 0.80, 1.12 "
    "and 1.51 times as high.",
)


def fte_price_of(params: Params) -> Estimate:
    """Return what a full-time employee costs a year, in prices of 2019."""
    return read_case_rules(params.directory / "cases" / "rules.yaml").fte_kroner


def assumptions_about(design: Design) -> tuple[Assumption, ...]:
    """Return every number that matters, the least known first.

    Minutes are not priced, posts are: what a post costs and gives is told in any case.
    """
    bare, scope = design.bare, design.question
    world = bare.with_contacts(staff=Staff(dict.fromkeys(bare.team_names, WITHOUT_LIMIT)))
    for rhythm in design.rhythms:
        if scope.tries_law or not rhythm.law:  # else its number of talks is a local rule's
            world = with_rhythm(world, Setting(rhythm), scope)
    groups = tuple(str(bare.law.schemes[name].contact) for name in scope.schemes)
    others = [a for a in assumptions_of(world, scope.schemes) if _matters(a, scope, groups)]
    label = Wording("pris for et årsværk", "price of a full-time employee")
    post = Assumption.of("cases.fte_kroner", fte_price_of(bare.params), label)
    return ranked([post, *others])


def _matters(assumption: Assumption, scope: Scope, groups: Sequence[str]) -> bool:
    """Tell whether a number plays a part: those of effects do in the schemes asked about.

    So do those of sanctions in the ``groups`` of contacts of these schemes.
    """
    if assumption.name.startswith(SANCTIONS):
        return assumption.name.removeprefix(SANCTIONS).split(".")[0] in groups
    if assumption.name.startswith(EFFECTS):
        return assumption.name.removeprefix(EFFECTS).split(".")[0] in scope.schemes
    return assumption.name != "costs.talk_kroner_per_minute"


def notices_about(design: Design) -> tuple[Wording, ...]:
    """Return what is to be told of any finding about contacts."""
    world, question = design.bare, design.question
    duties = question.activation
    return (
        *((BESIDE, *_silent(world, question, "aktivering", "activation")) if duties else ()),
        *_silent(world, question, "samtaler", "talks"),
        SHORT_OF_TIME if question.capacity else NO_LIMIT,
        PRICED_BY_POST,
        *_whole_team(world, question),
        *((*_recommended(world, question.schemes), WITHHELD) if question.capacity else ()),
        *_how_sure(world, question),
    )


def _how_sure(world: World, scope: Scope) -> list[Wording]:
    """Return how effects are varied, with the trial that this comes from where it was one of it."""
    if not site_factors(world, LOW):
        return []
    of_the_trial = world.contacts.effects == TRIAL and "sygedagpenge" in scope.schemes
    return [HOW_SURE, THREE_PLACES] if of_the_trial else [HOW_SURE]


def _silent(world: World, scope: Scope, da: str, en: str) -> list[Wording]:
    """Return in which schemes contacts, or activation, change nothing."""
    acts = _activation_acts if en == "activation" else _contacts_act
    change = "change" if en == "talks" else "changes"
    label = None if world.preset is None else world.preset.label
    believed = "" if label is None else f" med effekterne »{label.da}«"
    effect = "" if label is None else f" at the effect “{label.en}”"
    return [
        Wording(
            f"I {scheme_within(world.law.schemes[name]).da} ændrer {da} intet{believed}: kun "
            "prisen har betydning.",
            f"In {scheme_within(world.law.schemes[name]).en} {en} {change} nothing{effect}: only"
            " the price shows.",
        )
        for name in scope.schemes
        if not acts(world, name)
    ]


def _activation_acts(world: World, scheme: str) -> bool:
    form = form_on(scheme, world.preset)
    return form is not None and any(
        getattr(form.activation, name).value != 1 for name in OF_ACTIVATION
    )


def _contacts_act(world: World, scheme: str) -> bool:
    preset = world.preset
    form = preset.schemes.get(scheme) if preset else None
    return form is not None and any(factor.value != 1 for factor in form.exits.values())


def _whole_team(world: World, question: ContactsQuestion) -> list[Wording]:
    """Return that the posts named are a whole team's, where it also holds other contacts."""
    names = [world.scheme_names[n] for n in schemes_of(world, teams_of(world, question.schemes))]
    named = question.names_posts or question.caseload or question.team
    if not named or set(names) <= set(question.schemes):
        return []
    labels = [world.law.schemes[name].label for name in names]
    return [
        Wording(
            "Sager og årsværk er hele teamets: "
            + ", ".join(in_a_sentence(label["da"]) for label in labels)
            + ".",
            "Cases and posts are the whole team's: "
            + ", ".join(label["en"] for label in labels)
            + ".",
        )
    ]


def _recommended(world: World, schemes: Sequence[str]) -> list[Wording]:
    """Return how many cases a post should have, as posts here are those that talks take."""
    notices = []
    for name in teams_of(world, schemes):
        team = world.teams.teams[name]
        cases = team.cases_per_fte
        if cases is None or cases.low is None or cases.high is None:
            continue
        span = f"{cases.low:.0f}-{cases.high:.0f}"
        notices.append(
            Wording(
                f"Årsværk omfatter kun samtaletid ({team.label.da}); sagsbehandlere har også andre "
                f"opgaver. Vejledende er {span} sager pr. årsværk.",
                f"Needed are the posts that talks take ({team.label.en}); a caseworker does more. "
                f"Recommended are {span} cases an FTE.",
            )
        )
    return notices


def cut_short(mode: Mode, finished: int, planned: int) -> Wording:
    """Return what is missing because the user stopped."""
    if finished < planned:
        return interrupted_notice(finished, planned)
    if mode == "mix":
        return Wording(
            "Afbrudt: den valgte sammensætning er ikke regnet igennem under ét.",
            "Interrupted: the chosen mix was not simulated together.",
        )
    if mode == "extra_fte":
        return Wording(
            "Afbrudt: de valgte anvendelser er ikke regnet igennem sammen.",
            "Interrupted: the chosen uses were not simulated together.",
        )
    return Wording(
        "Afbrudt: effekternes usikkerhed, de årsværk, der overholder lovens frister, og den "
        "effekt, der tjener dem hjem, er ikke fundet.",
        "Interrupted: the uncertainty of the effect, the FTE that keep the law, and the effect "
        "that pays for them were not found.",
    )


def against_law(world: World, scope: Scope) -> tuple[Wording, ...]:
    """Return the paragraphs that are set aside where contacts take the place of the law's."""
    if not scope.instead:
        return ()
    groups = dict.fromkeys(world.law.schemes[name].contact for name in scope.schemes)
    windows = [f"law.contact.{group}.talks_in_window" for group in groups]
    laws = dict.fromkeys(world.law.parameter(name).law for name in windows)
    return tuple(
        Wording(
            f"Strider mod loven ({law}): et regneeksempel med færre samtaler, ikke et forslag.",
            f"Against the law ({law}): a what-if of fewer talks, no proposal.",
        )
        for law in laws
    )
