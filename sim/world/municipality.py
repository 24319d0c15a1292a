"""The estimates of lives and costs, and the municipalities there are, as ``params/`` has them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from borgerflow.sim.base.errors import InputError, ParamError, nearest, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate, Params, read_model
from borgerflow.sim.params.contacts import ActivationCourse, ActivationCourses
from borgerflow.sim.params.model import (
    Categories,
    Costs,
    Hazards,
    Municipality,
    Outcomes,
    Population,
)
from borgerflow.sim.params.municipalities import read_municipality
from borgerflow.sim.params.patches.catalogue import ACTIVATION, COSTS, HAZARDS, POPULATION
from borgerflow.sim.params.patches.graded import refuse_too_many
from borgerflow.sim.params.proposals.conditions import Condition, calendar_of, find_condition
from borgerflow.sim.params.reading.phrases import NO_MUNICIPALITY, listed

if TYPE_CHECKING:
    from borgerflow.sim.base.arrays import Floats

OWN_FILE = ".yaml"


@dataclass(frozen=True)
class Model:
    """The estimates of ``params/model``, read and checked."""

    hazards: Hazards
    outcomes: Outcomes
    categories: Categories
    population: Population
    costs: Costs
    conditions: tuple[Condition, ...] = ()  # whose periods are in the calendar of the hazards

    def amid(self, conditions: tuple[Condition, ...]) -> "Model":
        """Return the same under conditions."""
        if not conditions:
            return self
        calendar = (*self.hazards.calendar, *calendar_of(conditions))
        hazards = self.hazards.model_copy(update={"calendar": calendar})
        return replace(self, hazards=hazards, conditions=conditions)


@dataclass(frozen=True)
class UnitCosts:
    """What settlement asks of a world besides the law, in prices of 2019."""

    contact_minute: float  # kroner
    activation_week: "Floats"  # [scheme] kroner a week of benefit
    price_index: Mapping[int, float]  # by year, 2019 = 1


def read_estimates(params: Params) -> Model:
    """Return the estimates of a params folder."""
    folder = params.directory / "model"
    return Model(
        params.patched_form(HAZARDS, read_model(folder / "hazards.yaml", Hazards)),
        read_model(folder / "outcomes.yaml", Outcomes),
        read_model(folder / "categories.yaml", Categories),
        params.patched_form(POPULATION, read_model(folder / "population.yaml", Population)),
        params.patched_form(COSTS, read_model(folder / "costs.yaml", Costs)),
    )


def conditions_of(params: Params, municipality: str, hazards: Hazards) -> tuple[Condition, ...]:
    """Return the conditions that worlds of a municipality are under."""
    ways = [(origin, to) for origin, form in hazards.schemes.items() for to in form.exits]
    folder = params.conditions_folder
    return tuple(find_condition(folder, name, municipality, ways) for name in params.conditions)


def municipality_names(params: Params) -> tuple[str, ...]:
    """Return the municipalities that have a file, the packaged ones first, each part in order."""
    return tuple(_files(params))


def file_of(params: Params, name: str) -> Path:
    """Return the file of a municipality there is."""
    return _files(params)[name]


def find_municipality(params: Params, name: str) -> Municipality:
    """Return a municipality by name; an unknown one is refused with the nearest name."""
    files = _files(params)
    if name not in files:
        own = Wording(
            "; eller en fil af din egen, der ender på .yaml.",
            "; or a file of your own that ends in .yaml.",
        )
        known = listed(files).each(lambda text: text.rstrip(".")) + own
        raise InputError(unknown(NO_MUNICIPALITY, name, files).capital() + _own_file(name) + known)
    stocked = read_estimates(params).population.profiles
    home = read_municipality(files[name], params.law.schemes, stocked).content
    patched = params.patched_form(name, home)
    refuse_too_many(patched, params.patch)
    return patched


def _own_file(name: str) -> Wording:
    """Return that a file here has the name, where one has; it was typed without its ending."""
    file = f"{name}{OWN_FILE}"
    meant = Wording(f" Mente du filen {file}?", f" Did you mean the file {file}?")
    return meant if os.path.isfile(file) else Wording("", "")


def with_file_of(params: Params, named: str, home: Path = Path()) -> tuple[Params, str]:
    """Return what is held true with the file of a municipality that is named, and its name.

    A name that ends in .yaml is a file of the user's own, its path from ``home`` on; a packaged
    file is known by its name.

    Raises
    ------
    ParamError
        If the file does not hold, or has the name of another municipality.
    """
    if not named.endswith(OWN_FILE):
        return params, named
    path, packaged = home / named, _packaged(params)
    if path.resolve() in (each.resolve() for each in packaged.values()):
        return params, path.stem
    stocked = read_estimates(params).population.profiles
    sheet = read_municipality(path, params.law.schemes, stocked)
    own = {each.stem: each for each in params.own_places if each.resolve() != path.resolve()}
    others = {**packaged, **own}
    if path.stem in others:
        said = Wording(
            f"en anden kommune har dette navn: {others[path.stem]}.",
            f"another municipality has this name: {others[path.stem]}.",
        )
        raise sheet.fault(("name",), said)
    return params.with_own_place(path), path.stem


def _files(params: Params) -> dict[str, Path]:
    return {**_packaged(params), **{path.stem: path for path in params.own_places}}


def _packaged(params: Params) -> dict[str, Path]:
    paths = sorted((params.directory / "municipalities").glob("*.yaml"))
    return {path.stem: path for path in paths}


def value_of(estimate: Estimate | None, unknown: float) -> float:
    """Return the value of an estimate, or what stands for an unknown one."""
    return unknown if estimate is None or estimate.value is None else estimate.value


def number_of(estimate: Estimate) -> float:
    """Return the value of an estimate about contacts, which must be known."""
    if estimate.value is None:
        raise ParamError(
            Wording(
                f"Et tal om samtaler er ikke kendt ({estimate.source}); der skal stå et.",
                f"A number about talks is not known ({estimate.source}); expected one.",
            )
        )
    return estimate.value


def courses_of(params: Params) -> dict[str, ActivationCourse]:
    """Return what compulsory activation takes, by the schemes where it is known."""
    found = read_model(params.directory / "model" / "activation.yaml", ActivationCourses)
    return params.patched_form(ACTIVATION, found).courses


def course_on(scheme: str, params: Params) -> ActivationCourse:
    """Return what compulsory activation takes on a scheme.

    Raises
    ------
    InputError
        If it is not known.
    """
    known = courses_of(params)
    if scheme not in known:
        nothing = Wording(
            f"Der kendes ingen obligatorisk aktivering i {scheme}.",
            f"No compulsory activation is known on {scheme}.",
        )
        raise InputError(nothing + nearest(scheme, known) + listed(known))
    return known[scheme]
