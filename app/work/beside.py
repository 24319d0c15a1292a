"""The task of answers side by side: their picture drawn, their page shown."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name

from borgerflow.app.beside.side_by_side import PICTURE, SideBySide, beside_page
from borgerflow.app.work.runner import Watch
from borgerflow.app.work.told import Drawn, Over
from borgerflow.experiments.present.html import page_text

DRAWING = "borgerflow.app.beside.picture:draw_beside"


@dataclass(frozen=True)
class LayingBeside:
    """Answers that are there, shown side by side; nothing is calculated and nothing is kept."""

    beside: SideBySide
    lang: str

    def carry_out(self, watcher: Watch) -> Over:
        """Have the page seen."""
        page = beside_page(self.beside, self.lang)
        with tempfile.TemporaryDirectory(prefix="borgerflow-") as made:
            resolve_name(DRAWING)(self.beside, Path(made) / f"{PICTURE}.svg", self.lang)
            watcher.seen(page_text(page, Path(made)), 0)
        return Drawn()
