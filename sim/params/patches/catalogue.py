"""Every number that a patch may set: the forms of ``model/`` and what each is called in answers."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from borgerflow.sim.base.errors import InputError, nearest, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.contacts import (
    ActivationCourses,
    ContactEffects,
    ContactForms,
    Sanctions,
    Teams,
)
from borgerflow.sim.params.model import Costs, Hazards, Municipality, Population
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.params.patches.correlations import is_correlation, pair_of, pairs_in
from borgerflow.sim.params.patches.graded import EFFECTS, graded_in
from borgerflow.sim.params.patches.law import ACCOUNTS, names_in_law
from borgerflow.sim.params.reading.forms import Entry, read_model

if TYPE_CHECKING:
    from borgerflow.sim.params import Params

NO_NUMBER = Wording("intet tal bag svaret", "no number behind the answer")
HAZARDS, COSTS, POPULATION = "hazards", "costs", "population"
TALKS, TEAMS, SANCTIONS, ACTIVATION = "talks", "teams", "sanctions", "activation"
FORMS: dict[str, type[Entry]] = {
    HAZARDS: Hazards,
    COSTS: Costs,
    POPULATION: Population,
    TALKS: ContactForms,
    TEAMS: Teams,
    SANCTIONS: Sanctions,
    ACTIVATION: ActivationCourses,
}


def forms_of_model(model: Path) -> Iterator[tuple[str, Entry]]:
    """Yield the forms of a folder that every world has, by what their numbers' names begin with."""
    for prefix, form in FORMS.items():
        yield prefix, read_model(model / f"{prefix}.yaml", form)


def numbers_known(params: "Params", home: Municipality) -> tuple[str, ...]:
    """Return the names of all numbers that may be set in a municipality."""
    model = params.directory / "model"
    presets = read_model(model / f"{EFFECTS}.yaml", ContactEffects).presets
    forms = [
        *params.proposals.items(),
        (home.name, home),
        *((EFFECTS, each) for each in presets.values()),
        *forms_of_model(model),
        *((ACCOUNTS, each) for each in params.law.accounts.forms),
    ]
    found = (name for prefix, form in forms for name in graded_in(prefix, form))
    return tuple(dict.fromkeys((*found, *names_in_law(params.law))))


def refuse_unmatched(params: "Params", home: Municipality) -> None:
    """Refuse a line of the patch that no number of a municipality matches, with the nearest name.

    Raises
    ------
    InputError
        With the place of the line.
    """
    others = [line for line in params.patch if not _is_of_a_proposal(line, params)]
    _refuse_none_of(others, numbers_known(params, home) if others else ())


def _is_of_a_proposal(line: PatchLine, params: "Params") -> bool:
    """Tell whether a line names numbers of one proposal, and some of them are there."""
    name = line.name.partition(".")[0]
    proposal = params.proposals.get(name)
    return proposal is not None and any(map(line.matches, graded_in(name, proposal)))


def refuse_no_law(params: "Params") -> None:
    """Refuse a line of the patch that no number of the law book matches, with the nearest name."""
    _refuse_none_of(params.patch, tuple(names_in_law(params.law)) if params.patch else ())


def _refuse_none_of(patch: Sequence[PatchLine], known: Collection[str]) -> None:
    for line in patch:
        names = pair_of(line).names if is_correlation(line) else (line.name,)
        for name in names:
            if not any(fnmatchcase(each, name) for each in known):
                close = nearest(name, (*known, *_patterns_near(name, known)))
                said = line.where if line.name in line.where.en else line.where + f"{line.name}: "
                raise InputError(said + unknown(NO_NUMBER, name, ()) + close)
    pairs_in(patch)


def _patterns_near(pattern: str, known: Collection[str]) -> Iterator[str]:
    """Yield the pattern in which each word that no number has is the nearest one that some have."""
    words = {word for name in known for word in name.split(".")}
    parts = []
    for part in pattern.split("."):
        close = [] if "*" in part or part in words else get_close_matches(part, words, n=1)
        parts.append(close[0] if close else part)
    near = ".".join(parts)
    if "*" in near and any(fnmatchcase(name, near) for name in known):
        yield near
