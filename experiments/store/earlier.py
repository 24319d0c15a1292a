"""Earlier answers, newest first: listed, found by name, word or JSON, with notes of one's own.

A note lies beside the files of a result and is none of them, so that the result stays whole. What
was noted is never written over: a further note is added below.
"""

import json
import os.path
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.store.dated import day_and_number, name_of, names_in
from borgerflow.experiments.store.documents import JSON, REPORT, SHORT, WHOLE
from borgerflow.experiments.store.results import MANIFEST, missing_of
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.files import near_file, not_written, refusing_a_bad_disk
from borgerflow.sim.base.texts import quoted, told, wrong_with
from borgerflow.sim.base.wording import Wording, same

NOTE = "note.txt"
NO_ANSWER = Wording("intet gemt svar", "no saved answer")
OURS = "borgerflow/"  # what the schema of an answer's JSON begins with
SHORTEST_DIGEST = 6  # letters that may stand for a digest


@dataclass(frozen=True)
class Earlier:
    """A result as it lies on disk, by the name it is found by."""

    name: str  # "compare/2026-11-30-1"
    folder: Path
    digest: str
    headline: str  # the first line of the answer
    note: str  # the first line of what somebody noted
    lacks: str = ""  # the first of its files that is missing, if one is

    @property
    def opened(self) -> Path:
        """Return the file that people open: the report, or the answer in words."""
        report = self.folder / REPORT
        return report if report.exists() else self.folder / SHORT

    def has(self, word: str) -> bool:
        """Tell whether a word stands in its name, its digest, its first line or its note."""
        told = (self.name, self.digest, self.headline, self.note)
        return any(word.casefold() in text.casefold() for text in told)

    def about(self, lang: str) -> str:
        """Return the first line of the answer, and what is missing of the result if anything is."""
        if not self.lacks:
            return self.headline
        missing = Wording(
            f"(ikke et fuldstændigt resultat: {self.lacks} mangler)",
            f"(not a whole result: {self.lacks} is missing)",
        )
        return f"{self.headline} {missing.text(lang)}".strip()


def earlier_answers(root: Path, words: Sequence[str] = ()) -> list[Earlier]:
    """Return the results that have a name by date and all of some words, the newest first.

    Raises
    ------
    InputError
        If there are words, and none has them all.
    """
    every = [_read(root, name) for name in _names(root)]
    found = [each for each in every if all(map(each.has, words))]
    if words and not found:
        said = quoted(" ".join(words))
        raise InputError(Wording("Intet gemt svar har ", "No saved answer has ") + said + ".")
    return found


def none_there(root: Path) -> Wording:
    """Return that there is no saved answer."""
    there = told(f"{root}/.")
    return Wording(f"Der er ingen gemte svar i {there}", f"There are no saved answers in {there}")


def answer_called(root: Path, name: str) -> Earlier:
    """Return the result that goes by a name, by the end of one, or by the start of its digest.

    Raises
    ------
    InputError
        If none does, or several do.
    """
    every = earlier_answers(root)
    found = [each for each in every if _goes_by(each, name.strip("/"))]
    if len(found) == 1:
        return found[0]
    if found:
        several = Wording(" er navnet på flere svar: ", " is the name of several answers: ")
        raise InputError(quoted(name) + several + ", ".join(each.name for each in found) + ".")
    near = near_file(Path(name)) if Path(name).suffix else same("")
    raise InputError(unknown(NO_ANSWER, name, [each.name for each in every]).capital() + near)


def folder_called(root: Path, name: str) -> Path:
    """Return the folder of the result that a name, a folder or a file with its JSON stands for.

    Raises
    ------
    InputError
        If no result goes by the name, or the file is of none.
    """
    if os.path.isfile(name):
        return _folder_of_json(root, Path(name))
    if os.path.isdir(name):
        return Path(name)
    below = root / name
    return below if os.path.isdir(below) else answer_called(root, name).folder


def _folder_of_json(root: Path, file: Path) -> Path:
    """Return the folder of the result whose JSON is in a file, wherever the file lies."""
    if file.name in (JSON, WHOLE) and os.path.isfile(file.parent / MANIFEST):
        return file.parent
    text = _json_of_ours(file)
    alike = (each for each in root.rglob(JSON) if each.read_text(encoding="utf-8").strip() == text)
    found = next((each.parent for each in alike if os.path.isfile(each.parent / MANIFEST)), None)
    if found is None:
        said = Wording(
            f" er et svar, men intet gemt svar i {root}/ har de samme tal: stil spørgsmålet igen.",
            f" is an answer, but no answer saved in {root}/ has the same numbers: ask again.",
        )
        raise InputError(str(file) + said)
    return found


def _json_of_ours(file: Path) -> str:
    """Return the text of a file that holds an answer as JSON."""
    try:
        text = file.read_text(encoding="utf-8-sig").strip()
        schema = dict(json.loads(text)).get("schema")
    except (OSError, ValueError, TypeError):
        schema = None
    if not str(schema).startswith(OURS):
        said = Wording(
            " er ikke et svar: brug den JSON, som et spørgsmål giver, eller et svars navn.",
            " is no answer: expected the JSON that a question gives, or the name of an answer.",
        )
        raise InputError(str(file) + said)
    return text


def note_down(found: Earlier, text: str) -> Path:
    """Return the file that now has a note, below what it had already.

    Raises
    ------
    InputError
        If the text is none that is kept (it looks like a CPR number), or the disk refuses it.
    """
    wrong = wrong_with(text)
    if wrong is not None:
        raise InputError(Wording("Noten ", "The note ") + wrong)
    path = found.folder / NOTE
    with refusing_a_bad_disk(not_written(path)), path.open("ab") as file:
        file.write(f"{text.strip()}\n".encode())
    return path


def _names(root: Path) -> list[Path]:
    """Return every name by date below a folder, the newest first."""
    places = sorted(root.iterdir()) if root.is_dir() else []
    names = [name for place in places for name in names_in(place)]
    latest = {name for name in names if name == name_of(name.parent, name)}
    return sorted(latest, key=_age, reverse=True)


def _age(name: Path) -> tuple[str, int, int]:
    """Return by what names of several questions are ordered: the day, then when they were given."""
    day, number = day_and_number(name)
    return day, name.lstat().st_mtime_ns, number


def _read(root: Path, name: Path) -> Earlier:
    return Earlier(
        name.relative_to(root).as_posix(),
        name,
        name.resolve().name,
        _first_line(name / SHORT),
        _first_line(name / NOTE),
        missing_of(name),
    )


def _first_line(path: Path) -> str:
    if not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip() for line in lines if line.strip()), "")


def _goes_by(each: Earlier, name: str) -> bool:
    by_digest = len(name) >= SHORTEST_DIGEST and each.digest.startswith(name)
    return by_digest or each.name == name or each.name.endswith(f"/{name}")
