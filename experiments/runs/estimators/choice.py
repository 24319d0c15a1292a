"""Which estimator tells a change: branches where they carry it, else lotteries."""

from borgerflow.experiments.findings.question import BRANCH, ESTIMATORS, LOTTERY, Estimator
from borgerflow.experiments.runs.estimators.lotteries import difference_between
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.branches.carried import hindrance
from borgerflow.sim.params.reading.phrases import none_called
from borgerflow.sim.world.world import World

NO_ESTIMATOR = Wording("ingen beregningsmåde", "no estimator")


def estimator_for(asked: str, baseline: World, investment: World) -> Estimator:
    """Return the estimator of the change from one world to another.

    Raises
    ------
    InputError
        If there is none of that name, or branches are asked for and do not carry the change.
    """
    if asked not in ESTIMATORS:
        raise InputError(none_called(NO_ESTIMATOR, asked, ESTIMATORS).capital())
    hinders = hindrance(baseline.tables, difference_between(baseline, investment))
    if asked == BRANCH and hinders is not None:
        raise InputError(
            Wording("--estimator branch: vægtede forløb kan ikke rumme ", "--estimator branch: ")
            + hinders
            + Wording(
                ". Udelad --estimator, eller brug lottery: det rummer alle forslag.",
                " is not carried by weighted branches. Leave --estimator out, or use lottery:"
                " it carries every proposal.",
            )
        )
    return LOTTERY if asked == LOTTERY or hinders is not None else BRANCH
