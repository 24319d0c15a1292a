"""Numbers that are set on the command line: ``hazards.dagpenge.job=x1.1``, or a file of them."""

import os
from pathlib import Path

from borgerflow.experiments.typed.numbers import GROUPED, number
from borgerflow.experiments.typed.sizes import ANY_NUMBER
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import near_file
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.params.patches.files import line_of, read_patch

OPTION = "--set"
NO_NAME = Wording(
    da=": der skal stå et navn og en ændring, fx hazards.dagpenge.job=x1,1.",
    en=": expected a name and a change, as hazards.dagpenge.job=x1.1.",
)


def number_set(text: str) -> PatchLine:
    """Return the line of a patch that was typed.

    Raises
    ------
    InputError
        If there is no name or no change, or a number that can be read in two ways.
    """
    name, equals, change = (part.strip() for part in text.partition("="))
    if not name or not equals or not change:
        is_ = Wording(da=f"{OPTION} er ", en=f"{OPTION} is ")
        raise InputError(is_ + quoted(text) + NO_NAME)
    if GROUPED.fullmatch(change):
        number(f"{OPTION} {name}", change, ANY_NUMBER)  # refuses 1.000, tells how to type it
    return line_of(name, change, f"{OPTION} {name}: ")


def patch_in(path: Path) -> tuple[PatchLine, ...]:
    """Return what a file that was typed says is done to which numbers.

    Raises
    ------
    InputError
        If there is no such file, with the option that names it, or it does not hold.
    """
    if not os.path.exists(path):
        said = Wording(
            f"--patch nævner {path}, som ikke findes: der skal stå stien til en YAML-fil med"
            " de tal, der sættes.",
            f"--patch names {path}, which does not exist: expected the path of a YAML file with the"
            " numbers to set.",
        )
        raise InputError(said + near_file(Path(path)))
    return read_patch(path)
