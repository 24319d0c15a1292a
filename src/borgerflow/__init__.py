"""borgerflow: citizens moving through Danish benefit schemes, and what that costs the municipality.

>>> import borgerflow as bf
>>> finding = bf.compare("herning", ["herning-syg02"])  # doctest: +SKIP

Each name is loaded when it is first used, so that `import borgerflow` costs nothing.
"""

import os.path
from importlib import import_module

TYPE_CHECKING = False  # as `typing` has it, whose own import takes most of the start
if TYPE_CHECKING:
    from borgerflow.experiments.findings.rows import Interval
    from borgerflow.experiments.questions.batch.question import batch
    from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding
    from borgerflow.experiments.questions.breakeven.question import breakeven
    from borgerflow.experiments.questions.compare.finding import Finding
    from borgerflow.experiments.questions.compare.form.from_finding import fill_form
    from borgerflow.experiments.questions.compare.question import compare
    from borgerflow.experiments.questions.contacts.finding import ContactsFinding
    from borgerflow.experiments.questions.contacts.question import contacts
    from borgerflow.experiments.questions.data.fit.finding import FitFinding
    from borgerflow.experiments.questions.data.fit.question import fit
    from borgerflow.experiments.questions.portfolio.finding import PortfolioFinding
    from borgerflow.experiments.questions.portfolio.question import portfolio
    from borgerflow.experiments.questions.run.finding import RunFinding
    from borgerflow.experiments.questions.run.question import run
    from borgerflow.experiments.questions.uncertainty.finding import UncertaintyFinding
    from borgerflow.experiments.questions.uncertainty.question import uncertainty
    from borgerflow.experiments.store.report_anew import report
    from borgerflow.experiments.validation.accounts.finding import AccountsFinding
    from borgerflow.experiments.validation.accounts.question import accounts
    from borgerflow.experiments.validation.backcast.finding import BackcastFinding
    from borgerflow.experiments.validation.backcast.question import backcast
    from borgerflow.experiments.validation.followup.finding import FollowupFinding
    from borgerflow.experiments.validation.followup.question import followup
    from borgerflow.sim.base.errors import InputError
    from borgerflow.sim.engines.simulate import simulate
    from borgerflow.sim.settlement.explain import explain
    from borgerflow.sim.settlement.settle import settle
    from borgerflow.sim.world.world import load_world

__all__ = [
    "AccountsFinding",
    "BackcastFinding",
    "BreakEvenFinding",
    "ContactsFinding",
    "Finding",
    "FitFinding",
    "FollowupFinding",
    "InputError",
    "Interval",
    "PortfolioFinding",
    "RunFinding",
    "UncertaintyFinding",
    "accounts",
    "backcast",
    "batch",
    "breakeven",
    "compare",
    "contacts",
    "explain",
    "fill_form",
    "fit",
    "followup",
    "load_world",
    "portfolio",
    "report",
    "run",
    "settle",
    "simulate",
    "uncertainty",
]

_HOMES = {
    "AccountsFinding": "experiments.validation.accounts.finding",
    "BackcastFinding": "experiments.validation.backcast.finding",
    "BreakEvenFinding": "experiments.questions.breakeven.finding",
    "ContactsFinding": "experiments.questions.contacts.finding",
    "Finding": "experiments.questions.compare.finding",
    "FitFinding": "experiments.questions.data.fit.finding",
    "FollowupFinding": "experiments.validation.followup.finding",
    "InputError": "sim.base.errors",
    "Interval": "experiments.findings.rows",
    "PortfolioFinding": "experiments.questions.portfolio.finding",
    "RunFinding": "experiments.questions.run.finding",
    "UncertaintyFinding": "experiments.questions.uncertainty.finding",
    "accounts": "experiments.validation.accounts.question",
    "backcast": "experiments.validation.backcast.question",
    "batch": "experiments.questions.batch.question",
    "breakeven": "experiments.questions.breakeven.question",
    "compare": "experiments.questions.compare.question",
    "contacts": "experiments.questions.contacts.question",
    "explain": "sim.settlement.explain",
    "fill_form": "experiments.questions.compare.form.from_finding",
    "fit": "experiments.questions.data.fit.question",
    "followup": "experiments.validation.followup.question",
    "load_world": "sim.world.world",
    "portfolio": "experiments.questions.portfolio.question",
    "report": "experiments.store.report_anew",
    "run": "experiments.questions.run.question",
    "settle": "sim.settlement.settle",
    "simulate": "sim.engines.simulate",
    "uncertainty": "experiments.questions.uncertainty.question",
}

# Git without symbolic links writes a link as a small text file that holds its target.
if not os.path.isdir(os.path.join(os.path.dirname(__file__), "sim")):
    raise ImportError(
        "This copy of borgerflow was checked out without symbolic links, so src/borgerflow/sim is "
        "no folder: run `git config core.symlinks true` and `git checkout src` (on Windows in "
        "developer mode), or install the wheel."
    )


def __getattr__(name: str) -> object:
    """Return one of the public names, its module loaded on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'borgerflow' has no attribute {name!r}")
    found: object = getattr(import_module(f"borgerflow.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
