"""The reform studies of whole Herning: what each says and how long it takes, put in a document.

Run as ``python -m benchmarks.reform [study ...]``: it asks the studies named, else all of them, and
writes what they say between the marks of `docs/reform.md`; what stands outside stays.
"""

import re
import sys
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
from borgerflow.experiments.questions.contacts.shown.text import answer

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "reform.md"
STUDIES = tuple(name for name in ready_studies() if name.startswith("reform"))
LONGEST = 120  # seconds, on two cores


def told(finding: ContactsFinding) -> str:
    """Return what a study says, as it stands in the document."""
    sentences = "\n".join(f"- {sentence}" for sentence in answer(finding, "en"))
    shown = [tables.money_table(finding), tables.service_table(finding)]
    shown += [short_table(finding)] if finding.lateness else []
    blocks = "\n\n".join(f"```\n{_text(table)}\n```" for table in shown)
    runs = finding.replications
    return f"{sentences}\n\n{blocks}\n\n{runs} replications in {finding.seconds:.0f} seconds."


def _text(table: Table) -> str:
    return "\n".join([table.title.text("en"), *lines(table, "en")])


def put_in(document: str, study: str, content: str) -> str:
    """Return a document with the content between the marks of a study."""
    begins, ends = f"<!-- {study} -->", f"<!-- /{study} -->"
    between = re.compile(f"{re.escape(begins)}.*?{re.escape(ends)}", re.DOTALL)
    return between.sub(lambda _: f"{begins}\n{content}\n{ends}", document, count=1)


def main(named: Sequence[str]) -> int:
    """Ask studies and write what they say; return 1 if one took too long."""
    late = 0
    for study in named or STUDIES:
        finding = contacts(**options_in(study_of(study)))
        document = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(put_in(document, study, told(finding)), encoding="utf-8")
        print(f"{study}: {finding.seconds:.0f} s")
        late += finding.seconds > LONGEST
    return min(late, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
