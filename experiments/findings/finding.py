"""The answers to questions, as data, and by whom each is shown.

A finding knows nothing of how it was computed, nor of how it is shown: the room of a question
registers its presenters with `present`. Amounts are kroner with ``+`` for an expense and ``-``
for a saving; intervals are 95 % over replications, and absent after a single replication.
"""

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Literal, cast

from borgerflow.experiments.findings.plain import LEFT_OUT, flat_rows, plain
from borgerflow.sim.base.clock import parse_day, parts_of_years
from borgerflow.sim.base.errors import InputError, refuse_unless, unknown
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params.law.looked_up import LookedUp
from borgerflow.sim.params.reading.phrases import listed

if TYPE_CHECKING:
    import pandas as pd

    from borgerflow.experiments.findings.rows import Assumption, ProposalHead

SIGN = "expense_positive"
PICTURES = (".svg", ".png", ".pdf", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".eps")
NO_TABLE = Wording("ingen tabel i svaret", "no table of the answer")
LANGUAGE_ELSEWHERE = Wording(
    " Sproget skrives som lang='da'.", " The language is lang='da' or lang='en', by its name."
)
DANISH_OR_ENGLISH = Wording("da eller en", "da or en")
LAW_AS_OF = "law_as_of"  # the key in JSON; absent where every value was looked up late enough
Draw = Callable[[Any, Sequence[Path], str], None]  # into files, of the kinds their suffixes name
Form = Literal["text", "table", "workbook", "charts", "report", "placeholders"]
FORMS = {
    "text": "words",
    "table": "a table",
    "workbook": "a workbook",
    "charts": "a chart",
    "placeholders": "a form that is filled",
}
PRESENTERS: dict[str, dict[Form, str]] = {}


def present(
    finding: str,
    *,
    text: str,
    table: str | None = None,
    workbook: str | None = None,
    charts: str | None = None,
    report: str | None = None,
    placeholders: str | None = None,
) -> None:
    """Register who shows a finding; each is named as ``package.module:function``.

    They are named, not imported, because what draws and writes is slow to load, and a test
    finds them all.

    Parameters
    ----------
    finding : str
        The class, as ``package.module:Class``.
    text : str
        ``(finding, lang, *, all_assumptions) -> str``.
    table : str, optional
        ``(finding, lang) -> DataFrame``: the main table.
    workbook : str, optional
        ``(finding, path, lang) -> None``.
    charts : str, optional
        ``(finding) -> {name: draw(finding, files, lang)}``, the main one first.
    report : str, optional
        ``(finding, lang) -> Page``.
    placeholders : str, optional
        ``(finding) -> {name: Wording}``: what the template of a form may ask for.
    """
    given: dict[Form, str | None] = {
        "text": text,
        "table": table,
        "workbook": workbook,
        "charts": charts,
        "report": report,
        "placeholders": placeholders,
    }
    PRESENTERS[finding] = {form: name for form, name in given.items() if name is not None}


@dataclass(frozen=True, kw_only=True)
class Answer(ABC):
    """What every finding can do: be told as data, in words, in tables and in pictures."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain values, stable keys first."""

    def to_json(self) -> str:
        """Return the finding as JSON text; the same inputs give the same text."""
        return json_text(self.to_dict())

    def text(self, lang: str = "en", *, all_assumptions: bool = False) -> str:
        """Return the finding as read by people: the answer first, then why."""
        refuse_language(lang)
        return str(self.presenter("text")(self, lang, all_assumptions=all_assumptions))

    def table(self, name: str | None = None, *, lang: str = "en") -> "pd.DataFrame":
        """Return the main table in a language, or one of `tables` by its name.

        Raises
        ------
        InputError
            If the answer has no table of the name, with the nearest.
        """
        if name is not None:
            tables = self.tables()
            refuse_no_table(name, tables)
            return tables[name]
        refuse_language(lang)
        return cast("pd.DataFrame", self.presenter("table")(self, lang))

    def tables(self) -> dict[str, "pd.DataFrame"]:
        """Return the flat tables of the finding, by name; none where it has no list of rows."""
        return {}

    def to_excel(self, path: Path | str, lang: str = "da") -> None:
        """Write the finding as a workbook with numeric cells.

        Raises
        ------
        InputError
            If there is no folder to write it in.
        """
        refuse_language(lang)
        _refuse_no_folder(Path(path))
        self.presenter("workbook")(self, Path(path), lang)

    def plot(self, path: Path | str, lang: str = "en") -> None:
        """Draw the main chart; the suffix gives the format.

        Raises
        ------
        TypeError
            If there is none.
        InputError
            If the suffix names no kind of picture, or there is no folder to write it in.
        """
        refuse_language(lang)
        drawn = self.charts()
        if not drawn:
            raise TypeError(f"This {type(self).__name__} has nothing to draw.")
        _refuse_no_picture(Path(path))
        _refuse_no_folder(Path(path))
        next(iter(drawn.values()))(self, [Path(path)], lang)

    def charts(self) -> dict[str, Draw]:
        """Return what draws each chart, by name, the main one first."""
        return dict(self.presenter("charts")(self))

    @classmethod
    def shown_as(cls, form: Form) -> bool:
        """Tell whether there is something that shows such a finding in a form."""
        return form in cls._presenters()

    @classmethod
    def presenter(cls, form: Form) -> Callable[..., Any]:
        """Return what shows such a finding in a form.

        Raises
        ------
        TypeError
            If nothing does.
        """
        if not cls.shown_as(form):
            raise TypeError(f"{cls.__name__} cannot be shown as {FORMS.get(form, form)}.")
        found: Callable[..., Any] = resolve_name(cls._presenters()[form])
        return found

    @classmethod
    def _presenters(cls) -> Mapping[Form, str]:
        names = (f"{each.__module__}:{each.__qualname__}" for each in cls.__mro__)
        return next((PRESENTERS[name] for name in names if name in PRESENTERS), {})


@dataclass(frozen=True)
class PatchedNumber:
    """A number that was set; a row of numbers is told as the factor on all of them."""

    name: str
    was: float | None
    now: float | None
    unit: str
    label: Wording | None = field(default=None, metadata=LEFT_OUT)


@dataclass(frozen=True)
class Patched:
    """What somebody said is done to numbers, and each number that it was done to."""

    set: tuple[tuple[str, str], ...]
    numbers: tuple[PatchedNumber, ...]
    # Names of two numbers with what is said of both; in JSON they stand among what is set.
    together: tuple[tuple[str, float], ...] = field(default=(), metadata=LEFT_OUT)


@dataclass(frozen=True)
class AsTyped:
    """How a command names what it is about: files of the user's own by the paths they were given.

    By id or name; ``conditions`` are those of every world, and ``options`` what else was asked for
    that the finding does not say itself.
    """

    proposals: dict[str, str] = field(default_factory=dict)
    municipality: dict[str, str] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Head(Answer):
    """What the finding of a simulated municipality says about itself."""

    version: str
    municipality: str
    municipality_label: str
    proposals: tuple["ProposalHead", ...]
    start: str
    end: str
    seed: int
    replications: int
    price_year: int | None
    engine: str
    assumptions: tuple["Assumption", ...] = ()
    warnings: tuple[Wording, ...] = ()
    scheme_labels: dict[str, Wording] = field(default_factory=dict)
    seconds: float | None = None  # of work; not part of the answer, hence not of the JSON
    given: tuple["ProposalHead", ...] = ()  # proposals in both worlds of a pair
    estimator: Literal["branch", "lottery"] | None = None  # of the change between two worlds
    law: LookedUp | None = None  # what of the law is carried on, where anything is
    price_index: dict[int, float] = field(default_factory=dict)  # of each year, the price year is 1
    patched: Patched | None = None  # numbers that somebody set
    typed: AsTyped = field(default=AsTyped(), metadata=LEFT_OUT)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the calendar years that the horizon touches."""
        return tuple(self.parts_of_years)

    @property
    def parts_of_years(self) -> dict[int, float]:
        """Return by calendar year the part of its days that lies in the horizon."""
        return parts_of_years(parse_day(self.start), parse_day(self.end))

    @property
    def paired(self) -> bool:
        """Tell whether a replication is a pair of worlds."""
        return False

    def scheme_label(self, scheme: str, lang: str) -> str:
        """Return what people call a scheme."""
        label = self.scheme_labels.get(scheme)
        return scheme if label is None else label.text(lang)

    def grades(self) -> dict[str, int]:
        """Return how many of the numbers it rests on have each grade."""
        grades = [assumption.grade for assumption in self.assumptions]
        return {grade: grades.count(grade) for grade in sorted(set(grades))}

    def tables(self) -> dict[str, "pd.DataFrame"]:
        """Return a flat table for each list of rows in the finding, by its key."""
        import pandas as pd  # noqa: PLC0415  (slow; refusals and JSON need none)

        rows = {key: value for key, value in self.to_dict().items() if _is_rows(value)}
        return {key: pd.json_normalize(flat_rows(value), sep="_") for key, value in rows.items()}

    def head_dict(self, schema: str) -> dict[str, Any]:
        """Return the keys that all findings share, in their stable order."""
        return {
            "schema": schema,
            "version": self.version,
            "municipality": self.municipality,
            "proposals": [proposal.id for proposal in self.proposals],
            "horizon": {"start": self.start, "end": self.end},
            "seed": self.seed,
            "replications": self.replications,
            "sign": SIGN,
            "price_year": self.price_year,
            **({"price_index": plain(self.price_index)} if self.price_index else {}),
            **law_dict(self.law),
            **({} if self.patched is None else {"patch": plain(self.patched)}),
        }

    def given_dict(self) -> dict[str, Any]:
        """Return the proposals in both worlds, where there are any."""
        ids = [proposal.id for proposal in self.given]
        return {"baseline": ids} if ids else {}

    def tail_dict(self) -> dict[str, Any]:
        """Return what the finding rests on and what it warns of."""
        return {"assumptions": plain(self.assumptions), "warnings": plain(self.warnings)}


def refuse_no_table(name: str, known: Iterable[str]) -> None:
    """Refuse the name of a table that an answer has not, with the nearest that it has."""
    names = sorted(known)
    if name not in names:
        said = unknown(NO_TABLE, name, names).capital()
        raise InputError(said + (LANGUAGE_ELSEWHERE if name in LANGUAGES else "") + listed(names))


def refuse_language(lang: str) -> None:
    """Refuse a language that no answer is told in."""
    refuse_unless(lang in LANGUAGES, "lang", lang, DANISH_OR_ENGLISH)


def _refuse_no_folder(path: Path) -> None:
    if not os.path.isdir(path.parent):
        raise InputError(
            Wording(
                f"{path} kan ikke skrives: der er ingen mappe {path.parent}.",
                f"{path} cannot be written: there is no folder {path.parent}.",
            )
        )


def _refuse_no_picture(path: Path) -> None:
    if path.suffix.lower() not in PICTURES:
        kinds = ", ".join(PICTURES)
        raise InputError(
            Wording(
                f"{path} er intet billede: navnet skal ende på en af {kinds}.",
                f"{path} is no picture: expected a name that ends in one of {kinds}.",
            )
        )


def law_dict(law: LookedUp | None) -> dict[str, Any]:
    """Return what of the law is carried on, under its key; nothing where nothing is."""
    return {} if law is None else {LAW_AS_OF: law.to_plain()}


def _is_rows(value: object) -> bool:
    """Tell whether a value is a list of rows without lists inside."""
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return False
    return not any(isinstance(cell, list) for cell in value[0].values())


def json_text(content: Any) -> str:
    """Return readable JSON; a number that is not finite is refused, never written as NaN."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


class Interrupted(KeyboardInterrupt):
    """The user stopped; ``finished`` holds the results there were, by replication.

    A question that can answer from them leaves its answer in ``finding``.
    """

    def __init__(self, finished: Mapping[int, object]) -> None:
        super().__init__(f"Interrupted with {len(finished)} replications finished.")
        self.finished = dict(finished)
        self.finding: Any = None
