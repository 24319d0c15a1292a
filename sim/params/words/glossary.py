"""The words of the field: the only reader of ``glossary.yaml``."""

from collections.abc import Mapping
from pathlib import Path

from borgerflow.sim.params.reading.forms import Entry, Sheet, Text, read_sheet


class TermForm(Entry):
    """One word in the file."""

    term: Text
    da: Text
    en: Text
    law: Text | None = None


class Term(TermForm):
    """A Danish institution: its name, what it is in both languages, and where law says so."""

    identifier: Text


def read_glossary(path: Path) -> Mapping[str, Term]:
    """Return the words of the field by the identifier that code and data use."""
    sheet: Sheet[dict[str, TermForm]] = read_sheet(path, dict[str, TermForm])
    return {key: Term(identifier=key, **form.model_dump()) for key, form in sheet.content.items()}
