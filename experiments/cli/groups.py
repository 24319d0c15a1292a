"""Options that stand together in many commands: of a question about a world, and of an answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any, TypeVar

from borgerflow.experiments.cli import options
from borgerflow.experiments.typed.days import day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

T = TypeVar("T")


@dataclass(frozen=True)
class Simulation:
    """The options of a question about a world; the numbers among them were read by a size."""

    municipality: options.Municipality = None
    start: options.Start = None
    end: options.End = None
    replications: options.Replications = options.REPLICATIONS
    seed: options.Seed = options.SEED
    engine: options.Engine = "auto"
    workers: options.Workers = None
    law: options.Law = None
    conditions: options.Conditions = None
    patch: options.Patch = None
    numbers_set: options.SetNumber = None
    price_year: options.PriceYear = None

    def __post_init__(self) -> None:
        """Refuse an engine there is not, a name that is empty and what is no day."""
        options.refuse_unknown("--engine", self.engine, options.ENGINES)
        for option, name in (("--municipality", self.municipality), ("--law", self.law)):
            if name == "":
                said = Wording(" er tom: der skal stå et navn.", " is empty: expected a name.")
                raise InputError(option + said)
        for option, typed in (("--start", self.start), ("--end", self.end)):
            day(option, typed)

    def run(self) -> dict[str, Any]:
        """Return the options, workers and place apart, as a question has them."""
        names = ("start", "end", "replications", "seed", "engine", "law", "price_year")
        chosen = {name: getattr(self, name) for name in names}
        patch = options.patch_typed(self.patch, self.numbers_set)
        return {**chosen, "conditions": tuple(self.conditions or ()), "patch": patch}


@dataclass(frozen=True)
class Display:
    """How the answer is shown and kept."""

    lang: str
    csv_profile: str
    out: Path
    json: bool
    quiet: bool
    all_assumptions: bool


def display(
    *,
    lang: options.Lang = None,
    out: options.Out = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    csv_profile: options.CsvProfile = None,
    assumptions: options.Assumptions = False,
) -> Display:
    """Return how the answer is shown, with what was not said filled in."""
    spoken = options.language(lang)
    profile = options.profile_of(csv_profile, spoken)
    return Display(spoken, profile, out or options.RESULTS, json, quiet, assumptions)


GROUPS: dict[type, Callable[..., object]] = {Simulation: Simulation, Display: display}


def grouped(command: Callable[..., T]) -> Callable[..., T]:
    """Return a command in which a parameter of type `Simulation` or `Display` is its options.

    They stand in the place of the parameter; their defaults are read from its own, if it has one.
    """
    parameters = signature(command).parameters
    groups = {name: make for name, each in parameters.items() if (make := _group_of(each))}

    @wraps(command)
    def spread(**typed: object) -> T:
        made = {
            name: make(**{option: typed.pop(option) for option in signature(make).parameters})
            for name, make in groups.items()
        }
        return command(**typed, **made)

    options = [option for each in parameters.values() for option in _options_of(each)]
    vars(spread)["__signature__"] = Signature(options)  # what typer reads
    return spread


def _group_of(parameter: Parameter) -> Callable[..., object] | None:
    """Return what makes the group that a parameter stands for, None if it is an option."""
    return next((make for group, make in GROUPS.items() if parameter.annotation is group), None)


def _options_of(parameter: Parameter) -> Iterator[Parameter]:
    make = _group_of(parameter)
    if make is None:
        yield parameter
        return
    for option in signature(make).parameters.values():
        default = getattr(parameter.default, option.name, option.default)
        yield option.replace(kind=Parameter.KEYWORD_ONLY, default=default)
