"""Runs a study: what is finished is kept, what is missing is lived, all of it is added up.

Which tasks there are, and what they come to, depends on the study alone; never on who lives
them, in which order, or how often the run was stopped on its way.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from experiments.batch import plan, reduce, words
from experiments.batch.finding import BatchFinding
from experiments.batch.parts import (
    Parts,
    mark_finished,
    refusing_a_bad_disk,
    working_folder,
)
from experiments.batch.plan import CENTRAL, Plan, Unit, Work
from experiments.batch.reduce import Sums
from experiments.batch.study import Study
from experiments.batch.summing_up import finding_of, shapes_of
from experiments.batch.tasks import Row, live
from experiments.batch.workers import Hands, WorkersLost, hands_for, lived
from experiments.estimates import replications_needed
from experiments.findings import Notice
from experiments.replicate import Progress
from experiments.saving import Kept, foundations, keep
from sim import results
from sim.errors import InputError
from sim.params import Params

LONG = 20.0  # seconds from which a forecast is worth telling
FEWEST_TO_JUDGE = 10  # replications before a half-width is believed
Remark = Callable[[Notice], None]


@dataclass(frozen=True)
class Asked:
    """A study, and how its answer is written down."""

    of: Study
    lang: str
    csv_profile: str

    @property
    def study(self) -> str:
        """Return the name under which the answer is kept."""
        return self.of.name

    def inputs(self, rests_on: Mapping[str, Any]) -> dict[str, Any]:
        """Return everything that the kept answer depends on."""
        shown = {"kind": "batch", "lang": self.lang, "csv_profile": self.csv_profile}
        return {**self.of.inputs(), **shown, **rests_on}


class Stopped(KeyboardInterrupt):
    """The batch was stopped on its way; what was finished is kept."""


def run_study(
    asked: Asked,
    params: Params,
    root: Path,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
    remark: Remark | None = None,
) -> Kept:
    """Return the kept answer of a study, living what is missing of it.

    Parameters
    ----------
    root : Path
        The answer lies in ``root/<study>/<digest>``, what is finished on the way in
        ``root/<study>/parts/<digest>``.
    workers, cluster : int, str, optional
        How many processes (all cores by default), or the address of a Dask scheduler.
    progress, remark : callable, optional
        Called with tasks done and known of; with the forecast of a long run.

    Raises
    ------
    InputError
        If the study does not hold, another process runs it, params changed since it was begun,
        or the disk or the cluster refuses.
    Stopped
        If the user stops or workers are killed again and again; the same call goes on.
    """
    rests_on = foundations(params)
    inputs = asked.inputs(rests_on)
    found = results.find(root, asked.study, inputs)
    if found is not None:
        return Kept(found, fresh=False)
    results.check_writable(root)
    began = time.perf_counter()
    work = plan.work_of(asked.of, params)
    impossible = plan.impossible_draws(work, asked.of.form.draws)
    with working_folder(root / asked.study, asked.of.task_inputs(), rests_on) as folder:
        parts = Parts(folder, shapes_of(work))
        teller = _Teller(progress, remark)
        tasks = plan.plan_of(asked.of, impossible)
        sums, tasks = _completed(asked.of, work, tasks, parts, (workers, cluster), teller)
        answer = finding_of(asked.of, work, sums, impossible)
        answer = replace(answer, seconds=None)
        took = time.perf_counter() - began
        table = {"tasks": reduce.task_table(sums)}
        kept = keep(answer, asked, inputs, root, table)
        mark_finished(folder)
    del took
    return Kept(kept, fresh=True)
