"""The report of a finding, as it is saved beside its charts."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from borgerflow.experiments.store.documents import REPORT
from borgerflow.experiments.store.results import NotMadeError
from borgerflow.experiments.store.saving import pictures_of


def html_of(finding, lang):
    """Return the report of a finding as HTML, its charts drawn."""
    with TemporaryDirectory() as folder:
        for name, write in pictures_of(finding, lang).items():
            if name.endswith((".svg", ".html")):
                with suppress(NotMadeError):
                    write(Path(folder) / name)
        return (Path(folder) / REPORT).read_text(encoding="utf-8")
