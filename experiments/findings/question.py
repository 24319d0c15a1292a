"""What is asked of a simulated municipality: one frozen record per question, stated once.

The command, the study file and the Python function build the record; everything that the answer
depends on is a field of it, params and code apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from borgerflow.sim.base.errors import refuse_lone
from borgerflow.sim.params.patches.changes import PatchLine, changes_of
from borgerflow.sim.params.patches.files import lines_of

if TYPE_CHECKING:
    from borgerflow.sim.params import Params

START, END = "2019-01-01", "2023-01-01"
LONGEST_STUDY = 100
NAMED = {"proposals", "baseline", "conditions", "must", "leave_out"}
Engine = Literal["auto", "reference", "compiled"]
Estimator = Literal["branch", "lottery"]
BRANCH: Estimator = "branch"
LOTTERY: Estimator = "lottery"
ESTIMATORS = ("auto", BRANCH, LOTTERY)


@dataclass(frozen=True, kw_only=True)
class WorldQuestion:
    """What every question about a simulated municipality says.

    ``start`` and ``end`` None are those of the proposals (`runs.validate.with_horizon`);
    ``price_year`` None shows amounts in the prices of the first proposal; ``population`` is the
    share of the municipality to simulate; ``law`` is a draft that the law is taken to be under, and
    ``conditions`` are those that every world is under, ``patch`` the numbers that are set in it.
    """

    kind: ClassVar[str]

    municipality: str
    proposals: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    replications: int = 20
    seed: int = 1
    engine: Engine = "auto"
    price_year: int | None = None
    population: float = 1.0
    law: str | None = None
    conditions: tuple[str, ...] = ()
    patch: tuple[PatchLine, ...] = ()

    @classmethod
    def of(cls, keywords: Mapping[str, Any]) -> Self:
        """Return the question that the keywords of a function ask, other keywords left aside.

        Raises
        ------
        InputError
            If one name stands where a list of them is expected.
        """
        names = {each.name for each in fields(cls)} & set(keywords)
        said = {name: _frozen(keywords[name]) for name in names - {"patch"}}
        for name in NAMED & names:
            refuse_lone(name, said[name])
        return cls(**said, patch=lines_of(keywords.get("patch")))

    @property
    def about(self) -> str:
        """Return the proposals, or the municipality where none is named."""
        return "+".join(self.proposals) or self.municipality

    @property
    def study(self) -> str:
        """Return the name of the study: ``compare/herning-syg02``."""
        return f"{self.kind}/{self.about[:LONGEST_STUDY]}"

    @property
    def horizon(self) -> tuple[str, str]:
        """Return the first day of the horizon, and the day after its last."""
        return START if self.start is None else self.start, END if self.end is None else self.end

    def held(self, params: "Params") -> "Params":
        """Return what is held true under the law and the conditions asked for, numbers set."""
        return params.under(self.law).amid(self.conditions).patched(self.patch)

    def options(self) -> tuple[str, ...]:
        """Return what a command is told of the question that its finding does not say itself.

        A share of the municipality has no option: it is asked for in Python alone.
        """
        year = () if self.price_year is None else ("--price-year", str(self.price_year))
        return (*year, *(() if self.engine == "auto" else ("--engine", self.engine)))

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        unsaid = {"law": None, "conditions": (), "patch": ()}
        said = {k: v for k, v in asdict(self).items() if k not in unsaid or v != unsaid[k]}
        if self.patch:
            said["patch"] = changes_of(self.patch)
        return {"kind": self.kind, **said}


@dataclass(frozen=True, kw_only=True)
class PairQuestion(WorldQuestion):
    """What every question about a pair of worlds says: what is asked about is in one of them.

    ``baseline`` are proposals in both; without any, one world is without proposals. ``estimator``
    is how the change is told, one of `ESTIMATORS`: by branches, by lotteries, or (auto) by branches
    where these carry what is asked about.
    """

    baseline: tuple[str, ...] = ()
    estimator: str = "auto"

    @property
    def everything(self) -> tuple[str, ...]:
        """Return every proposal that is in either world."""
        return (*self.baseline, *self.proposals)

    def options(self) -> tuple[str, ...]:
        """Return what a command is told of the question that its finding does not say itself."""
        how = () if self.estimator == "auto" else ("--estimator", self.estimator)
        return (*super().options(), *how)


def _frozen(value: Any) -> Any:
    """Return lists as tuples, inside a mapping too, and a path as text: a record is a value."""
    if isinstance(value, Mapping):
        return {name: _frozen(each) for name, each in value.items()}
    if isinstance(value, Path):
        return str(value)
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
