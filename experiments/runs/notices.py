"""What a reader must be told before believing a finding, in Danish and in English.

Each function looks at one thing and returns the sentences it calls for, or none.
"""

from collections.abc import Iterator, Sequence

from borgerflow.experiments.findings.labels import place_within
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.present.numbers import (
    in_both,
    kroner,
    number,
    percent,
    persons,
    words,
)
from borgerflow.experiments.runs.capacity.programme_places import Filling, fillings
from borgerflow.experiments.runs.statistics import skewness
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import date_of, first_day_of_year, year_of
from borgerflow.sim.base.wording import Wording, sentence
from borgerflow.sim.params import LawBook, Proposal
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.world.world import World

MOST_OFF = 0.05  # of a stock: further off, what is said of those on it is of other people
FEW_COURSES = 10  # a year: below, single ones make the mean, and its interval misses too often
LOPSIDED = 2.0  # skewness from which Student's interval is too narrow on one side
MORE_REPLICATIONS = 5  # times as many


def compare_notices(
    world: World, assumptions: Sequence[Assumption], replications: int
) -> tuple[Wording, ...]:
    """Return everything to be told about a comparison."""
    return (
        *outside_notices(world),
        *effect_notices(world.proposals),
        *visitor_notices(world, world.proposals),
        *places_notices(world),
        *run_notices(world, assumptions, replications),
    )


def run_notices(
    world: World, assumptions: Sequence[Assumption], replications: int
) -> tuple[Wording, ...]:
    """Return what is to be told about any run."""
    return (
        *prepared_notices(world),
        *assumed_notices(assumptions),
        *few_notices(replications),
        *rate_notices(world.law, world.end_day - 1),
        *scale_notices(world.scale),
        *fit_notices(world.municipality),
        *world_notices(world),
    )


def outside_notices(world: World) -> Iterator[Wording]:
    """Yield one sentence per proposal of which nothing, or not all, lies in the horizon."""
    first, last = date_of(world.start_day), date_of(world.end_day - 1)
    for proposal in world.proposals:
        begins, ends = date_of(proposal.start), date_of(proposal.until - 1)
        none = proposal.start >= world.end_day or proposal.until <= world.start_day
        if none or begins < first or ends > last:
            inside = Wording("intet", "nothing") if none else Wording("kun en del", "only a part")
            yield Wording(
                f"»{proposal.title.da}« løber fra {begins} til {ends}: {inside.da} af det ligger i"
                f" perioden {first} til {last} (--start, --end).",
                f"{proposal.id} runs from {begins} to {ends}: {inside.en} of it lies within"
                f" {first} to {last} (--start, --end).",
            )


def prepared_notices(world: World) -> Iterator[Wording]:
    """Yield one sentence per year that a proposal costs something before it begins.

    It says how much of that cost is counted: what lies in the horizon.
    """
    for proposal in world.proposals:
        for year in proposal.preparing_years:
            cost = in_both(kroner, proposal.cost[year].value or 0.0)
            begins, counted = date_of(proposal.start), _counted_of_year(world, year)
            yield Wording(
                f"»{proposal.title.da}« koster {cost.da} i {year}, før dets første dag, {begins}: "
                f"{counted.da}.",
                f"{proposal.id} costs {cost.en} in {year}, before its first day, {begins}: "
                f"{counted.en}.",
            )


def _counted_of_year(world: World, year: int) -> Wording:
    """Return how much of what a year costs is counted in the horizon of a world."""
    first, after = first_day_of_year(year), first_day_of_year(year + 1)
    if world.start_day <= first and after <= world.end_day:
        return Wording(
            "udgiften er medregnet som forberedelse", "it is counted, as the cost of preparing it"
        )
    asked = f"{date_of(world.start_day)} til {date_of(world.end_day - 1)} (--start, --end)"
    within = Wording(asked, asked.replace(" til ", " to "))
    if after <= world.start_day or world.end_day <= first:
        return Wording(
            f"udgiften er ikke medregnet, for den ligger uden for perioden {within.da}",
            f"it is not counted, as it lies outside {within.en}",
        )
    return Wording(
        f"kun den del er medregnet, der ligger i perioden {within.da}",
        f"only the part of it within {within.en} is counted",
    )


def effect_notices(proposals: Sequence[Proposal]) -> list[Wording]:
    """Return one sentence per proposal whose form leaves an effect blank."""
    return [
        Wording(
            f"{proposal.form.number} oplyser ingen effekt; den anvendte effekt er en antagelse.",
            f"{proposal.form.number} states no effect; the effect used is an assumption.",
        )
        for proposal in proposals
        if not all(mechanism.stated for mechanism in proposal.mechanisms)
    ]


def visitor_notices(world: World, proposals: Sequence[Proposal]) -> list[Wording]:
    """Return one sentence per proposal that another municipality made."""
    municipality, here = world.municipality.name, world.municipality.label
    homes = {p.municipality: place_within(p.municipality, world.params) for p in proposals}
    return [
        Wording(
            f"»{proposal.title.da}« er stillet i {homes[proposal.municipality].da}, ikke i "
            f"{here.da}: udgiften er ikke tilpasset.",
            f"“{proposal.title.en}” was made for {homes[proposal.municipality].en}, not for "
            f"{here.en}: its cost is not adapted.",
        )
        for proposal in proposals
        if proposal.municipality != municipality
    ]


def places_notices(world: World) -> list[Wording]:
    """Return one sentence per programme that many more or fewer are on than it has places.

    By one simulated replication, or the mean of a few where the first looks off: a number off by
    more than a quarter, and than by chance.
    """
    return [_not_filled(filling) for filling in fillings(world) if filling.is_off]


def _not_filled(filling: Filling) -> Wording:
    """Return how many are on a programme, and how many places it has."""
    seen = Wording("i én simulering", "in one replication")
    if filling.replications > 1:
        many = in_both(words, filling.replications)
        seen = Wording(
            f"i gennemsnit af {many.da} simuleringer", f"on average of {many.en} replications"
        )
    return Wording(
        f"{filling.proposal.form.number}, {filling.label.da}:"
        f" {persons(filling.enrolled, 'da')} {'deltager' if filling.team else 'ad gangen'}"
        f" {seen.da}, men {persons(filling.places, 'da')} pladser.",
        f"{filling.proposal.form.number}, {filling.label.en}:"
        f" {persons(filling.enrolled, 'en')} {'take part' if filling.team else 'at a time'}"
        f" {seen.en}, but {persons(filling.places, 'en')} places.",
    )


def assumed_notices(assumptions: Sequence[Assumption]) -> Iterator[Wording]:
    """Yield how many of the numbers are assumed, if any."""
    assumed = sum(assumption.grade == "assumed" for assumption in assumptions)
    if assumed:
        yield Wording(
            f"{assumed} af de {len(assumptions)} tal bag svaret er antaget.",
            f"{assumed} of the {len(assumptions)} numbers behind the answer"
            f" {'is' if assumed == 1 else 'are'} assumed.",
        )


def few_notices(replications: int) -> Iterator[Wording]:
    """Yield that so few replications have no interval, if they are too few."""
    if replications < FEWEST_FOR_A_SPREAD:
        da, en = ("Kun én simulering", "One replication only")
        if replications > 1:
            da, en = "Kun to simuleringer", "Two replications only"
        yield Wording(
            f"{da}: der er intet interval, og resultatet kan være tilfældigt.",
            f"{en}: there is no interval, and chance may rule.",
        )


def spread_notices(nets: Floats, touched: Floats, by_lot: bool = True) -> Iterator[Wording]:
    """Yield that an interval is too narrow, where few courses change or single ones decide.

    Student's interval of 20 replications held the mean of SYG02 in 47 of 60 trials where some
    two courses a year changed, in 36 of 40 where seven did, in 22 of 24 where sixty did.

    Parameters
    ----------
    nets : ndarray
        The difference in net of each replication, in kroner.
    touched : ndarray
        Citizens whose course changes a year, by replication.
    by_lot : bool
        Whether lots decide whose course changes: else as many are simulated as may change.
    """
    if len(nets) < FEWEST_FOR_A_SPREAD or not nets.std():
        return
    few, lopsided = by_lot and touched.mean() < FEW_COURSES, abs(skewness(nets)) > LOPSIDED
    if few or lopsided:
        more = MORE_REPLICATIONS * len(nets)
        changed = persons(float(touched.mean()), "da"), persons(float(touched.mean()), "en")
        yield Wording(
            f"{changed[0]} forløb ændres om året, og enkelte af dem afgør resultatet: intervallet"
            f" er for smalt. Brug flere simuleringer (--replications {more}).",
            f"{changed[1]} courses change a year, and single ones decide the result: the interval"
            f" is too narrow. Ask for more replications (--replications {more}).",
        )


def rate_notices(law: LawBook, last_day: int) -> Iterator[Wording]:
    """Yield how many benefit rates are assumed, not known, when the horizon ends, if any."""
    rates = law.rates_paid(law.schemes, last_day)
    assumed = sum(law.rates.row(name, last_day).grade == "assumed" for name in rates)
    year = year_of(last_day)
    if assumed:
        part = Wording(f"{assumed} af de {len(rates)}", f"{assumed} of the {len(rates)}")
        every = Wording(f"Alle {len(rates)}", f"All {len(rates)}")
        yield (every if assumed == len(rates) else part) + Wording(
            f" satser i {year} er antaget.",
            f" benefit rates of {year} {'is' if assumed == 1 else 'are'} assumed.",
        )


def scale_notices(scale: float) -> Iterator[Wording]:
    """Yield that a part of the municipality was simulated, if it was."""
    if scale != 1:
        yield Wording(
            f"Kun {percent(scale, 'da')} af kommunens borgere og samme andel af forslagets udgift "
            "er med; beløbene er ikke opregnet.",
            f"Only {percent(scale, 'en')} of the citizens are simulated, and the same part of what "
            "proposals cost; nothing is scaled up.",
        )


def fit_notices(home: Municipality) -> Iterator[Wording]:
    """Yield which stocks a municipality's file does not meet, as it was made, if any."""
    fit = home.calibration.fit if home.calibration else {}
    off = [
        (target.label, fit[target.name].gap)
        for target in home.targets
        if target.name in fit and abs(fit[target.name].gap) > MOST_OFF
    ]
    if off:
        da = ", ".join(f"{label.da} {in_percent(gap, 'da')}" for label, gap in off)
        en = ", ".join(f"{label.en} {in_percent(gap, 'en')}" for label, gap in off)
        yield Wording(
            sentence(f"Kommunens fil rammer ikke de oplyste bestande: {da}"),
            sentence(f"The file of the municipality misses the stocks it was given: {en}"),
        )


def in_percent(share: float, lang: str) -> str:
    """Return a gap as a signed per cent."""
    return f"{number(100 * share, lang, 1, sign=True)} {'pct.' if lang == 'da' else '%'}"


def world_notices(world: World) -> list[Wording]:
    """Return what the world itself leaves out."""
    return [Wording(note["da"], note["en"]) for note in world.notes]


def interrupted_notice(finished: int, planned: int) -> Wording:
    """Return that a finding rests on fewer replications than were asked for."""
    return Wording(
        f"Afbrudt: svaret bygger på {finished} af {planned} simuleringer.",
        f"Interrupted: this answer uses {finished} of {planned} replications.",
    )


def search_stopped_notice(missing: Wording) -> Wording:
    """Return that something of a finding is missing, as the user stopped before."""
    said = Wording("Afbrudt: ", "Interrupted: ") + missing
    return said + Wording(" er ikke fundet.", " was not found.")
