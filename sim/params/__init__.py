"""What we hold true: read, validated, found by name and by day. The only reader of ``params/``.

Law, rates and schemes are read at once; proposals and the glossary when they are asked for.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.accounts import read_accounts
from borgerflow.sim.params.law.book import LawBook, refuse_missing_years
from borgerflow.sim.params.law.drafts import under_draft
from borgerflow.sim.params.law.prices import PriceIndex, read_price_index
from borgerflow.sim.params.law.rates import RateRow, Rates, read_rates, refuse_gaps
from borgerflow.sim.params.law.regulation import GROSS, read_regulation
from borgerflow.sim.params.law.schemes import (
    Category,
    Deadline,
    Scheme,
    paid_times,
    read_schemes,
    scheme_of,
)
from borgerflow.sim.params.law.values import DatedValue, Parameter, read_law
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.params.patches.graded import F, with_numbers
from borgerflow.sim.params.patches.law import with_law_numbers
from borgerflow.sim.params.proposals.choices import Choice, read_choices
from borgerflow.sim.params.proposals.conditions import refuse_unknown_condition
from borgerflow.sim.params.proposals.evidence import FirstGuesses, read_first_guesses
from borgerflow.sim.params.proposals.folder import read_proposals
from borgerflow.sim.params.proposals.mechanisms import (
    CapacityMechanism,
    ContactMechanism,
    LawPatch,
    Mechanism,
    Reading,
)
from borgerflow.sim.params.proposals.proposals import Proposal, find_proposal
from borgerflow.sim.params.reading.forms import Day, Entry, Label, Text, read_model
from borgerflow.sim.params.words.glossary import Term, read_glossary
from borgerflow.sim.params.words.published import Published

__all__ = [
    "CapacityMechanism",
    "Category",
    "Choice",
    "ContactMechanism",
    "DatedValue",
    "Day",
    "Deadline",
    "Entry",
    "Estimate",
    "Label",
    "LawBook",
    "LawPatch",
    "Mechanism",
    "Parameter",
    "Params",
    "Proposal",
    "RateRow",
    "Rates",
    "Reading",
    "Scheme",
    "Term",
    "Text",
    "load",
    "read_model",
    "scheme_of",
]
ENVIRONMENT = "BORGERFLOW_PARAMS"
FOLDERS_HELD = 4
State = tuple[str, int, int]  # of a file: its path, when it was written, its size


@dataclass(frozen=True)
class Params:
    """The content of one ``params`` folder, and a user's own files of proposals and places."""

    directory: Path
    law: LawBook
    own: tuple[Path, ...] = ()
    own_places: tuple[Path, ...] = ()  # of municipalities
    conditions: tuple[str, ...] = ()  # that a world is under, by name or file
    patch: tuple[PatchLine, ...] = ()  # of numbers that somebody set
    unpatched: "Params | None" = None  # the same without the patch

    @cached_property
    def proposals(self) -> Mapping[str, Proposal]:
        """Return every proposal by id, exclusions and dependencies checked."""
        return {name: self.patched_form(name, each) for name, each in self._proposals_read.items()}

    @cached_property
    def _proposals_read(self) -> Mapping[str, Proposal]:
        """Return every proposal as it was read, no number set."""
        before = self.unpatched
        if before and (before.own, before.law.schemes) == (self.own, self.law.schemes):
            return before._proposals_read
        folder, usual = self.directory / "proposals", self.first_guesses.shares
        return read_proposals(folder, self.law.schemes, usual, self.law.parameters, self.own)

    @cached_property
    def first_guesses(self) -> FirstGuesses:
        """Return what a proposal begins with where nobody knows."""
        return read_first_guesses(self.directory / "model" / "first_guesses.yaml")

    @cached_property
    def price_index(self) -> PriceIndex:
        """Return what prices of municipal service rise by."""
        return read_price_index(self.directory / "model" / "price_index.csv")

    @cached_property
    def choices(self) -> Mapping[str, Choice]:
        """Return the choices somebody made among the proposals, by id."""
        return read_choices(self.directory / "choices", self.proposals)

    @cached_property
    def published(self) -> Published:
        """Return what published tables and their columns mean."""
        return Published(self.directory / "published")

    @cached_property
    def glossary(self) -> Mapping[str, Term]:
        """Return the words of the field by identifier."""
        return read_glossary(self.directory / "glossary.yaml")

    def with_own(self, files: Iterable[Path]) -> "Params":
        """Return the same with the proposals of a user's own files beside the packaged ones."""
        return replace(self, own=(*self.own, *files))

    def with_own_place(self, path: Path) -> "Params":
        """Return the same with the municipality of a user's own file beside the packaged ones."""
        return replace(self, own_places=tuple(dict.fromkeys((*self.own_places, path))))

    def under(self, draft: str | None) -> "Params":
        """Return the same under a draft of a law, none or the one that it is under already.

        Raises
        ------
        InputError
            If there is no such draft, with the nearest name.
        """
        there = self.law.draft
        if draft is None or (there is not None and there.name == draft):
            return self
        folder = self.directory / "law" / "drafts"
        return replace(self, law=under_draft(self.law, folder, draft))

    def amid(self, conditions: Iterable[str]) -> "Params":
        """Return the same, in which worlds are under these conditions, by name or own file.

        Raises
        ------
        InputError
            If there is no such condition, with the nearest name.
        """
        names = tuple(dict.fromkeys(conditions))
        for name in names:
            refuse_unknown_condition(self.conditions_folder, name)
        return replace(self, conditions=names) if names else self

    def patched(self, patch: Iterable[PatchLine]) -> "Params":
        """Return the same with numbers set, none or those that are set in it already.

        Raises
        ------
        InputError
            If a value of law would be none that the law could have.
        """
        lines = tuple(patch)
        if lines == self.patch:
            return self
        return replace(self, law=with_law_numbers(self.law, lines), patch=lines, unpatched=self)

    def patched_form(self, prefix: str, form: F) -> F:
        """Return a form with the numbers that are set in it; their names begin with a prefix.

        Raises
        ------
        InputError
            If a number would be none of its kind.
        """
        return with_numbers(prefix, form, self.patch) if self.patch else form

    @property
    def conditions_folder(self) -> Path:
        """Return where the packaged conditions lie."""
        return self.directory / "conditions"

    def proposal(self, name: str) -> Proposal:
        """Return a proposal by id; an unknown one is refused with the nearest id."""
        return find_proposal(self.proposals, name)


def load(directory: Path | str | None = None) -> Params:
    """Return the params of a folder: the one named, ``BORGERFLOW_PARAMS``, or the packaged one.

    Raises
    ------
    ParamError
        At the first thing that does not hold, naming file and line.
    """
    folder = _folder(directory)
    return _read(folder, _states_in(folder))


@lru_cache(maxsize=FOLDERS_HELD)
def _read(folder: Path, _state: tuple[State, ...]) -> Params:
    """Return the params of a folder in one state; the same again for the same state."""
    parameters = read_law(folder / "law")
    rates = read_rates(folder / "rates.csv")
    schemes = read_schemes(folder / "schemes.yaml", rates, parameters)
    refuse_gaps(rates, paid_times(schemes))
    going_on = read_regulation(folder / "regulation.csv", rates)
    rates = replace(rates, regulation=going_on)
    book = LawBook(parameters, rates, schemes, read_accounts(folder / "accounts"))
    refuse_missing_years(book.parameter(GROSS))
    return Params(folder, book.regulated())


def _states_in(folder: Path) -> tuple[State, ...]:
    """Return the state of every file below a folder: another where one was written since."""
    places = (os.path.join(above, name) for above, _, names in os.walk(folder) for name in names)
    return tuple(sorted(map(_state_of, places)))


def _state_of(path: str) -> State:
    """Return what tells that a file was written since; nothing of one that is gone."""
    try:
        told = os.stat(path)
    except OSError:
        return path, 0, 0
    return path, told.st_mtime_ns, told.st_size


def _folder(directory: Path | str | None) -> Path:
    packaged = Path(__file__).resolve().parents[2] / "params"
    named = directory or os.environ.get(ENVIRONMENT)
    folder = Path(named) if named else packaged
    if not os.path.isdir(folder):  # which no name is too long for
        origin = same("")
        if named and not directory:
            origin = Wording(f" (fra {ENVIRONMENT})", f" (from {ENVIRONMENT})")
        raise ParamError(
            str(folder)
            + origin
            + Wording(
                " er ikke en mappe; vælg en med law/ og rates.csv.",
                " is no folder; expected one with law/ and rates.csv.",
            )
        )
    return folder
