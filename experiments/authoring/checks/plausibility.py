"""What a form claims beside what others have managed, and what of it changes nothing."""

from collections.abc import Iterator, Sequence

from borgerflow.experiments.authoring.checks.reach import Coverage
from borgerflow.experiments.authoring.remarks import Loc, Remark, Written
from borgerflow.experiments.findings.doubts import Excess, IdleMechanism, Measure
from borgerflow.experiments.lookup.cases.catalogue import Catalogue
from borgerflow.experiments.lookup.cases.excess_text import RECKONED, bounds, claim
from borgerflow.experiments.lookup.cases.ratios import PostYears, excesses_of, posts_of
from borgerflow.experiments.lookup.idle import Horizon, idle_mechanisms, idle_sentences
from borgerflow.experiments.lookup.proposals import begins_at, horizon_of
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.engines.meetings import WORKED_WITH
from borgerflow.sim.params import LawBook, Proposal
from borgerflow.sim.world.municipality import value_of
from borgerflow.sim.world.world import World

DAYS_IN_YEAR = 365.25
ONE_REPLICATION = {"da": "talt i én simulering", "en": "counted in one simulated replication"}


def changes_nothing(one: Written, world: World) -> Iterator[Remark]:
    """Yield a warning for each mechanism whose numbers, days or scheme leave it without an effect.

    Days are those that a comparison of the proposal asks about. An effect left blank is told
    elsewhere. A saving that law gives anyway is told as well.
    """
    proposal = one.proposal
    blank = {f"{proposal.id}.{m.name}" for m in proposal.mechanisms if m.effect.value is None}
    for idle in idle_mechanisms(world.with_proposals([proposal]), _asked_about(proposal, world)):
        if idle.mechanism not in blank:
            yield _remark_on(one, idle)


def _asked_about(proposal: Proposal, world: World) -> Horizon:
    """Return the days that a comparison of a proposal asks about, unless others are typed."""
    start, end = horizon_of([proposal], world.params)
    begins = begins_at(start, world.municipality.name, world.params)
    return Horizon(parse_day(begins), parse_day(end))


def _remark_on(one: Written, idle: IdleMechanism) -> Remark:
    """Return the warning of something that changes nothing, or not all the time."""
    loc: Loc = ("mechanisms", idle.mechanism.removeprefix(f"{one.proposal.id}."))
    told = Wording(*("".join(idle_sentences([idle], lang)) for lang in LANGUAGES))
    if idle.reason == "law":
        return one.remark("saved_by_law", ("cost",), told=told)
    if idle.reason in ("ended", "nobody"):
        return one.remark("scheme_ends", loc, told=told)
    return one.remark("changes_nothing", loc, label=idle.label, why=idle.why)


def too_many_reached(
    one: Written, counts: Sequence[Coverage], catalogue: Catalogue, law: LawBook
) -> Iterator[Remark]:
    """Yield a warning if each post is to reach more than others have managed."""
    proposal = one.proposal
    posts = posts_of([proposal], catalogue.rules, proposal.start, proposal.until)
    if posts.years <= 0:
        return
    reached: dict[Measure, float] = {
        "reached_per_post": reached_in_all(proposal, counts) / posts.years
    }
    loc = ("fte" if proposal.fte else "cost",)
    for excess in excesses_of(reached, catalogue, law, from_cost=posts.from_cost):
        told = Wording(*(_told(excess, posts, lang) for lang in LANGUAGES))
        most = Wording(*(bounds(excess, lang) for lang in LANGUAGES))
        yield one.remark("too_many_reached", loc, told=told, most=most)


def _told(excess: Excess, posts: PostYears, lang: str) -> str:
    reckoned = f"; {RECKONED[lang]}" if posts.from_cost else ""
    return f"{claim(excess, lang)} ({ONE_REPLICATION[lang]}{reckoned})"


def reached_in_all(proposal: Proposal, counts: Sequence[Coverage]) -> float:
    """Return the spells in which somebody is to be talked to while a proposal runs.

    Those that several mechanisms reach in one scheme are counted once.
    """
    years = (proposal.until - proposal.start) / DAYS_IN_YEAR
    by_scheme: dict[str, float] = {}
    for mechanism, count in zip(proposal.mechanisms, counts, strict=True):
        if mechanism.kind in WORKED_WITH:
            spells = value_of(mechanism.reach, 1.0) * (count.now + years * count.new_a_year)
            by_scheme[mechanism.scheme] = max(by_scheme.get(mechanism.scheme, 0.0), spells)
    return sum(by_scheme.values())
