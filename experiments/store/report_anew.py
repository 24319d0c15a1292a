"""The report of a saved answer, made anew: in either language, by what shows such answers today."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from borgerflow.experiments.findings.finding import Answer, refuse_language
from borgerflow.experiments.store.documents import REPORT
from borgerflow.experiments.store.earlier import folder_called
from borgerflow.experiments.store.naming import refuse_place
from borgerflow.experiments.store.provenance import digest_of, digest_of_code
from borgerflow.experiments.store.results import NotMadeError, checked_manifest
from borgerflow.experiments.store.saving import pictures_of
from borgerflow.experiments.store.whole import finding_in
from borgerflow.sim.base.files import not_written, refusing_a_bad_disk, write_whole

ENDING = ".html"


class MadeAnew(NamedTuple):
    """A report that was written, of which answer, and whether today's code has answered it."""

    file: Path
    answer: Path
    by_this_code: bool


def report(
    answer: Path | str, out: Path | str, *, lang: str = "da", results: Path | str = "results"
) -> Path:
    """Return the new HTML file that holds the report of a saved answer.

    Parameters
    ----------
    answer : path or str
        The name by date of an answer (``compare/2026-11-30-1``), the start of its digest, its
        folder, or a file with its JSON.
    out : path
        The new file, ``.html``; none is written over.
    lang : {"da", "en"}
        The language of the report, whichever the answer was saved in.
    results : path
        The folder below which answers are saved.

    Raises
    ------
    InputError
        If there is no such answer, it is not whole, another version saved it, or the file is there
        already.
    """
    refuse_language(lang)
    return write_report_of(str(answer), Path(out), lang, Path(results)).file


def write_report_of(answer: str, file: Path, lang: str, root: Path) -> MadeAnew:
    """Write the report of an answer into a new file, with every picture drawn in its language."""
    refuse_place(file, ENDING)
    folder = folder_called(root, answer)
    manifest = checked_manifest(folder)
    text = _drawn(finding_in(folder), lang, digest_of(manifest["inputs"]))
    with refusing_a_bad_disk(not_written(file)):
        write_whole(file, text)
    return MadeAnew(file, folder, manifest["inputs"].get("code") == digest_of_code())


def _drawn(finding: Answer, lang: str, digest: str) -> bytes:
    """Return the report of a finding; a picture that cannot be drawn is missing, and it says so."""
    with TemporaryDirectory() as place:
        for name, write in pictures_of(finding, lang, digest, ("svg",)).items():
            if name.endswith((".svg", ENDING)):
                with suppress(NotMadeError):
                    write(Path(place) / name)
        return (Path(place) / REPORT).read_bytes()
