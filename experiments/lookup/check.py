"""Whether what is held true is fit to be used: everything read, checked, counted by grade."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from borgerflow.experiments.findings.finding import json_text
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import told
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate, Params, Proposal
from borgerflow.sim.params.check import check_all, count_by_grade

CHECK_SCHEMA = "borgerflow/check/1"


@dataclass(frozen=True)
class CheckReport:
    """What was checked, how many numbers of each grade it holds, and what is wrong."""

    what: str
    grades: Mapping[str, int]
    problems: tuple[Wording, ...]

    def to_json(self) -> str:
        """Return the JSON of ``check``."""
        problems = [problem.to_plain() for problem in self.problems]
        told = {"checked": self.what, "grades": self.grades, "problems": problems}
        return json_text({"schema": CHECK_SCHEMA, **told})

    def refuse_problems(self) -> None:
        """Refuse what was checked if anything is wrong with it."""
        count = len(self.problems)
        if count:
            raise InputError(
                Wording(
                    f"Der er fundet {count} fejl; se ovenfor.",
                    f"{count} problem{'' if count == 1 else 's'} found; see above.",
                )
            )


def checked(params: Params) -> CheckReport:
    """Return what is wrong with a folder of params, if anything, and its count by grade."""
    return CheckReport(
        told(str(params.directory)), count_by_grade(params), tuple(check_all(params))
    )


def grades_counted(proposals: Sequence[Proposal]) -> Counter[str]:
    """Return how many numbers of each grade some proposals hold."""
    return Counter(estimate.grade for one in proposals for estimate in estimates_of(one))


def estimates_of(proposal: Proposal) -> list[Estimate]:
    """Return every number of a proposal."""
    numbers = [*proposal.cost.values(), *proposal.fte.values()]
    numbers += [posts.fte for posts in proposal.capacity]
    for mechanism in proposal.mechanisms:
        fields = (getattr(mechanism, name) for name in type(mechanism).model_fields)
        numbers += [field for field in fields if isinstance(field, Estimate)]
    return numbers
