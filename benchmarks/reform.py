"""The reform studies of whole Herning: what each says and how long it takes, put in a document.

Run as ``python -m benchmarks.reform [study ...]``: it asks the studies named, else all of them, and
writes what they say between the marks of `docs/reform.md`; what stands outside stays.
"""

import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from borgerflow import contacts
from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present.tables import lines
from borgerflow.experiments.questions.contacts import tables
from borgerflow.experiments.questions.contacts.asked.studies import (
    options_in,
    ready_studies,
    study_of,
)
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.shown.lateness import short_table
from borgerflow.experiments.questions.contacts.shown.quarters import quarters_table
from borgerflow.experiments.questions.contacts.shown.text import answer, told_of
from borgerflow.experiments.questions.contacts.targeting.mix_tables import mix_tables

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "reform.md"
STUDIES = tuple(name for name in ready_studies() if name.startswith("reform"))
LONGEST, CORES = 120, 2  # seconds, of so many cores with nothing else to do


def told(finding: ContactsFinding, busy: float) -> str:
    """Return what a study says, and the CPU seconds it took, as it stands in the document."""
    sentences = "\n".join(f"- {sentence}" for sentence in answer(finding, "en"))
    mix = finding.mix
    lead = () if mix is None else mix_tables(finding, mix)
    shown = (
        *lead,
        tables.money_table(finding),
        tables.service_table(finding),
        *((short_table(finding),) if finding.lateness else ()),
        quarters_table(finding, told_of(finding)),
    )
    blocks = "\n\n".join(f"```\n{_text(table)}\n```" for table in shown)
    runs = f"{finding.replications} replications in {busy:.0f} CPU seconds"
    return f"{sentences}\n\n{blocks}\n\n{runs}."


def _text(table: Table) -> str:
    return "\n".join([table.title.text("en"), *lines(table, "en")])


def put_in(document: str, study: str, content: str) -> str:
    """Return a document with the content between the marks of a study."""
    begins, ends = f"<!-- {study} -->", f"<!-- /{study} -->"
    between = re.compile(f"{re.escape(begins)}.*?{re.escape(ends)}", re.DOTALL)
    return between.sub(lambda _: f"{begins}\n{content}\n{ends}", document, count=1)


def write(mark: str, content: str) -> None:
    """Put content between the marks of the document."""
    document = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(put_in(document, mark, content), encoding="utf-8")


def main(named: Sequence[str]) -> int:
    """Ask studies and write what they say; return 1 if one took too long."""
    late = 0
    for study in named or STUDIES:
        began = time.process_time()
        finding = contacts(**options_in(study_of(study)), workers=1)
        busy = time.process_time() - began
        write(study, told(finding, busy))
        print(f"{study}: {busy:.0f} CPU s", flush=True)
        late += busy / CORES > LONGEST
    return min(late, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
