"""The tasks there are: a first glance at a question, its whole answer, and getting warm."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from borgerflow.app.work.remarks import checked_page
from borgerflow.app.work.runner import Watch
from borgerflow.app.work.told import Dropped, Glanced, Kept, Over
from borgerflow.experiments.findings.finding import Answer, Head
from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.html import page_text
from borgerflow.experiments.present.page import Page, Section
from borgerflow.experiments.runs.estimators.usual_lives import KeptBaselines
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import load_or_compute
from borgerflow.sim.params import Params

AUTHORING = "borgerflow.experiments.authoring"
ASKED_OFTEN = "borgerflow.experiments.questions.compare.question"
KEPT = KeptBaselines()  # of this process, from one first answer to the next


@dataclass(frozen=True)
class Asking:
    """A question with what is held true and what answers it, named as ``module:function``."""

    question: WorldQuestion
    params: Params
    answering: str
    lang: str


@dataclass(frozen=True)
class Looking:
    """Who waits for an answer at a page: shown it as a report before it is whole."""

    watcher: Watch
    lang: str

    def __call__(self, done: int, total: int) -> None:
        """Take in what is done."""
        self.watcher(done, total)

    def so_far(self, net: Interval) -> None:
        """Take in what the replications that are done come to."""
        self.watcher.so_far(net)

    def answer_so_far(self, finding: Head) -> None:
        """Take in an answer that is not whole yet."""
        self.watcher.seen(report_of(finding, self.lang), finding.replications)


@dataclass(frozen=True)
class Glance:
    """A first answer, which is not kept."""

    asking: Asking

    def carry_out(self, watcher: Watch) -> Over:
        """Have the first answer seen."""
        answer_to = resolve_name(self.asking.answering)
        asked, params = self.asking.question, self.asking.params
        finding = answer_to(asked, params, progress=watcher, kept=KEPT)
        Looking(watcher, self.asking.lang).answer_so_far(finding)
        return Glanced()


@dataclass(frozen=True)
class Whole:
    """The answer that the command gives, kept where the command keeps it.

    ``keeping`` names what saves a finding that is saved otherwise than most.
    """

    asking: Asking
    documents: Documents
    root: Path
    workers: int
    keeping: str = ""

    def carry_out(self, watcher: Watch) -> Over:
        """Return where the answer lies."""
        asked, params = self.asking.question, self.asking.params

        def compute() -> Any:
            answer_to = resolve_name(self.asking.answering)
            looking = Looking(watcher, self.asking.lang)
            return answer_to(asked, params, workers=self.workers, progress=looking)

        keep = resolve_name(self.keeping) if self.keeping else None
        documents = self.documents
        return Kept(load_or_compute(asked, params, self.root, compute, documents, keep).folder)


@dataclass(frozen=True)
class Checking:
    """Whether a proposal is fit to be asked about: what is odd, and whom it meets."""

    name: str
    params: Params
    lang: str

    def carry_out(self, watcher: Watch) -> Over:
        """Have the remarks seen."""
        check_forms = resolve_name(f"{AUTHORING}.checks.check:check_forms")
        written = resolve_name(f"{AUTHORING}.remarks:written")(self.params, self.name)
        found = check_forms([written], self.params, together=True)
        watcher.seen(page_text(checked_page(found, self.lang), Path()), 0)
        return Glanced()


@dataclass(frozen=True)
class Warm:
    """What most questions need, loaded and compiled before anybody asks."""

    glance: Glance | None = None

    def carry_out(self, watcher: Watch) -> Over:
        """Load, and glance once if there is something to glance at."""
        resolve_name(ASKED_OFTEN)
        return Dropped() if self.glance is None else self.glance.carry_out(watcher)


def report_of(finding: Answer, lang: str) -> str:
    """Return the beginning of the report of a finding: its answer, picture and year table."""
    page: Page = finding.presenter("report")(finding, lang)
    name, draw = next(iter(finding.charts().items()))
    with tempfile.TemporaryDirectory(prefix="borgerflow-") as made:
        draw(finding, [Path(made) / f"{name}.svg"], lang)
        return page_text(replace(page, sections=beginning_of(page.sections)), Path(made))


def beginning_of(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the first sections, up to the first figure and the first table after the answer."""
    figure = next(n for n, section in enumerate(sections) if section.figure)
    table = next(n for n, section in enumerate(sections) if n and section.sheets)
    return tuple(sections[: max(figure, table) + 1])
