"""A number that is set on the command line: ``hazards.dagpenge.job=x1.1``."""

from borgerflow.experiments.typed.numbers import GROUPED, number
from borgerflow.experiments.typed.sizes import ANY_NUMBER
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.params.patches.files import line_of

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
