"""What a finding rests on: each number that can move it, with its grade, range and source.

The proposals' own numbers, the rates and unit costs of the schemes that money moves in, the
hazards whose range matters, then the steps of the ladder. Which they are follows from the
question, not from chance, so that the list is the same for any number of replications. What
moves the answer most stands first, otherwise what is least known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from borgerflow.experiments.findings.contact_assumptions import assumptions_of_contacts, numbers_of
from borgerflow.experiments.findings.labels import category_label, rate_label, scheme_within
from borgerflow.experiments.findings.paces.leaving import Pace, paces_of
from borgerflow.experiments.findings.paces.onward import moves_of_hazards, onward_of, schemes_moved
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.sim.base.clock import date_of, iso_date, parse_day, year_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import ACTIVATION_SHARE
from borgerflow.sim.params import LawBook, Proposal
from borgerflow.sim.params.law.regulation import GROSS
from borgerflow.sim.params.law.values import EXPERIMENT
from borgerflow.sim.world.world import World

LEAST_KNOWN_FIRST = ("assumed", "recalled", "estimated", "derived", "sourced")
MATTERS = 0.05  # of all that the proposals move
KINDS_OF_PRICES = {  # what kroner a price, or the number of those who come, is a factor of
    "talk_kroner_per_minute": ("contact",),
    "activation_kroner_per_week": ("activation",),
    "benefit_share": ("benefit",),
    "inflow_factors": ("benefit", "contact", "activation"),
}
Moved = Mapping[tuple[str, str], float]  # kroner by kind and scheme
# What was assumed of the law of earlier years is in the hazards that were calibrated on them.
NEW_LAW_FROM = parse_day("2023-01-01")
WITHIN_WEEKS = (26, 104, 520)  # the first in which a share is seen
SEEN = 0.01  # of stays
GRANT_OUTLASTS = Wording(
    ": hvad en visitation fra før 2013 varer igennem", ": what a grant from before 2013 outlasts"
)
MEAN_FACTOR = Wording(", gennemsnit over perioden", ", mean of the horizon")
MECHANISM_NUMBERS = {
    "effect": ("effekt", "effect"),
    "reach": ("dækningsgrad", "reach"),
    "implementation": ("implementeringsgrad", "implementation"),
    "deadweight": ("dødvægtstab", "deadweight"),
    "displacement": ("fortrængning", "displacement"),
    "phase_in_months": ("indfasning", "phase-in"),
    "fade_out_months": ("udfasning", "fade-out"),
    "would_leave_within_weeks": ("en afvist sag ville ellers vare", "weeks a refused case lasts"),
    "starts_after_months": ("begynder efter", "starts after"),
    "places": ("pladser", "places"),
    "weeks": ("forløbets længde", "length of the programme"),
    "recruited": ("optages", "recruited"),
    "recruits_for_weeks": ("optager i", "recruits for"),
    "completion": ("gennemførelse", "complete it"),
    "lock_in": ("fastholdelse undervejs", "held meanwhile"),
    "lasts_weeks": ("virker bagefter i", "acts afterwards for"),
    "at_week": ("obligatorisk efter", "compulsory after"),
    "threat": ("afgang forud", "leaving ahead of it"),
    "threat_weeks": ("kendes forud i", "known ahead for"),
    "paid": ("udbetalt ydelse", "paid"),
}


def assumptions_of(world: World, schemes: Sequence[str]) -> tuple[Assumption, ...]:
    """Return what a finding about some schemes rests on, the least known first.

    Law and rates are those of the first day of the horizon.
    """
    exits = ((s, to) for s in schemes for to in world.model.hazards.schemes[s].exits)
    found = [
        *own_assumptions(world),
        *_of_costs(world, schemes),
        *_of_hazards(world, paces_of(world), exits),
        *_of_municipality(world, schemes),
        *_of_law(world, schemes),
    ]
    return ranked(found)


def assumptions_behind(world: World, moved: Moved) -> tuple[Assumption, ...]:
    """Return what a finding about proposals rests on, what moves it most first.

    Parameters
    ----------
    moved : mapping
        The municipality's kroner that the proposals move, by kind and scheme: they say how much
        a number moves, not which numbers are listed.
    """
    paces = paces_of(world)
    onward = onward_of(world, paces)
    named = [scheme for proposal in world.proposals for scheme in proposal.schemes]
    schemes = tuple(dict.fromkeys([*named, *schemes_moved(world, onward, MATTERS)]))
    moves = moves_of_hazards(world, onward, paces)
    prices = [
        *_of_costs(world, schemes),
        *_of_municipality(world, schemes),
    ]
    kroner = abs(sum(moved.values()))
    hazards = (
        replace(hazard, moves=share * kroner)
        for exit_, share in moves.items()
        if share >= MATTERS
        for hazard in _of_hazards(world, paces, [exit_])
    )
    found = [
        *own_assumptions(world),
        *(_moving(price, moved) for price in prices),
        *hazards,
        *_of_law(world, schemes),
    ]
    return ranked(found)


def own_assumptions(world: World) -> tuple[Assumption, ...]:
    """Return the numbers of the proposals of a world, and of the contacts they ask for."""
    own = (a for proposal in world.proposals for a in _of_proposal(proposal))
    return (*own, *assumptions_of_contacts(world), *_of_conditions(world))


def _of_conditions(world: World) -> Iterator[Assumption]:
    """Yield the mean factor of each group of hazards that conditions change within the horizon."""
    days = world.end_day - world.start_day
    for condition in world.model.conditions:
        for name, group in condition.groups.items():
            change = sum(
                (period.factor - 1.0) * period.days_within(world.start_day, world.end_day)
                for period in group.periods
            )
            mean = 1.0 + change / days
            low, high = (mean * end for end in group.range)
            called = Wording(group.label.da, group.label.en) + MEAN_FACTOR
            told = (group.grade, group.source, "factor", low, high)
            yield Assumption(f"conditions.{name}", mean, *told, label=called)


def ranked(assumptions: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """Return assumptions by what they move, the others after them by grade, as they came."""

    def place(assumption: Assumption) -> tuple[float, int]:
        return -(assumption.moves or 0.0), LEAST_KNOWN_FIRST.index(assumption.grade)

    return tuple(sorted(assumptions, key=place))


def _moving(price: Assumption, moved: Moved) -> Assumption:
    """Return a price or an inflow with what its range moves: the kroner follow it."""
    if not price.value or price.low is None or price.high is None:
        return price
    _, number, *scheme = price.name.split(".")
    kinds = KINDS_OF_PRICES[number]
    kroner = sum(
        amount for (kind, at), amount in moved.items() if kind in kinds and scheme in ([], [at])
    )
    return replace(price, moves=abs((price.high - price.low) / price.value * kroner))


def _of_proposal(proposal: Proposal) -> Iterator[Assumption]:
    for mechanism in proposal.mechanisms:
        da, en = f"{mechanism.label.da}: ", f"{mechanism.label.en}: "
        prefix = f"{proposal.id}.{mechanism.name}"
        yield from numbers_of(mechanism, prefix, MECHANISM_NUMBERS, da, en)
    for patch in proposal.law:
        label = Wording(patch.label.da, patch.label.en)
        for dated in patch.values.values():
            name = f"{proposal.id}.{patch.name}"
            value = None if dated.value is None else float(dated.value)
            yield Assumption(name, value, dated.grade, dated.source, "law", label=label)
    for talks in proposal.contacts:
        label = Wording(talks.label.da, talks.label.en)
        name = f"{proposal.id}.{talks.name}"
        yield Assumption(name, None, talks.grade, talks.source, "talks", label=label)
    for posts in proposal.capacity:
        yield Assumption.of(
            f"{proposal.id}.{posts.name}", posts.fte, Wording(posts.label.da, posts.label.en)
        )
    for year, estimate in proposal.cost.items():
        number = proposal.form.number
        label = Wording(f"{number}: udgift {year}", f"{number}: cost {year}")
        yield Assumption.of(f"{proposal.id}.cost.{year}", estimate, label)


def _of_costs(world: World, schemes: Sequence[str]) -> Iterator[Assumption]:
    costs = world.model.costs
    talk = Wording("pris for en samtale", "price of talk")
    yield Assumption.of("costs.talk_kroner_per_minute", costs.talk_kroner_per_minute, talk)
    for scheme in schemes:
        for table, da, en in (
            ("activation_kroner_per_week", "aktivering", "activation"),
            ("benefit_share", "andel af fuld sats", "share of the full rate"),
        ):
            estimate = getattr(costs, table).get(scheme)
            if estimate is not None:
                label = scheme_within(world.law.schemes[scheme]) + Wording(f": {da}", f": {en}")
                yield Assumption.of(f"costs.{table}.{scheme}", estimate, label)


def _of_hazards(
    world: World, paces: Mapping[str, Pace], exits: Iterable[tuple[str, str]]
) -> Iterator[Assumption]:
    """Yield hazards as the share of stays that end so within the weeks told."""
    for scheme, destination in exits:
        hazard, pace = world.model.hazards.schemes[scheme].exits[destination], paces[scheme]
        place = pace.destinations.index(destination)
        usual = pace.leaving()
        weeks = next((w for w in WITHIN_WEEKS if usual.within(place, w) >= SEEN), WITHIN_WEEKS[-1])
        value, low, high = (
            round(pace.leaving(destination, factor).within(place, weeks), 4)
            for factor in (1.0, *hazard.range)
        )
        if value:
            label = _leaving_label(world, scheme, destination, weeks)
            name = f"hazards.{scheme}.{destination}"
            yield Assumption(
                name, value, hazard.grade, hazard.source, "share", low, high, label=label
            )


def _leaving_label(world: World, scheme: str, destination: str, weeks: int) -> Wording:
    here, there = (scheme_within(world.law.schemes[name]) for name in (scheme, destination))
    return Wording(
        f"fra {here.da} til {there.da} inden for {weeks} uger",
        f"from {here.en} to {there.en} within {weeks} weeks",
    )


def _of_municipality(world: World, schemes: Sequence[str]) -> Iterator[Assumption]:
    home = world.municipality
    for scheme in schemes:
        estimate = home.inflow_factors.get(scheme)
        if estimate is not None:
            to = scheme_within(world.law.schemes[scheme])
            label = Wording(
                f"{home.label.da}: tilgang til {to.da} i forhold til landet",
                f"{home.label.en}: inflow to {to.en} relative to the country",
            )
            yield Assumption.of(f"{home.name}.inflow_factors.{scheme}", estimate, label)


def _of_law(world: World, schemes: Sequence[str]) -> Iterator[Assumption]:
    yield from _of_rates(world, schemes)
    yield from _of_transitions(world, schemes)
    yield from _of_grants(world, schemes)
    yield from _of_ladder(world.law, world.start_day)
    yield from _of_activation(world, schemes)
    yield from _of_years_ahead(world)
    yield from _of_new_law(world)
    yield from _of_closed(world)


def _of_transitions(world: World, schemes: Sequence[str]) -> Iterator[Assumption]:
    """Yield what categories are paid from a day on, where that is assumed of the horizon."""
    for scheme in schemes:
        for name, category in world.law.schemes[scheme].categories.items():
            for day in _in_horizon(world, category.rates):
                paid = category.rates[day]
                if paid.grade == "assumed":
                    at = Wording(f" fra {date_of(day)}", f" from {date_of(day)}")
                    label = scheme_within(world.law.schemes[scheme]) + ": "
                    source = paid.note or paid.source
                    yield Assumption(
                        f"schemes.{scheme}.{name}.{iso_date(day)}",
                        *(None, paid.grade, source, "law"),
                        label=label + category_label(name) + at,
                    )


def _of_grants(world: World, schemes: Sequence[str]) -> Iterator[Assumption]:
    """Yield how what was granted before a reform is shared and read, as far as no source says."""
    for name in schemes:
        scheme = world.law.schemes[name]
        shares = (category.fixed_share for category in scheme.categories.values())
        for share in dict.fromkeys(filter(None, shares)):
            parameter = world.law.parameter(share)
            value = parameter.dated(world.start_day)
            if value.grade != "sourced":
                yield Assumption(
                    *(share, float(value.value or 0), value.grade, value.source, parameter.unit),
                    label=Wording(**parameter.label),
                )
        if scheme.grant is not None:
            source = scheme.grant.note or scheme.grant.source
            yield Assumption(
                f"schemes.{name}.grant",
                *(None, scheme.grant.grade, source, "law"),
                label=scheme_within(scheme) + GRANT_OUTLASTS,
            )


def _in_horizon(world: World, days: Iterable[int]) -> list[int]:
    """Return of the days from which something is in force those it is, at some time in a world."""
    turns = pairwise([*sorted(days), world.end_day])
    return [day for day, after in turns if day < world.end_day and after > world.start_day]


def _of_new_law(world: World) -> Iterator[Assumption]:
    """Yield each assumed value of law of later years than those calibrated on.

    What a proposal or a study sets itself is told as its own.
    """
    for parameter in world.law.parameters.values():
        by_day = {value.day: value for value in parameter.typed}
        for day in _in_horizon(world, by_day):
            value = by_day[day]
            own = value.source == EXPERIMENT or parameter.name == GROSS
            if value.grade == "assumed" and day >= NEW_LAW_FROM and not own:
                at = Wording(f" fra {date_of(day)}", f" from {date_of(day)}")
                is_rule = isinstance(value.value, bool)
                yield Assumption(
                    f"{parameter.name}.{iso_date(day)}",
                    None if is_rule else float(value.value or 0),
                    *(value.grade, value.source, "law" if is_rule else parameter.unit),
                    *(value.low, value.high),
                    label=Wording(**parameter.label) + at,
                )


def _of_closed(world: World) -> Iterator[Assumption]:
    """Yield where those are who would have entered a scheme that is closed within the horizon."""
    for name, scheme in world.law.schemes.items():
        closed, called = scheme.closed, scheme_within(scheme)
        if closed is None or world.law.on(closed.switch, world.end_day - 1):
            continue
        stays = Wording(
            f"lukket for nye: {called.da}; bliver på deres ydelse i stedet",
            f"closed to new: {called.en}; stay on their benefit instead",
        )
        yield Assumption.of(f"schemes.{name}.closed.stays", closed.stays, stays)
        for to, share in closed.instead.items():
            there = scheme_within(world.law.schemes[to])
            label = Wording(
                f"lukket for nye: {called.da}; til {there.da} i stedet",
                f"closed to new: {called.en}; to {there.en} instead",
            )
            yield Assumption.of(f"schemes.{name}.closed.{to}", share, label)


def _of_years_ahead(world: World) -> Iterator[Assumption]:
    """Yield the regulation and the rise of prices of years for which none was published."""
    last = world.end_day - 1
    for value in world.law.parameter(GROSS).values:
        if value.grade == "assumed" and value.day <= last:
            year, share = year_of(value.day), float(value.value or 0.0)
            label = Wording(f"regulering af ydelser {year}", f"regulation of benefits {year}")
            name, low, high = f"{GROSS}.{year}", value.low, value.high
            yield Assumption(
                name, share, value.grade, value.source, "share", low, high, None, label
            )
    for rise in world.params.price_index.assumed_ahead(year_of(last)):
        label = Wording(f"prisstigning {rise.year}", f"rise of prices {rise.year}")
        low, high = (None if end is None else end / 100 for end in (rise.low, rise.high))
        share = rise.percent / 100
        name = f"price_index.{rise.year}"
        yield Assumption(name, share, rise.grade, rise.source, "share", low, high, None, label)


def _of_rates(world: World, schemes: Sequence[str]) -> Iterator[Assumption]:
    law, glossary = world.law, world.params.glossary
    for name in law.rates_paid(schemes, world.start_day):
        row = law.rates.row(name, world.start_day)
        label = Wording("sats for ", "rate ") + rate_label(name, glossary)
        yield Assumption(f"rates.{name}", row.amount, row.grade, row.source, row.unit, label=label)


def _of_ladder(law: LawBook, day: int) -> Iterator[Assumption]:
    for name in law.names:
        if name.startswith("law.refusion.step_"):
            parameter = law.parameter(name)
            value = parameter.dated(day)
            number = float(value.value or 0)
            label = Wording(parameter.label["da"], parameter.label["en"])
            yield Assumption(name, number, value.grade, value.source, parameter.unit, label=label)


def _of_activation(world: World, schemes: Sequence[str]) -> Iterator[Assumption]:
    """Yield the municipal share of activation of those schemes whose own is assumed.

    Unlike other law it is told of earlier years too: no hazard was calibrated with it. The share
    is that of the first day, as the ladder's are, and named as they are: law, and not drawn.
    """
    for name in (f"{ACTIVATION_SHARE}_{scheme}" for scheme in schemes):
        if name not in world.law.names:
            continue
        parameter = world.law.parameter(name)
        value = parameter.dated(world.start_day)
        if value.grade == "assumed" and value.source != EXPERIMENT:
            source, number = value.note or value.source, float(value.value or 0)
            told = (value.grade, source, parameter.unit, value.low, value.high)
            label = Wording(**parameter.label)
            yield Assumption(name, number, *told, label=label)
