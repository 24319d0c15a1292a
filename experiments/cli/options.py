"""The options that commands share, and the checks that need no world.

Every refusal names the option, what was given, what is expected and the nearest right name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from borgerflow.experiments.cli.language import language_of_the_system
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.wording import LANGUAGES, Wording

ENGINES = ("auto", "reference", "compiled")
CSV_PROFILES = ("da", "int")
REPLICATIONS, SEED = 20, 1
RESULTS = Path("results")
LARGEST_SEED = 2**63 - 1
T = TypeVar("T")


def whole_number(text: str) -> int:
    """Return the whole number that was typed."""
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"got {text!r}, expected a whole number.") from None


def folder_typed(text: str) -> Path:
    """Return the folder that was typed; an empty name is none, not the folder one stands in."""
    if not text:
        raise InputError(
            Wording(
                da="Navnet på en mappe er tomt: forventede en mappe (. er den, du står i).",
                en="The name of a folder is empty: expected a folder (. is the one you are in).",
            )
        )
    return Path(text)


Municipality = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        metavar="NAME",
        help="herning, hedensted, vesthimmerland, modelkommune, or a file of your own (.yaml).",
    ),
]
Start = Annotated[
    str | None,
    typer.Option(
        "--start",
        metavar="DAY",
        show_default="the proposals' first year, else 2019-01-01",
        help="First day of the horizon.",
    ),
]
End = Annotated[
    str | None,
    typer.Option(
        "--end",
        metavar="DAY",
        show_default="after the proposals' last year, else 2023-01-01",
        help="The day after the last one.",
    ),
]
Baseline = Annotated[
    list[str] | None,
    typer.Option(
        "--baseline",
        metavar="P",
        help="A proposal in both worlds, an id or a file of your own; may be repeated.",
    ),
]
Replications = Annotated[
    int,
    typer.Option(
        "--replications", metavar="N", parser=whole_number, help="How many pairs of worlds."
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        parser=whole_number,
        help="Which chance; the same seed gives the same lives.",
    ),
]
Engine = Annotated[
    str,
    typer.Option("--engine", metavar="NAME", help="auto, reference or compiled."),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        parser=whole_number,
        show_default="all cores",
        help="How many cores; never changes the answer.",
    ),
]
Params = Annotated[
    Path | None,
    typer.Option(
        "--params",
        metavar="DIR",
        parser=folder_typed,
        show_default="BORGERFLOW_PARAMS, else the packaged ones",
        help="Another folder of what is held true.",
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="da|en",
        show_default="BORGERFLOW_LANG, else from LANG, else en",
        help="Danish or English.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", parser=folder_typed, help="Where results are saved."),
]
Json = Annotated[
    bool,
    typer.Option("--json", help="The answer as JSON on standard output, alone."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")]
CsvProfile = Annotated[
    str | None,
    typer.Option(
        "--csv-profile",
        metavar="da|int",
        show_default="da in Danish, else int",
        help="Semicolon and decimal comma, or comma and point.",
    ),
]
Assumptions = Annotated[
    bool,
    typer.Option("--assumptions", help="List every assumption, not the first few."),
]


@dataclass(frozen=True)
class Simulation:
    """The options of a question about a world, checked."""

    municipality: Municipality = None
    start: Start = None
    end: End = None
    replications: Replications = REPLICATIONS
    seed: Seed = SEED
    engine: Engine = "auto"
    workers: Workers = None

    def __post_init__(self) -> None:
        """Refuse what no world could be asked."""
        refuse_below_one("--replications", self.replications)
        refuse_below_one("--workers", self.workers)
        refuse_unknown("--engine", self.engine, ENGINES)
        if not 0 <= self.seed <= LARGEST_SEED:
            raise InputError(f"--seed is {self.seed}: expected a whole number from 0 to 2^63 - 1.")

    def run(self) -> dict[str, Any]:
        """Return years, replications, seed and engine, as the record of a question has them."""
        names = ("start", "end", "replications", "seed", "engine")
        return {name: getattr(self, name) for name in names}


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
    lang: Lang = None,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
    csv_profile: CsvProfile = None,
    assumptions: Assumptions = False,
) -> Display:
    """Return how the answer is shown, with what was not said filled in."""
    spoken = language(lang)
    profile = profile_of(csv_profile, spoken)
    return Display(spoken, profile, out or RESULTS, json, quiet, assumptions)


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
    spread.__signature__ = Signature(options)  # type: ignore[attr-defined]
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


def language(lang: str | None) -> str:
    """Return the language asked for, else the one of the user's system."""
    if lang is not None:
        refuse_unknown("--lang", lang, LANGUAGES)
        return lang
    return language_of_the_system()


def profile_of(profile: str | None, lang: str) -> str:
    """Return the CSV profile asked for, else the one of the language."""
    if profile is not None:
        refuse_unknown("--csv-profile", profile, CSV_PROFILES)
        return profile
    return "da" if lang == "da" else "int"


def refuse_below_one(option: str, number: int | None) -> None:
    """Refuse a count below one."""
    if number is not None and number < 1:
        raise InputError(f"{option} is {number}: expected 1 or more.")


def refuse_unknown(option: str, name: str, known: Sequence[str]) -> None:
    """Refuse a name that is not one of the known ones."""
    if name not in known:
        raise InputError(
            f"{option} is {name!r}: expected {' or '.join(known)}.{nearest(name, known)}"
        )
