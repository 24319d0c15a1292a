"""The estimates of lives and costs, and the municipalities there are, as ``params/`` has them."""

from collections.abc import Mapping
from dataclasses import dataclass

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import InputError, ParamError, nearest
from borgerflow.sim.params import Estimate, Params, read_model
from borgerflow.sim.params.model import (
    Categories,
    Costs,
    Hazards,
    Municipality,
    Outcomes,
    Population,
)


@dataclass(frozen=True)
class Model:
    """The estimates of ``params/model``, read and checked."""

    hazards: Hazards
    outcomes: Outcomes
    categories: Categories
    population: Population
    costs: Costs


@dataclass(frozen=True)
class UnitCosts:
    """What settlement asks of a world besides the law, in prices of 2019."""

    contact_minute: float  # kroner
    activation_week: Floats  # [scheme] kroner a week of benefit
    price_index: Mapping[int, float]  # by year, 2019 = 1


def read_estimates(params: Params) -> Model:
    """Return the estimates of a params folder."""
    folder = params.directory / "model"
    return Model(
        read_model(folder / "hazards.yaml", Hazards),
        read_model(folder / "outcomes.yaml", Outcomes),
        read_model(folder / "categories.yaml", Categories),
        read_model(folder / "population.yaml", Population),
        read_model(folder / "costs.yaml", Costs),
    )


def municipality_names(params: Params) -> tuple[str, ...]:
    """Return the municipalities that have a file, in order."""
    return tuple(sorted(p.stem for p in (params.directory / "municipalities").glob("*.yaml")))


def find_municipality(params: Params, name: str) -> Municipality:
    """Return a municipality by name; an unknown one is refused with the nearest name."""
    known = municipality_names(params)
    if name not in known:
        raise InputError(
            f"No municipality is called {name}.{nearest(name, known)} Known: {', '.join(known)}."
        )
    return read_model(params.directory / "municipalities" / f"{name}.yaml", Municipality)


def value_of(estimate: Estimate | None, unknown: float) -> float:
    """Return the value of an estimate, or what stands for an unknown one."""
    return unknown if estimate is None or estimate.value is None else estimate.value


def number_of(estimate: Estimate) -> float:
    """Return the value of an estimate about contacts, which must be known."""
    if estimate.value is None:
        raise ParamError(f"A number about talks is not known ({estimate.source}); expected one.")
    return estimate.value
