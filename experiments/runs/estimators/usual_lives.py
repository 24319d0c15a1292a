"""Usual lives kept from one question to the next, in this process and within bounds.

Questions that differ in numbers of their own proposals alone begin from one baseline. What its
blocks came to is kept, and of their people those whom the proposals are meant for, with their
usual lives: whom they reach at other numbers is found among these.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from borgerflow.experiments.runs.estimators.blocks import Known, Lives
from borgerflow.experiments.runs.estimators.lotteries import Totals
from borgerflow.sim.engines.reach import Difference
from borgerflow.sim.world.world import World

MOST_BASELINES = 4  # the latest ones
MOST_BYTES = 1 << 25  # of one of them, all its replications together: 128 MB of all
Part = tuple[Totals, Known[Lives]]  # what a block comes to, and some of its people


@dataclass
class UsualLives:
    """A baseline, and what is kept of its replications for one kind of difference from it."""

    world: World
    whom: Hashable = None
    bytes: int = 0
    replications: dict[int, list[Part]] = field(default_factory=dict)

    def parts(
        self, replication: int, whom: Hashable, anew: Callable[[], Iterable[Part]]
    ) -> Iterator[Part]:
        """Yield the parts of a replication: those kept, else made anew and kept if there is room.

        Parameters
        ----------
        whom : hashable
            What tells whose lives are wanted and what of them is counted; parts that were kept of
            others make room.
        """
        if whom != self.whom:
            self.whom, self.bytes = whom, 0
            self.replications.clear()
        if replication in self.replications:
            yield from ((total, known.widened()) for total, known in self.replications[replication])
            return
        kept: list[Part] = []
        room = MOST_BYTES - self.bytes
        for total, known in anew():
            yield total, known
            narrow = known.narrowed()
            room -= narrow.bytes
            if room < 0:
                kept.clear()
            else:
                kept.append((total, narrow))
        if room >= 0:
            self.replications[replication], self.bytes = kept, MOST_BYTES - room


class KeptBaselines:
    """The baselines asked about last, by what they depend on."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, UsualLives] = OrderedDict()

    def of(self, name: str, baseline: World) -> UsualLives:
        """Return what is kept of a baseline; ``name`` is another for every other baseline."""
        usual = self._kept.setdefault(name, UsualLives(baseline))
        self._kept.move_to_end(name)
        while len(self._kept) > MOST_BASELINES:
            self._kept.popitem(last=False)
        return usual


def meant_for(difference: Difference) -> Hashable:
    """Return what tells apart differences that meet other citizens."""
    return difference.elsewhere, frozenset((row.meets, row.share) for row in difference.rows)
