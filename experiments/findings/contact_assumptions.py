"""What a finding about talks rests on: what talks do, how they are held, what a post gives."""

from collections.abc import Iterator, Mapping

from borgerflow.experiments.findings.rows import Assumption
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate
from borgerflow.sim.params.contacts import ContactFormEntry, ContactKind
from borgerflow.sim.world.municipality import course_on
from borgerflow.sim.world.proposals.activation import form_on
from borgerflow.sim.world.world import World

OF_EFFECTS = {
    "from_week": ("virker efter", "acts after"),
    "gain": ("en samtales andel af den manglende styrke", "a talk's share of the strength missing"),
    "half_life_weeks": ("halveringstid", "half-life"),
    "displacement": ("fortrængning", "displacement"),
}
OF_ACTIVATION = {
    "threat": ("faktor på afgang forud", "factor on exits ahead of it"),
    "threat_weeks": ("kendes forud i", "known ahead for"),
    "lock_in": ("faktor på afgang undervejs", "factor on exits while it lasts"),
    "effect": ("faktor på afgang bagefter", "factor on exits once completed"),
    "lasts_weeks": ("virker bagefter i", "acts afterwards for"),
}
OF_COURSES = {
    "weeks": ("længde", "length"),
    "completion": ("gennemfører", "complete it"),
    "kroner_per_week": ("pris pr. uge", "price a week"),
}
OF_TEAMS = {
    "direct_share": ("andel af tiden i samtaler", "share of the time in talks"),
    "away_share": ("ferie og sygdom", "holidays and sickness"),
    "turnover_per_year": ("personaleomsætning", "turnover"),
    "vacancy_weeks": ("uger en stilling er ledig", "weeks a post is vacant"),
    "hiring_lag_months": ("måneder til en ny stilling er besat", "months until a post is filled"),
    "booked_ahead_days": ("dage en samtale må holdes før frist", "days a talk may be held ahead"),
    "utilisation": ("udnyttelse", "utilisation"),
}
OF_NO_SHOWS = {
    "share": ("udebliver", "stay away"),
    "minutes": ("minutter ved udeblivelse", "minutes of a missed talk"),
    "rebooked_after_days": ("dage til ny samtale", "days until called again"),
}
OF_SANCTIONS = {
    "share": ("andel af udeblevne", "share of those who stay away"),
    "most_days": ("længst", "at most"),
    "paid": ("andel af ydelsen, der udbetales imens", "share of the benefit paid meanwhile"),
    "effect": ("virkning som samtaler", "effect as that of talks"),
}


def numbers_of(
    form: object, prefix: str, names: Mapping[str, tuple[str, str]], da: str = "", en: str = ""
) -> Iterator[Assumption]:
    """Yield the numbers of a form by their names, what it is about put before each."""
    for field, (own_da, own_en) in names.items():
        estimate: Estimate | None = getattr(form, field)
        if estimate is not None:
            label = Wording(f"{da}{own_da}", f"{en}{own_en}")
            yield Assumption.of(f"{prefix}.{field}", estimate, label)


def assumptions_of_contacts(world: World) -> Iterator[Assumption]:
    """Yield every number about talks that a world uses; none where it knows of none."""
    yield from _of_effects(world)
    yield from _of_activation(world)
    yield from _of_forms(world)
    if world.contacts.staff is not None:
        yield from numbers_of(world.teams, "teams", OF_TEAMS)
        yield from numbers_of(world.teams.no_shows, "teams.no_shows", OF_NO_SHOWS)
        yield from _of_sanctions(world)


def _of_sanctions(world: World) -> Iterator[Assumption]:
    for group, form in world.sanctions.groups.items():
        da, en = f"{form.label.da}, {group}: ", f"{form.label.en}, {group}: "
        yield from numbers_of(form, f"sanctions.{group}", OF_SANCTIONS, da, en)


def _of_effects(world: World) -> Iterator[Assumption]:
    preset = world.preset
    for scheme, form in preset.schemes.items() if preset else ():
        prefix, da, en = f"contact_effects.{scheme}", f"samtaler, {scheme}: ", f"talks, {scheme}: "
        yield from numbers_of(form, prefix, OF_EFFECTS, da, en)
        for to, estimate in form.exits.items():
            label = Wording(f"{da}faktor på afgang til {to}", f"{en}factor on the exit to {to}")
            yield Assumption.of(f"{prefix}.{to}", estimate, label)
        for name, group in form.groups.items():
            own = group.label
            label = Wording(
                f"{da}virkning for gruppen {own.da}", f"{en}effect in the group {own.en}"
            )
            yield Assumption.of(f"{prefix}.{name}", group.effect, label)


def _of_activation(world: World) -> Iterator[Assumption]:
    """Yield what compulsory activation takes and does, where it is asked for."""
    preset = world.preset
    for scheme in dict.fromkeys(name for duty in world.duties for name in duty.schemes):
        form = form_on(scheme, preset)
        da, en = f"aktivering, {scheme}: ", f"activation, {scheme}: "
        course = course_on(scheme, world.params)
        yield from numbers_of(course, f"activation.{scheme}", OF_COURSES, da, en)
        if form and form.activation:
            prefix = f"contact_effects.{scheme}.activation"
            yield from numbers_of(form.activation, prefix, OF_ACTIVATION, da, en)


def _of_forms(world: World) -> Iterator[Assumption]:
    for name in dict.fromkeys(rule.kind for rule in world.contacts.rules if rule.kind):
        yield from _of_form(world.contact_forms.kinds[name], name, "minutes", "kroner", "effect")
    for name in dict.fromkeys(form for rule in world.contacts.rules for form in rule.forms):
        yield from _of_form(world.contact_forms.forms[name], name, "minutes", "effect")


def _of_form(form: ContactFormEntry | ContactKind, name: str, *fields: str) -> Iterator[Assumption]:
    names = {field: (field, field) for field in fields}
    da, en = f"{form.label.da}: ", f"{form.label.en}: "
    return numbers_of(form, f"talks.{name}", names, da, en)
