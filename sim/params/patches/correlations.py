"""Numbers that hang together where they are drawn: ``one ~ other: 0.5``, by name or by pattern.

Such a line of a patch sets no number. What it says is the correlation of the normal deviates that
both numbers are drawn by (a Gaussian copula), so that each keeps its own distribution.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.params.reading.phrases import got

BETWEEN = "~"
EXPECTED = Wording(
    "en korrelation, et tal fra -1 til 1",
    "a correlation, a number from -1 to 1",
)
TWO_NAMES = Wording(
    "der skal stå to tal med ~ imellem, fx a.effect ~ a.reach: 0.5.",
    "expected two numbers with ~ between them, as a.effect ~ a.reach: 0.5.",
)
ITSELF = Wording(
    "et tal hænger altid helt sammen med sig selv: nævn to forskellige tal.",
    "a number always hangs together with itself: name two different numbers.",
)


@dataclass(frozen=True)
class CorrelatedPair:
    """Two numbers, or patterns of them, with the correlation of what they are drawn by."""

    names: tuple[str, str]
    rho: float
    line: PatchLine

    def joins(self, one: str, other: str) -> bool:
        """Tell whether it says something of two numbers, in whichever order."""
        first, second = self.names
        pairs = ((one, other), (other, one))
        return any(fnmatchcase(a, first) and fnmatchcase(b, second) for a, b in pairs)


def is_correlation(line: PatchLine) -> bool:
    """Tell whether a line of a patch says how numbers hang together, and sets none."""
    return BETWEEN in line.name


def pair_of(line: PatchLine) -> CorrelatedPair:
    """Return the pair that a line is about.

    Raises
    ------
    InputError
        If it is no correlation of two numbers, with the place of the line.
    """
    names = tuple(name.strip() for name in line.name.split(BETWEEN))
    if len(names) != len(("one", "other")) or not all(names):
        raise line.refused(line.name, TWO_NAMES)
    if names[0] == names[1] and "*" not in names[0]:
        raise line.refused(line.name, ITSELF)
    return CorrelatedPair((names[0], names[1]), _rho(line), line)


def _rho(line: PatchLine) -> float:
    try:
        rho = float(line.change.replace(",", "."))
    except ValueError:
        rho = float("nan")
    if not -1 <= rho <= 1:
        raise line.refused(line.name, got(quoted(line.change), EXPECTED))
    return rho


def pairs_in(patch: Iterable[PatchLine]) -> tuple[CorrelatedPair, ...]:
    """Return the pairs that a patch says something of, in order; of two that join, the last holds.

    Raises
    ------
    InputError
        If a pair is said one way round and otherwise the other way: no correlation is.
    """
    said: dict[tuple[str, str], CorrelatedPair] = {}
    for line in filter(is_correlation, patch):
        pair = pair_of(line)
        turned = said.get((pair.names[1], pair.names[0]))
        if turned is not None and turned is not pair and turned.rho != pair.rho:
            raise _unlike(pair, turned)
        said[pair.names] = pair
    return tuple(said.values())


def _unlike(pair: CorrelatedPair, turned: CorrelatedPair) -> InputError:
    one, other = pair.names
    both = f"{turned.rho:g}", f"{pair.rho:g}"
    return pair.line.refused(
        pair.line.name,
        Wording(
            f"{one} og {other} er angivet at hænge sammen med både {both[0]} og {both[1]}, "
            "men en korrelation er den samme begge veje.",
            f"{one} and {other} are said to have the correlations {both[0]} and {both[1]}, "
            "but a correlation is the same both ways round.",
        ),
    )
