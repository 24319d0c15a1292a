"""Runs a study: what is finished is kept, what is missing is simulated, all of it is added up.

Which tasks there are, and what they come to, depends on the study alone; never on who simulates
them, in which order, or how often the run was stopped on its way.
"""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from borgerflow.experiments.questions.batch import plan
from borgerflow.experiments.questions.batch.executor import Executor, WorkersLostError
from borgerflow.experiments.questions.batch.finding import BatchFinding
from borgerflow.experiments.questions.batch.parts import (
    Parts,
    keeping_parts_in,
    mark_finished,
    shapes_of,
    working_folder,
)
from borgerflow.experiments.questions.batch.plan import CENTRAL, Outlook, TaskPlan, Unit, Work
from borgerflow.experiments.questions.batch.reduce import (
    LEDGER_LONG,
    OWN_TOTAL,
    Sums,
    books_of,
    finding_of,
    long_ledgers,
    sums_of,
)
from borgerflow.experiments.questions.batch.study import (
    Study,
    StudyForm,
    find_study,
    read_study,
    with_files_of,
)
from borgerflow.experiments.questions.batch.tasks import BASELINE, WorldRow, simulate_unit
from borgerflow.experiments.questions.batch.text import forecast
from borgerflow.experiments.questions.batch.workers import executor_for, finished_units
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.pool import Forecast, Progress
from borgerflow.experiments.runs.statistics import replications_needed, t_quantile
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import NOTHING_FINISHED, StoredAnswer, input_digests
from borgerflow.experiments.store.pieces import write_in_pieces
from borgerflow.experiments.store.results import Writer
from borgerflow.experiments.store.saving import save
from borgerflow.experiments.typed.numbers import Size, refuse_size
from borgerflow.experiments.typed.sizes import PLACE
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params, load
from borgerflow.sim.params.patches.files import PatchGiven, lines_of

RESULTS = Path("results")
FEWEST_TO_JUDGE = 10  # replications before a half-width is believed
BYTES_A_NUMBER = 8
Remark = Callable[[Wording], None]


def batch(
    study: str | Path,
    *,
    until_halfwidth: float | None = None,
    params: Params | None = None,
    root: Path = RESULTS,
    documents: Documents | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    patch: PatchGiven = None,
    progress: Progress | None = None,
    remark: Remark | None = None,
) -> StoredAnswer:
    """Return the stored answer of a study, simulating what is missing of it.

    Parameters
    ----------
    study : str or Path
        The path of a study file, or the name of one that comes with borgerflow.
    until_halfwidth : float, optional
        Kroner to within which the total net is to be known; as the study says by default.
    root : Path
        The answer lies in ``root/<study>/<digest>``, what is finished on the way in
        ``root/<study>/parts/<digest>``.
    workers, cluster : int, str, optional
        How many processes (all cores by default), or the address of a Dask scheduler.
    patch : path, mapping or lines, optional
        Numbers to set in every world, by name or pattern, after those that the study sets.
    progress, remark : callable, optional
        Called with tasks done and known of; with the forecast of a long run.

    Raises
    ------
    InputError
        If the study does not hold, another process runs it, params changed since it was begun,
        or the disk or the cluster refuses.
    KeyboardInterrupt
        If the user stops or workers are killed again and again; it says where what was finished
        is kept, and the same call goes on from there.
    """
    documents, path = documents or Documents(), find_study(study)
    params = with_files_of(path, params or load(), lines_of(patch))
    question = read_study(path, params).until(until_halfwidth)
    rests_on = input_digests(params)
    inputs = {**question.inputs(), **vars(documents), **rests_on}
    found = results.find(root, question.name, inputs)
    if found is not None:
        return StoredAnswer(found, fresh=False)
    results.check_writable(root, question.name)
    began = time.perf_counter()
    work = plan.work_of(question, params)
    impossible = plan.impossible_draws(work, question.form.draws)
    report = ProgressReport(progress, remark)
    place = results.study_folder(root, question.name)
    with working_folder(place, question.task_inputs(), rests_on) as folder:
        run = BatchRun(question.form, work, Parts(folder, shapes_of(work.comparison.axes)), report)
        sums = run.completed(plan.plan_of(question, impossible), workers, cluster)
        tasks = replace(plan.plan_of(question, impossible), central_until=sums.replications)
        answer = finding_of(question, work, sums, impossible, time.perf_counter() - began)
        saved = save(answer, question.name, inputs, root, documents, run.long_tables(tasks))
        mark_finished(folder)
    return StoredAnswer(saved.folder, fresh=True, aside=saved.aside)


@dataclass(frozen=True)
class BatchRun:
    """A study on its way."""

    form: StudyForm
    work: Work
    parts: Parts
    report: "ProgressReport"

    def completed(self, tasks: TaskPlan, workers: int | None, cluster: str | None) -> Sums:
        """Return what all tasks add up to, adding replications while the study wants them."""
        try:
            with ExitStack() as stack:
                executor: Executor | None = None
                while True:
                    units = list(missing_units(tasks, self.parts))
                    self.report.expect(tasks.tasks, units)
                    if units and executor is None:
                        executor = stack.enter_context(executor_for(self.work, workers, cluster))
                    if executor is not None:
                        self._simulate(executor, units)
                    sums = self._sums(tasks)
                    further = replications_wanted(self.form, sums)
                    if further is None:
                        return sums
                    tasks = replace(tasks, central_until=further)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(self._how_to_go_on()) from None
        except WorkersLostError as lost:
            raise KeyboardInterrupt(lost.said + " " + self._how_to_go_on()) from None

    def long_tables(self, tasks: TaskPlan) -> dict[str, Writer]:
        """Return what writes the ledger of every task, one replication at a time."""
        rows, axes = planned_rows(tasks, self.parts), self.work.comparison.axes
        return {LEDGER_LONG: lambda path: write_in_pieces(path, long_ledgers(rows, axes))}

    def _simulate(self, executor: Executor, units: Sequence[Unit]) -> None:
        for unit, result in finished_units(executor, units):
            with keeping_parts_in(self.parts.folder):
                self.parts.save(result.rows)
            self.report.finished(unit, result.peak_bytes, executor)

    def _sums(self, tasks: TaskPlan) -> Sums:
        sums = summed(self.work.comparison, planned_rows(tasks, self.parts))
        if len(sums.totals) != tasks.tasks:
            raise InputError(self._changed_meanwhile(tasks.tasks - len(sums.totals)))
        return sums

    def _changed_meanwhile(self, count: int) -> Wording:
        return Wording(
            da=f"{count} færdige opgaver kan ikke længere læses i "
            f"{self.parts.folder}: de er blevet ændret imens. Den samme kommando"
            " simulerer dem igen.",
            en=f"{count} finished tasks can no longer be read in {self.parts.folder}: something "
            "changed them meanwhile. The same command simulates them again.",
        )

    def _how_to_go_on(self) -> Wording:
        done, total = self.report.done, self.report.total
        if done == 0:
            return NOTHING_FINISHED
        return Wording(
            da=f"{done} af {total} opgaver er færdige og gemt i {self.parts.folder}; den samme "
            "kommando fortsætter derfra.",
            en=f"{done} of {total} tasks are finished and saved in {self.parts.folder}; the same "
            "command goes on from there.",
        )


def summed(comparison: Comparison, replications: Iterable[Mapping[int, WorldRow]]) -> Sums:
    """Return what the rows of replications of a comparison add up to."""
    return sums_of(comparison.axes, books_of(comparison), replications)


def missing_units(tasks: TaskPlan, parts: Parts) -> Iterator[Unit]:
    """Yield units with the tasks that no whole part holds."""
    for replication, finished in parts.replications(tasks.central_until):
        missing = [draw for draw in tasks.draws_of(replication) if draw not in finished]
        yield from plan.units_of(replication, missing)


def planned_rows(tasks: TaskPlan, parts: Parts) -> Iterator[dict[int, WorldRow]]:
    """Yield the rows of each replication by draw, those of the plan alone."""
    for replication, rows in parts.replications(tasks.central_until):
        wanted = {BASELINE, *tasks.draws_of(replication)}
        yield {draw: row for draw, row in rows.items() if draw in wanted}


def replications_wanted(form: StudyForm, sums: Sums) -> int | None:
    """Return how many replications to go on to; None if the interval is narrow enough.

    Never more than twice as many at once, since a spread judged by few is not to be relied on.
    """
    have, wanted = sums.replications, form.until_halfwidth
    if wanted is None or have >= form.at_most:
        return None
    if have < FEWEST_TO_JUDGE:
        return min(FEWEST_TO_JUDGE, form.at_most)
    if sums.half_width <= wanted:
        return None
    needed = replications_needed(sums.central_totals[:, OWN_TOTAL], wanted)
    return min(max(needed, have + 1), 2 * have, form.at_most)


class ProgressReport:
    """Tells how far a batch is, and once what is left of a long one."""

    def __init__(self, progress: Progress | None, remark: Remark | None) -> None:
        self.done = 0
        self.total = 0
        self._progress = progress
        self._remark = remark
        self._forecast = Forecast()

    def expect(self, total: int, missing: Sequence[Unit]) -> None:
        """Take in how many tasks there are, and which are missing."""
        self.total = total
        self.done = total - sum(len(unit.draws) for unit in missing)

    def finished(self, unit: Unit, peak_bytes: int | None, executor: Executor) -> None:
        """Take in a finished unit, and the memory that its worker needed."""
        self.done += len(unit.draws)
        if self._progress is not None:
            self._progress(self.done, self.total)
        seconds = self._forecast.seconds_left(self.done, self.total)
        if self._remark is not None and seconds is not None:
            left = self.total - self.done
            self._remark(forecast(left, seconds, executor.count, peak_bytes))


def outlook_of(study: Study, params: Params) -> Outlook:
    """Return what a study would take, judged by a few replications that are not kept."""
    work, tasks = plan.work_of(study, params), plan.plan_of(study, ())
    simulate_unit(work, Unit(0, (CENTRAL,)))  # so that no compiling is timed
    began, few = time.perf_counter(), range(FEWEST_TO_JUDGE)
    pilot = [simulate_unit(work, Unit(number, (CENTRAL,))).rows for number in few]
    seconds = (time.perf_counter() - began) / FEWEST_TO_JUDGE
    axes = work.comparison.axes
    sums = summed(work.comparison, ({BASELINE: before, CENTRAL: after} for before, after in pilot))
    shapes = shapes_of(axes)
    numbers = sum(math.prod(shape) for shape in shapes.values())
    long = 2 * math.prod(shapes["ledger"])  # of both worlds, as one table
    nets, count = sums.central_totals[:, OWN_TOTAL], tasks.replications
    half = t_quantile(count) * nets.std(ddof=1) / math.sqrt(count) if count > 1 else None
    wanted = study.form.until_halfwidth
    return Outlook(
        tasks=tasks.tasks,
        seconds=seconds * tasks.tasks,
        bytes=BYTES_A_NUMBER * (numbers * (tasks.tasks + count) + long * tasks.tasks),
        replications=count,
        half_width=None if half is None else float(half),
        wanted=wanted,
        enough=None if wanted is None else replications_needed(nets, wanted),
    )


def run_alone(study: Study, params: Params, replication: int, draw: int = CENTRAL) -> BatchFinding:
    """Return one replication of a study, or one draw of it, simulated again by itself.

    Nothing is saved; the numbers are those that the batch itself gets for this task.

    Raises
    ------
    InputError
        If the study has no such draw, or the draw makes no world.
    """
    draws = study.form.draws
    refuse_size("--replication", replication, PLACE)
    refuse_size("--draw", draw, Size(0, draws, Wording(f"0 til {draws}", f"0 to {draws}")))
    began = time.perf_counter()
    work = plan.work_of(study, params)
    comparison = replace(work.comparison, investment=work.investment(draw))
    baseline, row = simulate_unit(work, Unit(replication, (draw,))).rows
    alone = {BASELINE: baseline, CENTRAL: row._replace(draw=CENTRAL)}
    sums = summed(comparison, [alone])
    took = time.perf_counter() - began
    answer = finding_of(study, replace(work, comparison=comparison), sums, {}, took)
    return replace(answer, replication=replication, draw=draw)
