"""Answers to questions as they lie on disk, found again by what they depend on.

The same question to the same params, by the same code, is answered from what was stored. What
writes an answer (`saving.py`) is loaded only where there is one to write.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from borgerflow.experiments.findings.finding import Answer, Head, Interrupted, refuse_no_table
from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.store import results
from borgerflow.experiments.store.dated import named_by_date
from borgerflow.experiments.store.documents import (
    FORM,
    FULL,
    JSON,
    REPORT,
    SHORT,
    WORKBOOK,
    Documents,
)
from borgerflow.experiments.store.provenance import (
    digest_of_code,
    digest_of_file,
    digests_under,
    params_typed,
    versions,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.conditions import own_files

if TYPE_CHECKING:
    import pandas as pd

NOTHING_FINISHED = Wording(
    da="Intet blev færdigt, og intet blev gemt.", en="Nothing was finished, and nothing was saved."
)


class StoredQuestion(Protocol):
    """What storing an answer asks of its question."""

    @property
    def study(self) -> str:
        """Return the name of the study."""

    @property
    def replications(self) -> int:
        """Return how many replications were asked for."""

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""


class StoppedEarly(KeyboardInterrupt):
    """The user stopped: what is left of it is said, and lies in ``folder`` if anything does."""

    def __init__(self, said: Wording, folder: Path | None = None) -> None:
        super().__init__(said)
        self.folder = folder


@dataclass(frozen=True)
class StoredAnswer:
    """An answer on disk, as it is shown again; ``aside`` is where a changed one now lies.

    ``name`` is the folder's name by date, where it has one.
    """

    folder: Path
    fresh: bool
    aside: Path | None = None
    name: Path | None = None

    def text(self, lang: str | None = None, *, all_assumptions: bool = False) -> str:
        """Return the finding as people read it; in the language it was saved in, by default."""
        if lang is None:
            return self._read(FULL if all_assumptions else SHORT)
        return self.finding().text(lang, all_assumptions=all_assumptions)

    def to_json(self) -> str:
        """Return the finding as JSON text."""
        return self._read(JSON)

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain values, stable keys first."""
        told: dict[str, Any] = json.loads(self.to_json())
        return told

    def finding(self) -> Answer:
        """Return the finding itself, read back from the disk.

        Raises
        ------
        InputError
            If another version saved it.
        """
        from borgerflow.experiments.store.whole import finding_in  # noqa: PLC0415  (slow)

        return finding_in(self.folder)

    def to_excel(self, path: Path | str, lang: str = "da") -> None:
        """Write the finding as a workbook, as findings do."""
        self.finding().to_excel(path, lang)

    def plot(self, path: Path | str, lang: str = "en") -> None:
        """Draw the main chart of the finding, as findings do."""
        self.finding().plot(path, lang)

    def placeholders(self, lang: str) -> dict[str, str]:
        """Return what the template of a form may ask for, by name."""
        told: dict[str, str] = json.loads(self._read(FORM))[lang]
        return told

    def table(self, name: str | None = None, *, lang: str = "en") -> "pd.DataFrame":
        """Return the main table in a language, or one of `tables` by its name.

        Raises
        ------
        InputError
            If the answer has no such table, with the nearest.
        """
        import pandas as pd  # noqa: PLC0415  (slow; who shows an answer again reads no table)

        if name is None:
            return self.finding().table(lang=lang)
        files = self._tables()
        refuse_no_table(name, files)
        return pd.read_parquet(files[name])

    def tables(self) -> "dict[str, pd.DataFrame]":
        """Return every table of the answer, by name.

        ``ledger_long`` of a large study may be vast: `table` reads one alone.
        """
        return {name: self.table(name) for name in self._tables()}

    def _tables(self) -> dict[str, Path]:
        return {path.stem: path for path in sorted(self.folder.glob("*.parquet"))}

    def shown(self) -> tuple[str, ...]:
        """Return the files that people open first."""
        return shown_in(self.folder)

    @property
    def opened(self) -> Path | None:
        """Return the report by the name that people find it by, if there is a report."""
        report = (self.name or self.folder) / REPORT
        return report if report.exists() else None

    def missing(self) -> Wording | None:
        """Return which charts could not be drawn, or nothing."""
        manifest = json.loads(self._read(results.MANIFEST))
        names = ", ".join(manifest.get("missing", ()))
        if not names:
            return None
        return Wording(
            da=f"{names} kunne ikke tegnes og mangler; resten af svaret er gemt.",
            en=f"{names} could not be drawn and is missing; the rest of the answer is saved.",
        )

    def _read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def input_digests(params: Params) -> dict[str, Any]:
    """Return the digests of what every answer rests on: params, code and libraries."""
    return {
        "params": digests_under(params.directory, {".yaml", ".csv"}),
        "code": digest_of_code(),
        "versions": versions(),
        **_digests("own", params.own),
        **_digests("own_municipality", params.own_places),
    }


def _digests(key: str, files: Sequence[Path]) -> dict[str, Any]:
    """Return the digest of each of a user's own files under a key; nothing where there are none."""
    return {key: {path.name: digest_of_file(path) for path in files}} if files else {}


def inputs_of(question: StoredQuestion, params: Params, documents: Documents) -> dict[str, Any]:
    """Return everything that a stored answer depends on; its digest names the answer."""
    asked = question.inputs()
    own = _digests("own_conditions", own_files(asked.get("conditions", ())))
    return {**asked, **vars(documents), **input_digests(params), **own}


def load_or_compute(
    question: StoredQuestion,
    params: Params,
    root: Path,
    compute: Callable[[], Any],
    documents: Documents,
    store: Callable[..., results.Saved] | None = None,
) -> StoredAnswer:
    """Return the stored answer to a question, computed only if it was never asked.

    Parameters
    ----------
    store : callable, optional
        What saves a finding that is saved otherwise than by `saving.save`; called as that is.

    Raises
    ------
    InputError
        If results cannot be written to ``root``; checked before anything is asked.
    StoppedEarly
        When the user stops; it says where the finished part was saved.
    """
    inputs = inputs_of(question, params, documents)
    folder = results.find(root, question.study, inputs)
    if folder is not None:
        name = named_by_date(root, question.study, folder)
        return StoredAnswer(folder, fresh=False, name=name)
    results.check_writable(root, question.study)
    store = store or _save
    try:
        finding = compute()
    except Interrupted as stopped:
        if stopped.finding is None:
            raise StoppedEarly(NOTHING_FINISHED) from None
        done = stopped.finding.replications
        cut_short = {**inputs, "interrupted_after": done}
        kept = store(
            _as_asked(question, params, stopped.finding), question.study, cut_short, root, documents
        )
        said = _what_was_finished(done, question, kept.folder)
        more = " " + set_aside(kept.aside) if kept.aside else ""
        raise StoppedEarly(said + more, kept.folder) from None
    saved = store(_as_asked(question, params, finding), question.study, inputs, root, documents)
    name = named_by_date(root, question.study, saved.folder)
    return StoredAnswer(saved.folder, fresh=True, aside=saved.aside, name=name)


def _as_asked(question: StoredQuestion, params: Params, finding: Any) -> Any:
    """Return a finding that knows the options by which a command asks for it again."""
    if not (isinstance(question, WorldQuestion) and isinstance(finding, Head)):
        return finding
    options = (*question.options(), *params_typed(params.directory))
    typed = replace(finding.typed, options=options)
    return replace(finding, typed=typed)


def _save(*given: Any) -> results.Saved:
    from borgerflow.experiments.store.saving import save  # noqa: PLC0415  (slow; not if found)

    return save(*given)


def _what_was_finished(done: int, question: StoredQuestion, folder: Path) -> Wording:
    return Wording(
        da=f"Det, der blev færdigt ({done} af {question.replications} simuleringer), er gemt i "
        f"{folder}/.",
        en=f"What was finished ({done} of {question.replications} replications) is saved in "
        f"{folder}/.",
    )


def set_aside(aside: Path) -> Wording:
    """Return where a result lies that was changed since it was saved, and made room for another."""
    return Wording(
        da=f"Et tidligere resultat var ændret, siden det blev gemt; det ligger nu i {aside}/.",
        en=f"An earlier result had been changed since it was saved; it now lies in {aside}/.",
    )


def shown_in(folder: Path) -> tuple[str, ...]:
    """Return the files of a stored answer that people open first."""
    return (REPORT, JSON, WORKBOOK) if (folder / REPORT).exists() else (SHORT, JSON)
