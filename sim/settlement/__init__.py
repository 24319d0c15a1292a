"""What a history of spells costs, and who pays: a pure function of history and law.

Knows nothing of chance and of how the spells arose. `settle` prices many citizens, `explain`
tells one citizen's weeks; both run the same kernel.
"""

from borgerflow.sim.settlement.explain import explain
from borgerflow.sim.settlement.rulebook import PAYERS, Switches
from borgerflow.sim.settlement.settle import settle

__all__ = ["PAYERS", "Switches", "explain", "settle"]
