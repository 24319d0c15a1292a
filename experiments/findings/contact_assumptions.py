"""What a finding about talks rests on: what talks do, how they are held, what a post gives."""

from collections.abc import Iterator

from borgerflow.experiments.findings.rows import Assumption, Notice
from borgerflow.sim.params import Estimate
from borgerflow.sim.world.contact_rules import ContactPolicy
from borgerflow.sim.world.proposals.activation import course_on, form_on
from borgerflow.sim.world.tables.contact_effects import preset_of
from borgerflow.sim.world.world import World

OF_EFFECTS = {
    "from_week": ("virker fra uge", "acts from week"),
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
    "minutes": ("minutter ved udeblivelse", "minutes of one who stays away"),
    "rebooked_after_days": ("dage til ny samtale", "days until called again"),
}
OF_SANCTIONS = {
    "share": ("andel af udeblevne", "share of those who stay away"),
    "most_days": ("længst", "at most"),
    "paid": ("andel af ydelsen, der udbetales imens", "share of the benefit paid meanwhile"),
    "effect": ("virkning som samtaler", "effect as that of talks"),
}


def assumptions_of_contacts(world: World) -> Iterator[Assumption]:
    """Yield every number about talks that a world uses; none where it knows of none."""
    yield from _of_effects(world)
    yield from _of_activation(world)
    yield from _of_forms(world)
    if world.talks.staff is not None:
        for table, form, name in (
            (OF_TEAMS, world.teams, "teams"),
            (OF_NO_SHOWS, world.teams.no_shows, "teams.no_shows"),
        ):
            for field, (da, en) in table.items():
                yield Assumption.of(f"{name}.{field}", getattr(form, field), Notice(da, en))
        yield from _of_sanctions(world)


def _of_sanctions(world: World) -> Iterator[Assumption]:
    for group, form in world.sanctions.groups.items():
        for field, (da, en) in OF_SANCTIONS.items():
            label = Notice(f"{form.label.da}, {group}: {da}", f"{form.label.en}, {group}: {en}")
            yield Assumption.of(f"sanctions.{group}.{field}", getattr(form, field), label)


def _of_effects(world: World) -> Iterator[Assumption]:
    talks: ContactPolicy = world.talks
    preset = preset_of(world.params, talks)
    for scheme, form in preset.schemes.items() if preset else ():
        for field, (da, en) in OF_EFFECTS.items():
            estimate: Estimate | None = getattr(form, field)
            if estimate is not None:
                label = Notice(f"samtaler, {scheme}: {da}", f"talks, {scheme}: {en}")
                yield Assumption.of(f"contact_effects.{scheme}.{field}", estimate, label)
        for to, estimate in form.exits.items():
            label = Notice(
                f"samtaler, {scheme}: faktor på afgang til {to}",
                f"talks, {scheme}: factor on the exit to {to}",
            )
            yield Assumption.of(f"contact_effects.{scheme}.{to}", estimate, label)
        for name, group in form.groups.items():
            label = Notice(
                f"samtaler, {scheme}: virkning for gruppen {group.label.da}",
                f"talks, {scheme}: effect in the group {group.label.en}",
            )
            yield Assumption.of(f"contact_effects.{scheme}.{name}", group.effect, label)


def _of_activation(world: World) -> Iterator[Assumption]:
    """Yield what compulsory activation takes and does, where it is asked for."""
    preset = preset_of(world.params, world.talks)
    for scheme in dict.fromkeys(name for duty in world.duties for name in duty.schemes):
        form = form_on(scheme, preset)
        does = form.activation if form else None
        for name, entry, fields in (
            (f"activation.{scheme}", course_on(scheme, world.params), OF_COURSES),
            (f"contact_effects.{scheme}.activation", does, OF_ACTIVATION),
        ):
            for field, (da, en) in fields.items() if entry else ():
                label = Notice(f"aktivering, {scheme}: {da}", f"activation, {scheme}: {en}")
                yield Assumption.of(f"{name}.{field}", getattr(entry, field), label)


def _of_forms(world: World) -> Iterator[Assumption]:
    for name in dict.fromkeys(rule.kind for rule in world.talks.rules if rule.kind):
        kind, label = world.contact_forms.kinds[name], world.contact_forms.kinds[name].label
        for field in ("minutes", "kroner", "effect"):
            shown = Notice(f"{label.da}: {field}", f"{label.en}: {field}")
            yield Assumption.of(f"talks.{name}.{field}", getattr(kind, field), shown)
    for name in dict.fromkeys(form for rule in world.talks.rules for form in rule.forms):
        form, label = world.contact_forms.forms[name], world.contact_forms.forms[name].label
        for field in ("minutes", "effect"):
            shown = Notice(f"{label.da}: {field}", f"{label.en}: {field}")
            yield Assumption.of(f"talks.{name}.{field}", getattr(form, field), shown)
