"""Mechanisms that change nothing: whose effect is none, whose days are others, who meet nobody.

Told too: those whose scheme law ends on the way, and savings that law gives by itself.

Knows a world and how many spells each mechanism met; simulates nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from borgerflow.experiments.findings.doubts import IdleMechanism, Reason
from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.text import sized
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.wording import Wording, sentence
from borgerflow.sim.engines.meetings import Rows, acting_rows
from borgerflow.sim.params import Estimate, LawBook, Mechanism, Proposal
from borgerflow.sim.params.law.values import Parameter, Value
from borgerflow.sim.params.proposals.mechanisms import (
    CapacityMechanism,
    ContactMechanism,
    LawPatch,
)
from borgerflow.sim.params.proposals.spared import saved_by_law_from
from borgerflow.sim.params.reading.forms import Label
from borgerflow.sim.world.proposals.mechanisms import steps_of
from borgerflow.sim.world.world import World

NONE_LEFT = {
    "deadweight": Wording(
        "hele effekten ville være kommet alligevel", "all of its effect would have come anyway"
    ),
    "displacement": Wording(
        "hele effekten tages fra andre", "all of its effect is taken from others"
    ),
}
SHARES = {
    "reach": ("dens dækningsgrad", "reach"),
    "implementation": ("dens implementeringsgrad", "implementation"),
    "recruited": ("optagelsen", "recruiting"),
}
NO_RHYTHM = Wording(
    "den kræver ikke andre samtaler end loven",
    "it asks for no other talks than the law does",
)
AS_BEFORE = Wording("loven siger det samme i forvejen", "the law says the same already")
NO_POSTS = Wording("den giver 0 årsværk", "it gives 0 FTE")
NEVER = Wording("forslaget slutter, før den begynder", "the proposal ends before it begins")
NOBODY = Wording(
    "ingen borgere er i målgruppen, mens den gælder",
    "nobody whom it reaches is there while it is in force",
)
VERBS = {
    "nobody": Wording("virker på ingen", "acts on nobody"),
    "ended": Wording("virker kun en del af tiden", "acts for a part of the time alone"),
    "law": Wording("medregner en besparelse, som loven giver", "counts in a saving that law gives"),
}
CHANGES_NOTHING = Wording("ændrer intet", "changes nothing")
Part = Mechanism | ContactMechanism | CapacityMechanism | LawPatch
Cause = tuple[Reason, Wording]


class Horizon(NamedTuple):
    """The first day that is asked about and the day after the last."""

    start: int
    end: int


def idle_mechanisms(
    world: World, horizon: Horizon, met: Mapping[str, int] | None = None
) -> tuple[IdleMechanism, ...]:
    """Return the mechanisms of the proposals that change nothing, in their order.

    Parameters
    ----------
    horizon : Horizon
        The days in which a mechanism must be in force to change anything that is told.
    met : mapping, optional
        How many spells each mechanism met, by name; one that is not named is not said to have
        met nobody.
    """
    rows = acting_rows(world)
    found = [
        (f"{proposal.id}.{name}", label, cause)
        for proposal in world.proposals
        for name, label, cause in (
            *(
                (part.name, part.label, why)
                for part, why in _causes(world, proposal, horizon, rows)
            ),
            *_saving_of_law(world.params.law, proposal, horizon),
        )
    ]
    return tuple(
        IdleMechanism(name, Wording(label.da, label.en), *(cause or ("nobody", NOBODY)))
        for name, label, cause in found
        if cause or (met or {}).get(name) == 0
    )


def _saving_of_law(
    law: LawBook, proposal: Proposal, horizon: Horizon
) -> Iterator[tuple[str, Label, Cause]]:
    """Yield that a proposal saves on a duty that law no longer has, if it does."""
    if proposal.spares is None:
        return
    since = saved_by_law_from(proposal, law.parameter(proposal.spares))
    if since is not None and since < horizon.end:
        first = iso_date(max(since, horizon.start))
        why = Wording(
            f"fra {first} kræver loven ikke længere det, der spares",
            f"from {first} law no longer asks for what is spared",
        )
        yield "cost", proposal.title, ("law", why)


def _causes(
    world: World, proposal: Proposal, horizon: Horizon, rows: Rows
) -> Iterator[tuple[Part, Cause | None]]:
    """Yield each part of a proposal with what alone keeps it from changing anything, if it does."""
    for mechanism in proposal.mechanisms:
        acts = bool(rows[f"{proposal.id}.{mechanism.name}"])
        cause = _cause_of_mechanism(proposal, mechanism, horizon, acts=acts)
        yield mechanism, cause or _scheme_ended(world.law, proposal, mechanism, horizon)
    for asked in proposal.contacts:
        yield asked, _too_late(proposal.start, horizon) or _cause_of_talks(asked)
    for posts in proposal.capacity:
        none: Cause | None = None if posts.fte.value else ("neutral", NO_POSTS)
        yield posts, none or _too_late(proposal.start, horizon)
    for patch in proposal.law:
        same: Cause | None = ("neutral", AS_BEFORE) if says_nothing_new(patch, world) else None
        yield patch, same or _too_late(min(patch.values), horizon)


def _cause_of_mechanism(
    proposal: Proposal, mechanism: Mechanism, horizon: Horizon, *, acts: bool
) -> Cause | None:
    steps = list(steps_of(proposal, mechanism))
    if not steps:
        return "dates", NEVER
    if not acts:
        return "neutral", what_is_none(mechanism)
    return _too_late(steps[0].start, horizon)


def _scheme_ended(
    law: LawBook, proposal: Proposal, mechanism: Mechanism, horizon: Horizon
) -> Cause | None:
    """Return that law ends the scheme of a mechanism before its proposal is over, if it does."""
    scheme = law.schemes[mechanism.scheme]
    first, last = max(proposal.start, horizon.start), min(proposal.until, horizon.end)
    if scheme.ended is None or scheme.ended.day >= last:
        return None
    day = iso_date(scheme.ended.day)
    ends, becomes = scheme_within(scheme), scheme_within(law.schemes[scheme.ended.becomes])
    why = Wording(
        f"fra {day} findes {ends.da} ikke, og borgerne fortsætter i {becomes.da}",
        f"from {day} there is no {ends.en}, and citizens carry on in {becomes.en}",
    )
    return "nobody" if scheme.ended.day <= first else "ended", why


def _too_late(begins: int, horizon: Horizon) -> Cause | None:
    """Return that something begins after the last day asked about, if it does."""
    if begins < horizon.end:
        return None
    first, last = iso_date(begins), iso_date(horizon.end - 1)
    return "dates", Wording(
        f"den begynder først {first}, og perioden slutter {last}",
        f"it begins on {first}, and the last day asked about is {last}",
    )


def _cause_of_talks(asked: ContactMechanism) -> Cause | None:
    """Return that a rule says nothing of talks nor of activation, if so."""
    numbers = (asked.first_within_weeks, asked.talks_in_window, asked.then_every_weeks)
    says = any(numbers) or asked.talk or asked.forms or asked.instead
    return None if says or asked.activation_week is not None else ("neutral", NO_RHYTHM)


def says_nothing_new(patch: LawPatch, world: World) -> bool:
    """Tell whether the law has the same values as a patch from its first day on."""
    usual, patched = (law.parameter(patch.parameter) for law in (world.params.law, world.law))
    since = min(patch.values)
    days = {since, *(v.day for each in (usual, patched) for v in each.values if v.day > since)}
    return all(_in_force(usual, day) == _in_force(patched, day) for day in days)


def _in_force(parameter: Parameter, day: int) -> list[Value | None]:
    """Return the value on a day, if there is one."""
    return [dated.value for dated in parameter.values if dated.day <= day][-1:]


def what_is_none(mechanism: Mechanism) -> Wording:
    """Return which number of a mechanism leaves nothing of its effect."""
    for field, (da, en) in SHARES.items():
        if _is(getattr(mechanism, field), 0):
            return Wording(f"{da} er 0 pct.", f"its {en} is 0 %")
    for field, told in NONE_LEFT.items():
        if _is(getattr(mechanism, field), 1):
            return told
    return _no_effect(mechanism.effect)


def _is(estimate: Estimate | None, value: float) -> bool:
    return estimate is not None and estimate.value == value


def _no_effect(effect: Estimate) -> Wording:
    if effect.value is None:
        return Wording("der er ikke angivet nogen effekt", "no effect is given")
    return Wording(
        f"dens effekt er {_sized(effect.value, effect.unit, 'da')}",
        f"its effect is {_sized(effect.value, effect.unit, 'en')}",
    )


def _sized(value: float, unit: str, lang: str) -> str:
    """Return an effect as ``x1.00``, ``0 %`` or ``0 weeks``."""
    if unit == "factor":
        return f"{'faktor ' if lang == 'da' else 'x'}{number(value, lang, 2)}"
    return sized(value, unit, lang)


def idle_sentences(idle: Iterable[IdleMechanism], lang: str) -> list[str]:
    """Return one sentence for each mechanism that changes nothing."""
    return [_sentence(one, lang) for one in idle]


def _sentence(one: IdleMechanism, lang: str) -> str:
    label, why = one.label.text(lang), one.why.text(lang)
    verb = VERBS.get(one.reason, CHANGES_NOTHING).text(lang)
    named = {"da": f"»{label}«", "en": f"“{label}”"}[lang]
    return sentence(f"{named} {verb}: {why}")
