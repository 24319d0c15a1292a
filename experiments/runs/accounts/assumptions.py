"""The numbers that frames rest on: what of a proposal's cost is pay of staff."""

from collections.abc import Iterable, Iterator

from borgerflow.experiments.findings.assumptions import ranked
from borgerflow.experiments.findings.patched import CALLED_OF_ACCOUNTS
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.law.accounts import ChartOfAccounts
from borgerflow.sim.params.patches.law import ACCOUNTS


def with_frames(
    assumptions: Iterable[Assumption], proposals: Iterable[Proposal], chart: ChartOfAccounts
) -> tuple[Assumption, ...]:
    """Return what an answer rests on, with the numbers that part its net on frames.

    These move no net, and are therefore none of those that a notice counts.
    """
    return ranked((*assumptions, *_of_frames(tuple(proposals), chart)))


def _of_frames(proposals: tuple[Proposal, ...], chart: ChartOfAccounts) -> Iterator[Assumption]:
    """Yield staff as the forms say it; where they do not, posts and the price of one."""
    if any(_by_posts(proposal) for proposal in proposals):
        label = CALLED_OF_ACCOUNTS["kroner_a_post"]
        yield Assumption.of(f"{ACCOUNTS}.kroner_a_post", chart.rules.kroner_a_post, label)
    for proposal in proposals:
        number = proposal.form.number
        for year, staff in proposal.staff.items():
            label = Wording(f"{number}: heraf løn {year}", f"{number}: of it pay {year}")
            yield Assumption.of(f"{proposal.id}.staff.{year}", staff, label)
        for year in _by_posts(proposal):
            label = Wording(f"{number}: årsværk {year}", f"{number}: posts {year}")
            yield Assumption.of(f"{proposal.id}.fte.{year}", proposal.fte[year], label)


def _by_posts(proposal: Proposal) -> list[int]:
    """Return the years whose cost is parted by posts."""
    return [year for year in proposal.cost if year in proposal.fte and year not in proposal.staff]
