"""A study file: which worlds, how many replications, which numbers are drawn."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.lookup.proposals import begins_at, horizon_of
from borgerflow.experiments.runs.validate import in_force
from borgerflow.experiments.store.naming import folder_name
from borgerflow.experiments.typed.numbers import fits, misfit, refuse_size
from borgerflow.experiments.typed.sizes import IN_STUDY, KRONER_ABOVE_ZERO, TASKS
from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.base.errors import InputError, refuse_unless, unknown
from borgerflow.sim.base.files import near_file
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params import Day, Estimate, Label, Params, Proposal, Text
from borgerflow.sim.params.patches.catalogue import refuse_unmatched
from borgerflow.sim.params.patches.changes import PatchLine, changes_of
from borgerflow.sim.params.patches.files import NumbersSetForm, lines_in
from borgerflow.sim.params.proposals.own_files import ids_of, with_own_files
from borgerflow.sim.params.reading.forms import Sheet, read_sheet
from borgerflow.sim.world.municipality import find_municipality, with_file_of

READY = Path(__file__).resolve().parents[2] / "studies"
UNCERTAIN = ("assumed", "estimated")
NO_STUDY = Wording(da="ingen studiefil", en="no study file")
OF_A_TASK = ["municipality", "proposals", "start", "end", "vary", "seed", "engine", "population"]
NO_NUMBER = Wording(da="intet tal i forslagene", en="no number of the proposals")
NONE_NAMED = Wording(
    da="der står ingen; der skal stå mindst ét.", en="got none; expected one or more."
)
NONE_UNCERTAIN = Wording(
    da="intet tal i forslagene er usikkert; angiv selv, hvilke der skal varieres.",
    en="no number of the proposals is uncertain; name some.",
)


class StudyForm(NumbersSetForm):
    """A study as it stands in the file."""

    question: Label
    municipality: Text
    proposals: tuple[Text, ...]
    start: Day | None = None  # these two are those of the proposals where the file has none
    end: Day | None = None
    replications: int = 20
    draws: int = 0
    vary: Literal["all"] | tuple[Text, ...] = "all"
    seed: int = 1
    until_halfwidth: float | None = None
    at_most: int = 2000
    engine: Engine = "auto"
    population: float = 1.0


@dataclass(frozen=True)
class Study:
    """A study whose names are known, with the numbers it draws and those that are set in it."""

    name: str
    form: StudyForm
    varied: Mapping[str, Estimate]
    patch: tuple[PatchLine, ...] = ()

    @property
    def horizon(self) -> tuple[str, str]:
        """Return the first day of the horizon, and the day after its last."""
        assert self.form.start is not None
        assert self.form.end is not None
        return iso_date(self.form.start), iso_date(self.form.end)

    def until(self, half_width: float | None) -> "Study":
        """Return the study with another half-width to reach, if one is given."""
        if half_width is None:
            return self
        refuse_size("--until-halfwidth", half_width, KRONER_ABOVE_ZERO)
        return replace(self, form=self.form.model_copy(update={"until_halfwidth": half_width}))

    def task_inputs(self) -> dict[str, Any]:
        """Return what the numbers of a single task depend on, params and code apart."""
        form = self.form
        days = dict(zip(("start", "end"), self.horizon, strict=True))
        values = form.model_dump(mode="json") | days | {"vary": sorted(self.varied)}
        patch = {"set": changes_of(self.patch)} if self.patch else {}
        return {**{key: values[key] for key in OF_A_TASK}, **patch}

    def inputs(self) -> dict[str, Any]:
        """Return everything the answer depends on, params and code apart."""
        further = self.form.model_dump(mode="json", exclude={*OF_A_TASK, "set", "correlations"})
        return {**self.task_inputs(), "study": self.name, **further, "kind": "batch"}


def find_study(named: str | Path) -> Path:
    """Return the study file of a path, or of the name of one that comes with borgerflow.

    Raises
    ------
    InputError
        If there is neither; it names the nearest. Also if it is neither a path nor a name.
    """
    ready = {study.stem: study for study in sorted(READY.glob("*.yaml"))}
    names = ", ".join(ready)
    a_study = Wording(
        f"stien til en studiefil (.yaml) eller en af {names}",
        f"the path of a study file (.yaml), or one of {names}",
    )
    refuse_unless(isinstance(named, str | Path), "study", named, a_study)
    if os.path.isfile(named):  # which no name is too long for
        return Path(named)
    named = str(named)
    if named not in ready:
        expected = Wording(
            da=f" Skriv en sti eller en af {names}.", en=f" Expected a path, or one of {names}."
        )
        near = near_file(Path(named)) if Path(named).suffix else same("")
        raise InputError(unknown(NO_STUDY, named, ready).capital() + near + expected)
    return ready[named]


def with_files_of(path: Path, params: Params, patch: Sequence[PatchLine] = ()) -> Params:
    """Return what is held true with the files that a study names, from its folder.

    Numbers are set that the study sets, then those of ``patch``.
    """
    sheet: Sheet[StudyForm] = read_sheet(path, StudyForm)
    form = sheet.content
    held, _ = with_own_files(params, form.proposals, path.parent)
    held, _ = with_file_of(held, form.municipality, path.parent)
    return held.patched((*lines_in(sheet), *patch))


def _sheet_of(path: Path) -> Sheet[StudyForm]:
    """Return the form of a study in its file, proposals and municipality by their ids."""
    sheet: Sheet[StudyForm] = read_sheet(path, StudyForm)
    form = sheet.content
    (place,) = ids_of([form.municipality])
    named = {"proposals": ids_of(form.proposals), "municipality": place}
    return replace(sheet, content=form.model_copy(update=named))


def read_study(path: Path, params: Params) -> Study:
    """Return the study of a file, its names looked up.

    Raises
    ------
    InputError
        At the first thing that does not hold, naming file and line.
    """
    sheet = _sheet_of(path)
    form = sheet.content
    _refuse_sizes(sheet)
    _known(sheet, "municipality", lambda: find_municipality(params, form.municipality))
    proposals = [
        _known(sheet, "proposals", lambda name=name: params.proposal(name), place)
        for place, name in enumerate(form.proposals)
    ]
    for place, name in enumerate(form.proposals):
        if name in form.proposals[:place]:
            twice = Wording(da=f"{name} er nævnt to gange.", en=f"{name} is named twice.")
            raise sheet.fault(("proposals", place), twice)
    form = _with_horizon(sheet, proposals, params)
    if form.until_halfwidth is not None and form.at_most < form.replications:
        below = Wording(
            da=f"den er under replications, {form.replications}.",
            en=f"it is below replications, {form.replications}.",
        )
        raise sheet.fault(("at_most",), below)
    refuse_unmatched(params, find_municipality(params, form.municipality))
    varied = dict(_varied(sheet, proposals)) if form.draws else {}
    return Study(folder_name(path.stem), form, varied, params.patch)


def _with_horizon(
    sheet: Sheet[StudyForm], proposals: Sequence[Proposal], params: Params
) -> StudyForm:
    """Return the form with its first day and the day after its last, as typed or by proposals."""
    form, (first, after) = sheet.content, horizon_of(proposals, params)
    begins = begins_at(first, form.municipality, params)
    usual = parse_day(begins), parse_day(after)
    start, end = (
        own if day is None else day for day, own in zip((form.start, form.end), usual, strict=True)
    )
    if end <= start:
        raise sheet.fault(
            ("end",), Wording(da="den ligger ikke efter start.", en="it is not after start.")
        )
    if not any(in_force(proposal, start, end) for proposal in proposals):
        key = "end" if form.start is None else "start"
        outside = Wording(
            da="ingen af forslagene løber i den nævnte periode.",
            en="nothing of any proposal lies within the days named.",
        )
        raise sheet.fault((key,), outside)
    return form.model_copy(update={"start": start, "end": end})


def _refuse_sizes(sheet: Sheet[StudyForm]) -> None:
    """Refuse counts and amounts of a size that makes no sense, and a study of no proposal."""
    form = sheet.content
    for key, size in IN_STUDY.items():
        value = getattr(form, key)
        if value is not None and not fits(value, size):
            raise sheet.fault((key,), misfit(value, size))
    if looks_like_cpr(str(form.seed)):
        raise sheet.fault(("seed",), Wording(da="tallet ", en="the number ") + IS_CPR)
    tasks = form.replications * (1 + form.draws)
    if not fits(tasks, TASKS):
        raise sheet.fault(("draws",), _too_many(tasks))
    if not form.proposals:
        raise sheet.fault(("proposals",), NONE_NAMED)


def _too_many(tasks: int) -> Wording:
    """Return that replications times draws are too many tasks."""
    said = Wording(da="replications gange 1 + draws: ", en="replications times 1 + draws: ")
    return said + misfit(tasks, TASKS)


def _known(sheet: Sheet[StudyForm], key: str, look_up: Any, *place: int) -> Any:
    """Return what a name leads to; an unknown one is refused with file and line."""
    try:
        return look_up()
    except InputError as error:
        raise sheet.fault((key, *place), error.said) from None


def _varied(sheet: Sheet[StudyForm], proposals: list[Proposal]) -> Iterator[tuple[str, Estimate]]:
    """Yield the numbers a study draws, by name; those that cannot be drawn are refused."""
    known = dict(numbers_of(proposals))
    if sheet.content.vary == "all":
        chosen = [n for n, e in known.items() if e.grade in UNCERTAIN and not undrawable(e)]
        if not chosen:
            raise sheet.fault(("vary",), NONE_UNCERTAIN)
        yield from ((name, known[name]) for name in chosen)
        return
    if not sheet.content.vary:
        draws = sheet.content.draws
        of_none = Wording(
            da=f"der er bedt om {draws} trækninger, men intet tal kan trækkes.",
            en=f"there are {draws} draws, of no number.",
        )
        raise sheet.fault(("vary",), of_none)
    for place, name in enumerate(sheet.content.vary):
        where = ("vary", place)
        if name not in known:
            raise sheet.fault(where, unknown(NO_NUMBER, name, known))
        reason = undrawable(known[name])
        if reason:
            cannot = Wording(da=f"{name} kan ikke trækkes: ", en=f"{name} cannot be drawn: ")
            raise sheet.fault(where, cannot + reason + ".")
        yield name, known[name]


def numbers_of(proposals: list[Proposal]) -> Iterator[tuple[str, Estimate]]:
    """Yield the numbers of the proposals' mechanisms, as ``proposal.mechanism.field``."""
    from borgerflow.experiments.findings.assumptions import (  # noqa: PLC0415  (slow)
        MECHANISM_NUMBERS,
    )

    for proposal in proposals:
        for mechanism in proposal.mechanisms:
            for field in MECHANISM_NUMBERS:
                estimate: Estimate | None = getattr(mechanism, field)
                if estimate is not None:
                    yield f"{proposal.id}.{mechanism.name}.{field}", estimate


def undrawable(estimate: Estimate) -> Wording | None:
    """Return why nothing can be drawn from an estimate; None if something can."""
    if estimate.low is None or estimate.high is None:
        return Wording(da="det har ikke low og high", en="it has no low and high")
    if estimate.low == estimate.high:
        return Wording(da="low og high er ens", en="low and high are the same")
    return None
