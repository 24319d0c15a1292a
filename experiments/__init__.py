"""What we ask: each question a user asks is a function that returns a finding.

``from experiments import compare`` gives the function. The functions are loaded when first
asked for, so that the command line answers ``--help`` at once.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.choosing.finding import PortfolioFinding
    from experiments.choosing.question import portfolio
    from experiments.compare import compare
    from experiments.contacts.finding import ContactsFinding
    from experiments.contacts.question import contacts
    from experiments.findings import Finding, Interval, RunFinding
    from experiments.paying.finding import BreakEvenFinding
    from experiments.paying.question import breakeven
    from experiments.single import run

__all__ = [
    "BreakEvenFinding",
    "ContactsFinding",
    "Finding",
    "Interval",
    "PortfolioFinding",
    "RunFinding",
    "breakeven",
    "compare",
    "contacts",
    "portfolio",
    "run",
]

_HOMES = {
    "BreakEvenFinding": "experiments.paying.finding",
    "ContactsFinding": "experiments.contacts.finding",
    "Finding": "experiments.findings",
    "Interval": "experiments.findings",
    "PortfolioFinding": "experiments.choosing.finding",
    "RunFinding": "experiments.findings",
    "breakeven": "experiments.paying.question",
    "compare": "experiments.compare",
    "contacts": "experiments.contacts.question",
    "portfolio": "experiments.choosing.question",
    "run": "experiments.single",
}


class _Questions(ModuleType):
    """A package whose functions are not hidden by its own files of the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


sys.modules[__name__].__class__ = _Questions
