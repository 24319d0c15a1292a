"""borgerflow: citizens moving through Danish benefit schemes, and what that costs the municipality.

>>> import borgerflow as bf
>>> finding = bf.compare("herning", ["herning-syg02"])  # doctest: +SKIP

Each name is loaded when first used, so that `import borgerflow` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from borgerflow.experiments.findings.rows import Interval
    from borgerflow.experiments.questions.batch.question import run_study as batch
    from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding
    from borgerflow.experiments.questions.breakeven.question import breakeven
    from borgerflow.experiments.questions.compare.finding import Finding
    from borgerflow.experiments.questions.compare.question import compare
    from borgerflow.experiments.questions.contacts.finding import ContactsFinding
    from borgerflow.experiments.questions.contacts.question import contacts
    from borgerflow.experiments.questions.portfolio.finding import PortfolioFinding
    from borgerflow.experiments.questions.portfolio.question import portfolio
    from borgerflow.experiments.questions.run.finding import RunFinding
    from borgerflow.experiments.questions.run.question import run
    from borgerflow.sim.engines.simulate import simulate
    from borgerflow.sim.settlement.explain import explain
    from borgerflow.sim.settlement.settle import settle
    from borgerflow.sim.world.world import load_world

_QUESTIONS = "borgerflow.experiments.questions"
_HOMES = {
    "BreakEvenFinding": f"{_QUESTIONS}.breakeven.finding",
    "ContactsFinding": f"{_QUESTIONS}.contacts.finding",
    "Finding": f"{_QUESTIONS}.compare.finding",
    "Interval": "borgerflow.experiments.findings.rows",
    "PortfolioFinding": f"{_QUESTIONS}.portfolio.finding",
    "RunFinding": f"{_QUESTIONS}.run.finding",
    "batch": f"{_QUESTIONS}.batch.question",
    "breakeven": f"{_QUESTIONS}.breakeven.question",
    "compare": f"{_QUESTIONS}.compare.question",
    "contacts": f"{_QUESTIONS}.contacts.question",
    "explain": "borgerflow.sim.settlement.explain",
    "load_world": "borgerflow.sim.world.world",
    "portfolio": f"{_QUESTIONS}.portfolio.question",
    "run": f"{_QUESTIONS}.run.question",
    "settle": "borgerflow.sim.settlement.settle",
    "simulate": "borgerflow.sim.engines.simulate",
}
_CALLED_OTHERWISE = {"batch": "run_study"}

__all__ = [
    "BreakEvenFinding",
    "ContactsFinding",
    "Finding",
    "Interval",
    "PortfolioFinding",
    "RunFinding",
    "batch",
    "breakeven",
    "compare",
    "contacts",
    "explain",
    "load_world",
    "portfolio",
    "run",
    "settle",
    "simulate",
]


def __getattr__(name: str) -> object:
    """Return one of the public names, its room read on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'borgerflow' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), _CALLED_OTHERWISE.get(name, name))


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
