"""The task of one citizen: the next who is hit is found, and both lives are drawn and told."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from borgerflow.app.work.runner import Watch
from borgerflow.app.work.told import Drawn, Over
from borgerflow.experiments.present.html import page_text
from borgerflow.experiments.present.page import Page
from borgerflow.experiments.questions.trace.asked import TraceQuestion
from borgerflow.sim.params import Params

ROOM = "borgerflow.experiments.questions.trace"


@dataclass(frozen=True)
class FoundCitizen(Drawn):
    """Somebody's lives were shown; None where nobody is hit."""

    citizen: int | None


@dataclass(frozen=True)
class ExplainingCitizen:
    """One citizen's life without and with proposals: of a number, or the next who is hit."""

    question: TraceQuestion
    params: Params
    chosen: int | None
    after: int | None
    lang: str

    def carry_out(self, watcher: Watch) -> Over:
        """Have both lives seen."""
        citizen = self.chosen
        if citizen is None:
            citizen = _of("beside:next_changed")(self.question, self.params, self._last)
        if citizen is None:
            page = _of("report:nobody_page")(self.after, self.lang)
            watcher.seen(page_text(page, Path()), 0)
        else:
            watcher.seen(self._report(replace(self.question, citizen=citizen)), 0)
        return FoundCitizen(citizen)

    @property
    def _last(self) -> int:
        return -1 if self.after is None else self.after

    def _report(self, question: TraceQuestion) -> str:
        lives = _of("beside:lives_beside")(question, self.params)
        law = _of("question:law_told")(question, self.params, self.lang).splitlines()
        own = {path.stem: path.name for path in (*self.params.own, *self.params.own_places)}
        page: Page = _of("report:lives_page")(lives, question, self.lang, law, own)
        with tempfile.TemporaryDirectory(prefix="borgerflow-") as made:
            for name in page.figures:
                _of("chart:keep_picture")(lives, Path(made) / f"{name}.svg", self.lang)
            return page_text(page, Path(made))


def _of(name: str) -> Any:
    """Return what is slow to load of the room of the question, by module and name."""
    return resolve_name(f"{ROOM}.{name}")
