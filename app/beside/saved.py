"""Answers of ``compare`` as they lie on disk: listed newest first, and read by their digests."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from borgerflow.app.asked.own_files import DIGEST, OWN, House
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.text import NUMBERS_CHANGED
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.store.documents import FORM, JSON, SHORT
from borgerflow.experiments.store.provenance import digest_of_file
from borgerflow.experiments.store.results import MANIFEST, checked_manifest
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import Params

NAMED = ("kommune", "nummer", "titel", "periode")  # as a form calls them
MOST_LISTED = 30
FIRST_LINES = 6  # of an answer: what it is about, then the law and the numbers it was given
CUT_SHORT = "interrupted_after"  # stands among the inputs of an answer that was stopped
OWN_FILES = ("own", "own_municipality")
NOT_HERE = Wording(
    "Linket nævner et svar, som ikke ligger på denne maskine.",
    "The link names an answer that is not on this machine.",
)

CHANGED = Wording(
    "Et af svarene er ændret, efter at det blev gemt; beregn det igen.",
    "One of the answers was changed after it was saved; calculate it again.",
)


@dataclass(frozen=True)
class SavedAnswer:
    """An answer on disk: what was asked, what was found, and the first line of it."""

    key: str  # the digest that names its folder
    headline: Wording
    inputs: Mapping[str, Any]
    found: Mapping[str, Any]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that its amounts are told by."""
        return tuple(row["year"] for row in self.found["net_municipal"]["by_year"])


@dataclass(frozen=True)
class ListedAnswer:
    """An answer as it is listed: its digest, its first line, and which numbers were changed."""

    key: str
    headline: str
    numbers_changed: str = ""


def interval_of(told: Mapping[str, Any]) -> Interval:
    """Return an interval from the data of an answer."""
    return Interval(told["mean"], told["low"], told["high"])


def listed_answers(results: Path, lang: str) -> list[ListedAnswer]:
    """Return the finished answers that were asked in a language, the newest first."""
    folders = sorted(_folders(results, "*"), key=_age, reverse=True)
    listed = (_listed(folder, lang) for folder in folders)
    return list(islice((each for each in listed if each is not None), MOST_LISTED))


def saved_answer(results: Path, digest: str) -> SavedAnswer:
    """Return the answer of a digest.

    Raises
    ------
    InputError
        If there is none, or a file of it was changed since it was saved.
    """
    folders = list(_folders(results, digest)) if DIGEST.fullmatch(digest) else []
    if len(folders) != 1:
        raise InputError(NOT_HERE)
    (folder,) = folders
    try:
        inputs = checked_manifest(folder)["inputs"]
        found = json.loads((folder / JSON).read_text(encoding="utf-8"))
        return SavedAnswer(digest, _headline(folder), inputs, found)
    except (InputError, OSError, ValueError, KeyError):  # say where the folder lies, of no use here
        raise InputError(CHANGED) from None


def held_for(answers: Iterable[SavedAnswer], house: House) -> Params:
    """Return what is held true, with the files of one's own that answers were asked with."""
    kept = (digest for answer in answers for digest in _own_of(answer.inputs, house))
    try:
        return house.held(*dict.fromkeys(kept))
    except InputError:  # two drafts of one name: what they are called is left out
        return house.held()


def _own_of(inputs: Mapping[str, Any], house: House) -> Iterator[str]:
    """Yield the digests under which the files of an answer are kept here, as far as they are."""
    for key in OWN_FILES:
        for path in sorted((house.results / OWN).glob("*/*/*.yaml")):
            if inputs.get(key, {}).get(path.name) == digest_of_file(path):
                yield path.parent.name


def _folders(results: Path, digest: str) -> Iterator[Path]:
    """Yield the folders of answers, found by their manifests; names by date lead to the same."""
    for manifest in results.glob(f"{CompareQuestion.kind}/*/{digest}/{MANIFEST}"):
        if DIGEST.fullmatch(manifest.parent.name):
            yield manifest.parent


def _age(folder: Path) -> int:
    return (folder / MANIFEST).stat().st_mtime_ns


def _listed(folder: Path, lang: str) -> ListedAnswer | None:
    """Return an answer as it is listed; None if it was stopped or is in another language."""
    try:
        inputs = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["inputs"]
        first, *others = _lines(folder)
    except (ValueError, KeyError, OSError):
        return None
    if inputs.get("lang") != lang or CUT_SHORT in inputs:
        return None
    changed = (line for line in others if line.startswith(NUMBERS_CHANGED[lang]))
    return ListedAnswer(folder.name, first, next(changed, ""))


def _headline(folder: Path) -> Wording:
    """Return municipality, proposals and years, in both languages as a form is told of them."""
    told = json.loads((folder / FORM).read_text(encoding="utf-8"))
    return Wording(*(" · ".join(told[lang][name] for name in NAMED) for lang in LANGUAGES))


def _lines(folder: Path) -> list[str]:
    """Return the first lines of an answer in words."""
    with (folder / SHORT).open(encoding="utf-8") as file:
        return [line.strip() for line in islice(file, FIRST_LINES)]
