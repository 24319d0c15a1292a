"""The report of a finding, as it is saved beside its charts."""

from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from borgerflow.experiments.store.documents import REPORT
from borgerflow.experiments.store.results import NotMadeError
from borgerflow.experiments.store.saving import pictures_of

BLANK = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@contextmanager
def empty_pictures():
    """Keep an empty picture in the place of each: how they look has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matplotlib.figure.Figure.savefig", lambda _, out, **__: out.write(BLANK))
        yield


def html_of(finding, lang, *, drawn=True):
    """Return the report of a finding as HTML; where no chart is looked at, none is drawn."""
    with TemporaryDirectory() as folder:
        for name, write in pictures_of(finding, lang, kinds=("svg",)).items():
            if name.endswith(".svg") and not drawn:
                (Path(folder) / name).write_bytes(BLANK)
            elif name.endswith((".svg", ".html")):
                with suppress(NotMadeError):
                    write(Path(folder) / name)
        return (Path(folder) / REPORT).read_text(encoding="utf-8")
