"""borgerflow's model: worlds of citizens, the lives they live, and what that costs.

>>> from sim import load_world, simulate, settle

The three names are read when first used, so that a command which needs no world starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.engines import simulate
    from sim.settlement import explain, settle
    from sim.world import load_world

__all__ = ["explain", "load_world", "settle", "simulate"]

_HOMES = {
    "load_world": "sim.world",
    "simulate": "sim.engines",
    "settle": "sim.settlement",
    "explain": "sim.settlement",
}


def __getattr__(name: str) -> object:
    """Return one of the names of the model, its room read on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
