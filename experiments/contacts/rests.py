"""What a finding about talks rests on, and what must be told before it is believed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from experiments.assumptions import assumptions_of, least_known_first
from experiments.contacts.settings import Rhythm, Scope
from experiments.contacts.worlds import LOW, named_preset, site_factors
from experiments.findings import Assumption, Notice
from experiments.notices import interrupted_notice
from sim.params import Estimate, Params, read_model
from sim.params.cases import read_case_rules
from sim.params.talks import TalkForms
from sim.world import World

TEAM_NUMBERS = {
    "direct_share": ("tid i samtaler", "time spent in talks"),
    "away_share": ("fravær", "time away"),
    "turnover_per_year": ("afgang blandt medarbejdere", "turnover of staff"),
    "vacancy_weeks": ("uger en stilling står tom", "weeks a post stands empty"),
    "hiring_lag_months": ("måneder til en ny er ansat", "months until somebody is hired"),
    "utilisation": ("udnyttelse i udgangspunktet", "utilisation to begin with"),
    "booked_ahead_days": ("dage en samtale kan rykkes frem", "days a talk may be held ahead"),
}


def fte_price_of(params: Params) -> Estimate:
    """Return what a full-time employee costs a year, in prices of 2019."""
    return read_case_rules(params.directory / "cases" / "rules.yaml").fte_kroner


def assumptions_about(
    world: World, schemes: Sequence[str], rhythms: Sequence[Rhythm]
) -> tuple[Assumption, ...]:
    """Return every number that matters, the least known first."""
    own = [
        *_of_effects(world, schemes),
        *_of_teams(world),
        *_of_forms(world, rhythms),
        _told(
            "cases.fte_kroner",
            fte_price_of(world.params),
            Notice("pris for et årsværk", "price of a full-time employee"),
        ),
    ]
    others = [
        each
        for each in assumptions_of(world, schemes)
        if each.name != "costs.talk_kroner_per_minute"  # talks are priced by posts
    ]
    return least_known_first([*own, *others])


def _of_effects(world: World, schemes: Sequence[str]) -> Iterator[Assumption]:
    preset = named_preset(world)
    for scheme in schemes if preset else ():
        form = preset.schemes.get(scheme) if preset else None
        if form is None:
            continue
        for to, factor in form.exits.items():
            label = Notice(
                f"samtalers virkning {scheme} til {to}", f"effect of talks {scheme} to {to}"
            )
            yield _told(f"contact_effects.{scheme}.{to}", factor, label)
        for name, da, en in (
            ("gain", "virkning af én samtale", "effect of a single talk"),
            ("half_life_weeks", "halveringstid af virkningen", "half-life of the effect"),
        ):
            label = Notice(f"{scheme}: {da}", f"{scheme}: {en}")
            yield _told(f"contact_effects.{scheme}.{name}", getattr(form, name), label)


def _of_teams(world: World) -> Iterator[Assumption]:
    for name, (da, en) in TEAM_NUMBERS.items():
        yield _told(f"teams.{name}", getattr(world.teams, name), Notice(da, en))
    shows = world.teams.no_shows
    yield _told(
        "teams.no_shows.share", shows.share, Notice("udeblivelser", "talks nobody comes to")
    )


def _of_forms(world: World, rhythms: Sequence[Rhythm]) -> Iterator[Assumption]:
    named = dict.fromkeys(name for rhythm in rhythms for name, _ in rhythm.forms)
    if not named:
        return
    forms = read_model(world.params.directory / "model" / "talks.yaml", TalkForms).forms
    for name in named:
        for field, da, en in (("minutes", "tid", "time"), ("effect", "virkning", "effect")):
            label = Notice(
                f"{forms[name].label.da}: {da} i forhold til personligt",
                f"{forms[name].label.en}: {en} beside in person",
            )
            yield _told(f"talks.forms.{name}.{field}", getattr(forms[name], field), label)


def _told(name: str, estimate: Estimate, label: Notice) -> Assumption:
    return Assumption(
        name,
        estimate.value,
        estimate.grade,
        estimate.source,
        estimate.unit,
        estimate.low,
        estimate.high,
        label,
    )


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
    if limited:
        notices.append(
            Notice(
                "Kun de nævnte teams har begrænset tid; i andre teams holdes samtaler til tiden.",
                "Only the teams named are short of time; in other teams talks are held when due.",
            )
        )
    notices.append(
        Notice(
            "Personale er prissat pr. årsværk; samtalens minutter er ikke talt med en gang til.",
            "Staff is priced by full-time employee; the minutes of talks are not counted again.",
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


def cut_short(finished: int, planned: int) -> Notice:
    """Return what is missing because the user stopped."""
    if finished < planned:
        return interrupted_notice(finished, planned)
    return Notice(
        "Afbrudt: usikkerheden om virkningen og de årsværk, der holder loven, er ikke fundet.",
        "Interrupted: the uncertainty of the effect and the FTE that keep the law were not found.",
    )


def _moves(world: World, scheme: str) -> bool:
    preset = named_preset(world)
    form = preset.schemes.get(scheme) if preset else None
    return form is not None and any(factor.value != 1 for factor in form.exits.values())


def _preset_name(world: World) -> str:
    return Path(world.talks.effects).stem


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
