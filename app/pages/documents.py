"""What may be downloaded of an answer: note, workbook, form, study file and data."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.questions.compare.form.template import template_of
from borgerflow.experiments.store.documents import JSON, REPORT, WORKBOOK
from borgerflow.experiments.store.kept import StoredAnswer

FORM_LAYOUT = "herning"
KINDS = {
    "note": (REPORT, "text/html"),
    "workbook": (WORKBOOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "data": (JSON, "application/json"),
}
ASKED = {"da": "Hvad koster eller sparer", "en": "What does it cost or save,"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Download:
    """A file to be downloaded."""

    name: str
    kind: str
    content: bytes


def document_of(what: str, question: WorldQuestion, folder: Path, lang: str) -> Download | None:
    """Return what is asked for of an answer; None if there is no such thing."""
    if what == "form":
        return _form(question, folder, lang)
    if what not in KINDS:
        return None
    file, kind = KINDS[what]
    return Download(f"{question.about}{Path(file).suffix}", kind, (folder / file).read_bytes())


def _form(question: WorldQuestion, folder: Path, lang: str) -> Download:
    """Return the form of a municipality, filled with an answer."""
    values = StoredAnswer(folder, fresh=False).placeholders(lang)
    with tempfile.TemporaryDirectory(prefix="borgerflow-") as made:
        path = template_of(FORM_LAYOUT, lang).filled(values, Path(made) / "form.docx")
        return Download(f"{question.about}.docx", WORD, path.read_bytes())


def study_text(question: CompareQuestion, own: frozenset[str] = frozenset()) -> str:
    """Return a study file that asks the same, for ``borgerflow batch``; own files lie beside it."""
    named = [f"{name}.yaml" if name in own else name for name in question.proposals]
    home = question.municipality
    asked = {lang: f"{words} {question.about}?" for lang, words in ASKED.items()}
    lines = [
        f"question: {json.dumps(asked, ensure_ascii=False)}",
        f"municipality: {home}.yaml" if home in own else f"municipality: {home}",
        f"proposals: [{', '.join(named)}]",
        f"start: {question.horizon[0]}",
        f"end: {question.horizon[1]}",
        f"replications: {question.replications}",
        f"seed: {question.seed}",
    ]
    if question.patch:
        lines += ["set:", *(f"  {line.name}: {line.change}" for line in question.patch)]
    return "\n".join(lines) + "\n"


def study_of(question: CompareQuestion, own: frozenset[str]) -> Download:
    """Return the study file of a question, which needs no answer."""
    return Download(f"{question.about}.yaml", "text/yaml", study_text(question, own).encode())
