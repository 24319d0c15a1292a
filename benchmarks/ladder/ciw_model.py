"""The ladder model in Ciw: a node for each state with room for all, and one for the team.

A citizen stays at the node of the state until the next talk or the end of the spell, whichever
comes first. With staff they go on to the team's node, where service comes in slots and from
which they renege when the spell ends; after the talk they return to the node of their state.
"""

from collections.abc import Sequence
from random import Random

import ciw

from benchmarks.ladder.lives import Life
from benchmarks.ladder.model import DAYS, JOB, OUT, Ladder, Outcome, slots_a_day, working_days
from benchmarks.ladder.settlement import municipal_kroner

END_OF_DAY = 0.5  # after all that happens at the beginning of a day
NEVER = float("inf")
TEAM = OUT + 1  # number of the team's node; that of a state is one more than the state's


def live(ladder: Ladder, citizens: int, seed: int) -> Outcome:
    """Return the lives of so many citizens, settled."""
    draw = Random(seed)
    lives = [Life(number, ladder, draw) for number in range(citizens)]
    ciw.seed(seed)  # decides which of those who leave a node at once is first
    simulation = ciw.Simulation(_network(ladder, lives))
    simulation.simulate_until_max_time(DAYS)
    for life in lives:
        life.close()
    return Outcome(
        [spell for life in lives for spell in life.spells],
        [talk for life in lives for talk in life.talks],
        sum(municipal_kroner(life.spells) for life in lives),
    )


class Stay(ciw.dists.Distribution):
    """The time at the node of a state: until the next talk, or the end of the spell."""

    def sample(self, t: float, ind: ciw.Individual) -> float:
        return min(ind.life.ends, ind.life.talk) - t


class Patience(ciw.dists.Distribution):
    """The time in the queue after which the spell ends without a talk."""

    def sample(self, t: float, ind: ciw.Individual) -> float:
        return ind.life.ends - t


class Ways(ciw.routing.NetworkRouting):
    """Where citizens go from a node, by what has happened in their lives."""

    def __init__(self, lives: Sequence[Life], staffed: bool) -> None:
        super().__init__([])
        self.lives, self.staffed = lives, staffed

    def initialise_individual(self, ind: ciw.Individual) -> None:
        ind.life = self.lives[ind.id_number - 1]

    def next_node(self, ind: ciw.Individual, node_id: int) -> ciw.Node:
        life, today = ind.life, int(self.simulation.current_time)
        if node_id != TEAM and life.ends == today:
            life.leave()
        elif node_id != TEAM and self.staffed:
            return self.simulation.nodes[TEAM]
        else:
            life.hold_talk(today)
        return self._node_of(life)

    def next_node_for_jockeying(self, ind: ciw.Individual, node_id: int) -> ciw.Node:
        ind.life.leave()
        return self._node_of(ind.life)

    def _node_of(self, life: Life) -> ciw.Node:
        return self.simulation.nodes[-1 if life.state == OUT else life.state + 1]


def _first_due(waiting: list[ciw.Individual], now: float) -> ciw.Individual:
    """Return who is served next: the order is due day, then citizen."""
    return min(waiting, key=lambda ind: (ind.life.due, ind.life.number))


def _network(ladder: Ladder, lives: Sequence[Life]) -> ciw.network.Network:
    """Return the nodes of the states and, with staff, that of the team."""
    arrivals = [ciw.dists.Sequential([0.0, NEVER]) if s == JOB else None for s in range(OUT)]
    everybody = ciw.dists.Deterministic(len(lives))
    days = [day + END_OF_DAY for day in working_days()]
    slots = ciw.Slotted(slots=days, slot_sizes=[slots_a_day(len(lives))] * len(days))
    team = int(ladder.staffed)
    return ciw.create_network(
        arrival_distributions=arrivals + [None] * team,
        batching_distributions=[everybody] * (OUT + team),
        service_distributions=[Stay()] * OUT + [ciw.dists.Deterministic(0.0)] * team,
        number_of_servers=[NEVER] * OUT + [slots] * team,
        reneging_time_distributions=[None] * OUT + [Patience()] * team,
        service_disciplines=[ciw.disciplines.FIFO] * OUT + [_first_due] * team,
        routing=Ways(lives, ladder.staffed),
    )
