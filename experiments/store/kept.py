"""Keeps the answer to a question: the finding as data, text, workbook, chart and report.

The same question to the same params, by the same code, is answered from what was kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, cast

import pandas as pd

from borgerflow.experiments.findings.finding import Head, Interrupted
from borgerflow.experiments.present.html import write_report
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.store import results
from borgerflow.experiments.store.provenance import (
    commit,
    digest_of_code,
    digest_of_file,
    digests_under,
    machine,
    versions,
)
from borgerflow.sim.params import Params

Answer = Finding | RunFinding


LONGEST_STUDY = 100


SHORT, FULL, JSON = "finding.txt", "finding-all-assumptions.txt", "finding.json"


class Asked(Protocol):
    """What keeping an answer asks of a request."""

    @property
    def study(self) -> str:
        """Return the name of the study."""

    @property
    def lang(self) -> str:
        """Return the language of its documents."""

    @property
    def csv_profile(self) -> str:
        """Return how its CSV files are written."""


class Told(Protocol):
    """What keeping an answer asks of it."""

    @property
    def seed(self) -> int:
        """Return the seed of its draws."""

    @property
    def seconds(self) -> float | None:
        """Return how long it took."""

    def text(self, lang: str, *, all_assumptions: bool = False) -> str:
        """Return it in words."""

    def to_json(self) -> str:
        """Return it as data."""


class Repeatable(Protocol):
    """What finding an earlier answer asks of a request."""

    @property
    def study(self) -> str:
        """Return the name of the study."""

    @property
    def replications(self) -> int:
        """Return how many replications were asked for."""

    def inputs(self, params: Params) -> dict[str, Any]:
        """Return everything that the answer depends on."""


class Replicated(Protocol):
    """What keeping a part of an answer asks of it."""

    @property
    def replications(self) -> int:
        """Return how many replications it rests on."""


Question = TypeVar("Question", bound=Repeatable)


Found = TypeVar("Found", bound=Replicated)


@dataclass(frozen=True)
class Request:
    """What was asked of a world, in everything that the answer depends on."""

    kind: Literal["run", "compare"]
    municipality: str
    proposals: tuple[str, ...]
    start: str
    end: str
    replications: int
    seed: int
    engine: str
    break_even: bool
    lang: str
    csv_profile: str

    @property
    def study(self) -> str:
        """Return the name of the study: ``compare/herning-syg02``."""
        about = "+".join(self.proposals) or self.municipality
        return f"{self.kind}/{about[:LONGEST_STUDY]}"

    def inputs(self, params: Params) -> dict[str, Any]:
        """Return the request with the digests of the params and the code that answer it."""
        return {
            **asdict(self),
            "proposals": list(self.proposals),
            **foundations(params),
        }


@dataclass(frozen=True)
class Kept:
    """An answer on disk, as it is shown again."""

    folder: Path
    fresh: bool

    def text(self, *, all_assumptions: bool = False) -> str:
        """Return the finding as people read it."""
        return self._read(FULL if all_assumptions else SHORT)

    def json(self) -> str:
        """Return the finding as JSON text."""
        return self._read(JSON)

    def shown(self) -> tuple[str, ...]:
        """Return the files that people open first."""
        return ("report.html", JSON, "tables.xlsx")

    def _read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def foundations(params: Params) -> dict[str, Any]:
    """Return the digests of what every answer rests on: params, code and libraries."""
    return {
        "params": digests_under(params.directory, {".yaml", ".csv"}),
        "code": digest_of_code(),
        "versions": versions(),
        **({"own": {path.name: digest_of_file(path) for path in params.own}} if params.own else {}),
    }


def kept_or_asked(request: Request, params: Params, root: Path, ask: Callable[[], Answer]) -> Kept:
    """Return the kept answer to a request, asking only if it was never answered.

    Raises
    ------
    InputError, KeyboardInterrupt
        As `found_or_kept` does.
    """
    return Kept(*found_or_kept(request, params, root, ask, keep))


def found_or_kept(
    request: Question,
    params: Params,
    root: Path,
    ask: Callable[[], Found],
    keep: Callable[[Found, Question, Mapping[str, Any], Path], Path],
) -> tuple[Path, bool]:
    """Return the folder of an answer, and whether it had to be asked for.

    Raises
    ------
    InputError
        If results cannot be written to ``root``; checked before anything is asked.
    KeyboardInterrupt
        When the user stops; it says where the finished part was saved.
    """
    inputs = request.inputs(params)
    folder = results.find(root, request.study, inputs)
    if folder is not None:
        return folder, False
    results.check_writable(root)
    try:
        answer = ask()
    except Interrupted as stopped:
        if stopped.finding is None:
            raise KeyboardInterrupt("Nothing was finished, and nothing was saved.") from None
        finished = cast(Found, stopped.finding)
        cut_short = {**inputs, "interrupted_after": finished.replications}
        raise KeyboardInterrupt(
            f"What was finished ({finished.replications} of {request.replications} replications)"
            f" is saved in {keep(finished, request, cut_short, root)}/."
        ) from None
    return keep(answer, request, inputs, root), True


def keep(
    answer: Answer,
    request: Asked,
    inputs: Mapping[str, Any],
    root: Path,
    further: Mapping[str, pd.DataFrame] | None = None,
) -> Path:
    """Return the folder that now holds the whole answer, with further tables if there are any."""
    tables = {**tables_of(answer.to_dict()), **(further or {})}
    documents = documents_of(answer, request.lang)
    return keep_told(answer, request, inputs, root, tables, grades_of(answer), documents)


def documents_of(answer: Answer, lang: str) -> dict[str, results.Writer]:
    """Return the function that writes workbook, report and charts, by file name."""
    chart = "cumulative" if isinstance(answer, Finding) else "stocks"
    return {
        "tables.xlsx": lambda path: answer.to_excel(path, lang),
        "report.html": lambda path: write_report(answer, path, lang),
        f"{chart}.png": lambda path: answer.plot(path, lang),
        f"{chart}.svg": lambda path: answer.plot(path, lang),
    }


def keep_told(
    answer: Told,
    request: Asked,
    inputs: Mapping[str, Any],
    root: Path,
    tables: Mapping[str, pd.DataFrame],
    grades: Mapping[str, int],
    documents: Mapping[str, results.Writer] | None = None,
) -> Path:
    """Return the folder that now holds an answer: its texts, data and tables, and documents."""
    texts = {
        SHORT: answer.text(request.lang),
        FULL: answer.text(request.lang, all_assumptions=True),
        JSON: answer.to_json(),
    }
    return results.save(
        root,
        request.study,
        inputs,
        tables=dict(tables),
        documents={
            **{name: text_writer(text) for name, text in texts.items()},
            **(documents or {}),
            **{f"{name}.csv": csv_writer(t, request.csv_profile) for name, t in tables.items()},
        },
        about={
            "seed": answer.seed,
            "commit": commit(),
            "machine": machine(),
            "run_time_seconds": answer.seconds,
            "grades": dict(grades),
            "sign": "expense_positive",
        },
    )


def tables_of(content: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Return a flat table for each list of rows in a finding, by its key."""
    rows = {key: value for key, value in content.items() if _is_rows(value)}
    return {key: pd.json_normalize(value, sep="_") for key, value in rows.items()}


def grades_of(answer: Head) -> dict[str, int]:
    """Return how many of the finding's assumptions have each grade."""
    grades = [assumption.grade for assumption in answer.assumptions]
    return {grade: grades.count(grade) for grade in sorted(set(grades))}


def csv_writer(table: pd.DataFrame, profile: str) -> results.Writer:
    """Return a function that writes a table as CSV: Danish (``da``) or international."""
    if profile == "da":
        return lambda path: table.to_csv(
            path, sep=";", decimal=",", index=False, encoding="utf-8-sig", lineterminator="\r\n"
        )
    return lambda path: table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _is_rows(value: object) -> bool:
    """Tell whether a value is a list of rows without lists inside."""
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return False
    return not any(isinstance(cell, list) for cell in value[0].values())


def text_writer(text: str) -> results.Writer:
    """Return a function that writes a text."""

    def write(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    return write
