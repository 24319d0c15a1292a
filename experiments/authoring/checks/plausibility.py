"""What a form claims beside what others have managed, and what of it changes nothing."""

from collections.abc import Iterator, Sequence

from borgerflow.experiments.authoring.checks.reach import Coverage
from borgerflow.experiments.authoring.remarks import Remark, Written
from borgerflow.experiments.findings.doubts import Excess, Measure
from borgerflow.experiments.lookup.cases.catalogue import Catalogue
from borgerflow.experiments.lookup.cases.excess_text import RECKONED, bounds, claim
from borgerflow.experiments.lookup.cases.ratios import PostYears, excesses_of, posts_of
from borgerflow.experiments.lookup.idle import Horizon, idle_mechanisms
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.engines.meetings import WORKED_WITH
from borgerflow.sim.params import LawBook, Proposal
from borgerflow.sim.world.municipality import value_of
from borgerflow.sim.world.world import World

DAYS_IN_YEAR = 365.25
ONE_REPLICATION = {"da": "talt i én simulering", "en": "counted in one simulated replication"}


def changes_nothing(one: Written, world: World) -> Iterator[Remark]:
    """Yield a warning for each mechanism whose numbers or days leave it without an effect.

    Days are those on which the proposal itself runs. An effect left blank is told elsewhere.
    """
    proposal = one.proposal
    blank = {f"{proposal.id}.{m.name}" for m in proposal.mechanisms if m.effect.value is None}
    horizon = Horizon(proposal.start, proposal.until)
    for idle in idle_mechanisms(world.with_proposals([proposal]), horizon):
        if idle.mechanism not in blank:
            name = idle.mechanism.removeprefix(f"{proposal.id}.")
            yield one.remark(
                "changes_nothing", ("mechanisms", name), label=idle.label, why=idle.why
            )


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
