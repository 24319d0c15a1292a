"""What a finding about talks rests on: what talks do, how they are held, what a post gives."""

from collections.abc import Iterator, Mapping

from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate
from borgerflow.sim.params.contacts import ContactFormEntry, ContactKind
from borgerflow.sim.world.municipality import course_on
from borgerflow.sim.world.proposals.activation import form_on
from borgerflow.sim.world.tables.contacts import is_anybody_exempt
from borgerflow.sim.world.world import World

OF_EFFECTS = {
    "from_week": ("virker efter", "acts after"),
    "gain": (
        "andel af den fulde effekt pr. samtale",
        "a talk's share of the strength missing",
    ),
    "half_life_weeks": ("halveringstid", "half-life"),
    "displacement": ("fortrængning", "displacement"),
}
OF_ACTIVATION = {
    "threat": ("afgang forud", "factor on exits ahead of it"),
    "threat_weeks": ("kendes forud i", "known ahead for"),
    "lock_in": ("afgang undervejs", "factor on exits while it lasts"),
    "effect": ("afgang bagefter", "factor on exits once completed"),
    "lasts_weeks": ("virker bagefter i", "acts afterwards for"),
}
OF_COURSES = {
    "weeks": ("længde", "length"),
    "completion": ("gennemførelse", "complete it"),
    "kroner_per_week": ("pris", "price"),
}
OF_TEAMS = {
    "direct_share": ("andel af tiden i samtaler", "share of the time in talks"),
    "away_share": ("ferie og sygdom", "holidays and sickness"),
    "turnover_per_year": ("personaleomsætning", "turnover"),
    "vacancy_weeks": ("en ledig stilling står tom i", "a vacant post is empty for"),
    "hiring_lag_months": ("en ny stilling besættes efter", "a new post is filled after"),
    "booked_ahead_days": (
        "en samtale må holdes før fristen i op til",
        "a talk may be held ahead by",
    ),
    "utilisation": ("kapacitetsudnyttelse", "utilisation"),
}
OF_NO_SHOWS = {
    "share": ("udeblivelse", "stay away"),
    "minutes": ("tidsforbrug ved udeblivelse", "time of a missed talk"),
    "rebooked_after_days": ("ny samtale efter", "called again after"),
}
OF_FORMS = {
    "minutes": ("varighed", "length"),
    "kroner": ("betaling til andre", "paid to others"),
    "effect": ("effekt", "effect"),
}
OF_SANCTIONS = {
    "share": ("andel af de udeblevne", "share of those who stay away"),
    "most_days": ("varer højst", "at most"),
    "paid": ("andel af ydelsen, der udbetales imens", "share of the benefit paid meanwhile"),
    "effect": ("effekt svarende til", "effect as that of talks"),
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
    yield from _of_exemption(world)
    if world.contacts.staff is not None:
        yield from numbers_of(world.teams, "teams", OF_TEAMS)
        yield from numbers_of(world.teams.no_shows, "teams.no_shows", OF_NO_SHOWS)
        yield from _of_sanctions(world)


def _of_exemption(world: World) -> Iterator[Assumption]:
    """Yield how well it is seen who leaves soon, where anybody is exempt and it is not said."""
    if world.contacts.accuracy is None and is_anybody_exempt(world):
        label = Wording(
            "fritagelse for samtaler: hvor ofte det ses, hvem der snart afgår",
            "exemption from talks: how often it is seen who leaves soon",
        )
        yield Assumption.of(
            "talks.exemption.accuracy", world.contact_forms.exemption.accuracy, label
        )


def _of_sanctions(world: World) -> Iterator[Assumption]:
    for group, form in world.sanctions.groups.items():
        called = _called(world, group)
        da, en = f"{form.label.da}, {called.da}: ", f"{form.label.en}, {called.en}: "
        yield from numbers_of(form, f"sanctions.{group}", OF_SANCTIONS, da, en)


def _called(world: World, group: str) -> Wording:
    """Return what a group of contacts is called: a scheme, or the benefit of several."""
    if group in world.law.schemes:
        return scheme_within(world.law.schemes[group])
    glossary = world.params.glossary
    return Wording(glossary[group].term if group in glossary else group, group)


def _of_effects(world: World) -> Iterator[Assumption]:
    preset = world.preset
    for scheme, form in preset.schemes.items() if preset else ():
        prefix, called = f"contact_effects.{scheme}", scheme_within(world.law.schemes[scheme])
        da, en = f"samtaler, {called.da}: ", f"talks, {called.en}: "
        yield from numbers_of(form, prefix, OF_EFFECTS, da, en)
        for to, estimate in form.exits.items():
            there = scheme_within(world.law.schemes[to])
            label = Wording(f"{da}afgang til {there.da}", f"{en}factor on the exit to {there.en}")
            yield Assumption.of(f"{prefix}.{to}", estimate, label)
        for name, group in form.groups.items():
            own = group.label
            label = Wording(
                f"{da}effekt for gruppen »{own.da}«", f"{en}effect in the group {own.en}"
            )
            yield Assumption.of(f"{prefix}.{name}", group.effect, label)


def _of_activation(world: World) -> Iterator[Assumption]:
    """Yield what compulsory activation takes and does, where it is asked for."""
    preset = world.preset
    for scheme in dict.fromkeys(name for duty in world.duties for name in duty.schemes):
        form = form_on(scheme, preset)
        called = scheme_within(world.law.schemes[scheme])
        da, en = f"aktivering, {called.da}: ", f"activation, {called.en}: "
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
    names = {field: OF_FORMS[field] for field in fields}
    da, en = f"{form.label.da}: ", f"{form.label.en}: "
    return numbers_of(form, f"talks.{name}", names, da, en)
