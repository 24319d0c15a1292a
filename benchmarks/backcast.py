"""The three municipalities held against what came: what is said of each, put in a document.

Run as ``python -m benchmarks.backcast [municipality ...]``: it simulates those named, else all
three, and writes what is told between the marks of `docs/backcast.md`; what stands outside stays.
"""

import sys
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from benchmarks.reform import put_in
from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present.tables import listing
from borgerflow.experiments.validation.backcast.asked import BackcastQuestion, accepted_backcast
from borgerflow.experiments.validation.backcast.finding import BackcastFinding
from borgerflow.experiments.validation.backcast.question import answer_to
from borgerflow.experiments.validation.backcast.tables import errors_table, scores_table
from borgerflow.experiments.validation.backcast.text import verdicts
from borgerflow.sim.params import load

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "backcast.md"
MUNICIPALITIES = ("herning", "hedensted", "vesthimmerland")
START = "2019-01-01"
# By the end of the mark: under which conditions.
UNDER: dict[str, tuple[str, ...]] = {"": (), " observed": ("observed", "covid")}


def told(finding: BackcastFinding, busy: float) -> str:
    """Return what a backcast says, and the CPU seconds it took, as it stands in the document."""
    sentences = "\n".join(f"- {said.en}" for said in (*verdicts(finding), *finding.notes))
    shown = (scores_table(finding), errors_table(finding))
    blocks = "\n\n".join(f"```\n{_text(table)}\n```" for table in shown)
    return (
        f"{blocks}\n\n{sentences}\n\n`{finding.command}`: {finding.replications} replications in "
        f"{busy:.0f} CPU seconds."
    )


def _text(table: Table) -> str:
    return f"{table.title.text('en')}\n{listing(table, 'en')}"


def main(named: Sequence[str]) -> int:
    """Simulate municipalities and write what is told of each."""
    params = load()
    for name, mark in product(named or MUNICIPALITIES, UNDER):
        question = BackcastQuestion(municipality=name, start=START, conditions=UNDER[mark])
        began = time.process_time()
        finding = answer_to(accepted_backcast(question, params), params, workers=1)
        busy = time.process_time() - began
        document = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(put_in(document, name + mark, told(finding, busy)), encoding="utf-8")
        print(f"{name}{mark}: {busy:.0f} CPU s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
