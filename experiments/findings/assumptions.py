"""What a finding rests on: each number that matters, with its grade, range and source.

The proposals' own numbers come first among equals, then the schemes that money moves in: their
rates, hazards and unit costs, then the steps of the ladder. What is least known stands first.
"""

from collections.abc import Iterable, Iterator, Sequence

from borgerflow.experiments.findings.contact_assumptions import assumptions_of_contacts, numbers_of
from borgerflow.experiments.findings.rows import Assumption, Notice
from borgerflow.sim.params import LawBook, Proposal
from borgerflow.sim.params.model import Costs, GradedBlock, Hazards, Municipality
from borgerflow.sim.world.world import World

LEAST_KNOWN_FIRST = ("assumed", "recalled", "estimated", "derived", "sourced")
MATTERS = 0.05  # of all benefit moved
MECHANISM_NUMBERS = {
    "effect": ("effekt", "effect"),
    "reach": ("dækning", "reach"),
    "implementation": ("implementering", "implementation"),
    "deadweight": ("dødvægt", "deadweight"),
    "displacement": ("fortrængning", "displacement"),
    "phase_in_months": ("indfasning", "phase-in"),
    "fade_out_months": ("udfasning", "fade-out"),
    "would_leave_within_weeks": ("uger en afvist sag ellers varer", "weeks a refused case lasts"),
    "starts_after_months": ("begynder efter", "starts after"),
    "places": ("pladser", "places"),
    "weeks": ("forløbets længde", "length of the programme"),
    "recruited": ("optages pr. uge", "recruited a week"),
    "recruits_for_weeks": ("optager i", "recruits for"),
    "completion": ("gennemfører", "complete it"),
    "lock_in": ("fastholdelse undervejs", "held meanwhile"),
    "lasts_weeks": ("virker efter i", "acts afterwards for"),
    "at_week": ("obligatorisk i uge", "compulsory in week"),
    "threat": ("afgang forud", "leaving ahead of it"),
    "threat_weeks": ("ventes i", "known ahead for"),
    "paid": ("udbetalt andel", "paid"),
}


def assumptions_of(world: World, schemes: Sequence[str]) -> tuple[Assumption, ...]:
    """Return what a finding rests on, the least known first.

    Law and rates are those of the first day of the horizon; ``schemes`` are those that matter
    (see ``schemes_that_matter``).
    """
    found = [
        *(a for proposal in world.proposals for a in _of_proposal(proposal)),
        *assumptions_of_contacts(world),
        *_of_costs(world.model.costs, schemes),
        *_of_hazards(world.model.hazards, schemes),
        *_of_municipality(world.municipality, schemes),
        *_of_rates(world.law, schemes, world.start_day),
        *_of_ladder(world.law, world.start_day),
    ]
    return least_known_first(found)


def assumptions_behind(
    world: World, benefits: Iterable[tuple[str, float]]
) -> tuple[Assumption, ...]:
    """Return what a finding rests on, given the schemes in which benefit kroner move."""
    named = [scheme for proposal in world.proposals for scheme in proposal.schemes]
    return assumptions_of(world, schemes_that_matter(benefits, named))


def least_known_first(assumptions: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """Return assumptions ordered by grade, otherwise as they came."""
    return tuple(sorted(assumptions, key=lambda a: LEAST_KNOWN_FIRST.index(a.grade)))


def schemes_that_matter(
    moved: Iterable[tuple[str, float]], named: Iterable[str]
) -> tuple[str, ...]:
    """Return the schemes that are named and those in which most benefit kroner move.

    ``moved`` holds schemes with kroner of either sign, each scheme as often as it likes.
    """
    sums: dict[str, float] = {}
    for scheme, kroner in moved:
        sums[scheme] = sums.get(scheme, 0.0) + abs(kroner)
    total = sum(sums.values())
    large = [scheme for scheme, kroner in sums.items() if total and kroner >= MATTERS * total]
    return tuple(dict.fromkeys([*named, *large]))


def _of_proposal(proposal: Proposal) -> Iterator[Assumption]:
    for mechanism in proposal.mechanisms:
        da, en = f"{mechanism.label.da}: ", f"{mechanism.label.en}: "
        prefix = f"{proposal.id}.{mechanism.name}"
        yield from numbers_of(mechanism, prefix, MECHANISM_NUMBERS, da, en)
    for patch in proposal.law:
        label = Notice(patch.label.da, patch.label.en)
        for dated in patch.values.values():
            name = f"{proposal.id}.{patch.name}"
            value = None if dated.value is None else float(dated.value)
            yield Assumption(name, value, dated.grade, dated.source, "law", label=label)
    for talks in proposal.contacts:
        label = Notice(talks.label.da, talks.label.en)
        name = f"{proposal.id}.{talks.name}"
        yield Assumption(name, None, talks.grade, talks.source, "talks", label=label)
    for posts in proposal.capacity:
        yield Assumption.of(
            f"{proposal.id}.{posts.name}", posts.fte, Notice(posts.label.da, posts.label.en)
        )
    for year, estimate in proposal.cost.items():
        number = proposal.form.number
        label = Notice(f"{number}: udgift {year}", f"{number}: cost {year}")
        yield Assumption.of(f"{proposal.id}.cost.{year}", estimate, label)


def _of_costs(costs: Costs, schemes: Sequence[str]) -> Iterator[Assumption]:
    talk = Notice("minutpris for en samtale", "price of a minute of talk")
    yield Assumption.of("costs.talk_kroner_per_minute", costs.talk_kroner_per_minute, talk)
    for scheme in schemes:
        for table, da, en in (
            ("activation_kroner_per_week", "aktivering pr. uge", "activation a week"),
            ("benefit_share", "andel af fuld sats", "share of the full rate"),
        ):
            estimate = getattr(costs, table).get(scheme)
            if estimate is not None:
                label = Notice(f"{scheme}: {da}", f"{scheme}: {en}")
                yield Assumption.of(f"costs.{table}.{scheme}", estimate, label)


def _of_hazards(hazards: Hazards, schemes: Sequence[str]) -> Iterator[Assumption]:
    for scheme in schemes:
        known = hazards.schemes.get(scheme)
        for destination, hazard in known.exits.items() if known else ():
            label = Notice(
                f"ugentlig afgang {scheme} til {destination} (første periode)",
                f"weekly hazard {scheme} to {destination} (first period)",
            )
            name = f"hazards.{scheme}.{destination}"
            yield _of_graded(name, hazard.per_week[0], hazard, label)


def _of_municipality(home: Municipality, schemes: Sequence[str]) -> Iterator[Assumption]:
    for scheme in schemes:
        estimate = home.inflow_factors.get(scheme)
        if estimate is not None:
            label = Notice(
                f"{home.label.da}: tilgang til {scheme} i forhold til landet",
                f"{home.label.en}: inflow to {scheme} relative to the country",
            )
            yield Assumption.of(f"{home.name}.inflow_factors.{scheme}", estimate, label)


def _of_graded(name: str, value: float, block: GradedBlock, label: Notice) -> Assumption:
    low, high = (round(value * factor, 6) for factor in block.range)
    return Assumption(name, value, block.grade, block.source, "per week", low, high, label)


def _of_rates(law: LawBook, schemes: Sequence[str], day: int) -> Iterator[Assumption]:
    rates = dict.fromkeys(
        category.rate
        for scheme in schemes
        for category in law.schemes[scheme].categories.values()
        if category.rate
    )
    for name in rates:
        row = law.rates.row(name, day)
        label = Notice(f"sats {name}", f"rate {name}")
        yield Assumption(f"rates.{name}", row.amount, row.grade, row.source, row.unit, label=label)


def _of_ladder(law: LawBook, day: int) -> Iterator[Assumption]:
    for name in law.names:
        if name.startswith("law.refusion.step_"):
            parameter = law.parameter(name)
            value = parameter.dated(day)
            number = float(value.value or 0)
            label = Notice(parameter.label["da"], parameter.label["en"])
            yield Assumption(name, number, value.grade, value.source, parameter.unit, label=label)
