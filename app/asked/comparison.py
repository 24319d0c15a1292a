"""The page of proposals: what is typed, read into the question that ``compare`` asks.

Each field is read by itself, so that each answers for itself; what only the whole can tell is
told of the form.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from borgerflow.app.asked.own_files import House
from borgerflow.app.asked.proposal_numbers import (
    Numbers,
    numbers_of,
    price_lines,
)
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.runs.validate import accepted_pair, with_horizon
from borgerflow.experiments.typed.numbers import whole_number
from borgerflow.experiments.typed.sizes import PRICE_YEAR, REPLICATIONS, SEED
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import Params, Proposal
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.world.municipality import find_municipality

USUAL_PROPOSAL = "herning-syg02"
NUMBER = "n."  # begins the name of the field of a number of a proposal
WHOLE = "form"  # what is told of the form as a whole
YEARS = "first"
DAYS = re.compile(
    r"--start (\d{4})-01-01 --end (\d{4})-01-01"
)  # whole years, as commands have them
QUOTED = Wording("»{}«", "“{}”")
LABELS = {
    "municipality": Wording("Kommune", "Municipality"),
    "proposal": Wording("Forslag", "Proposal"),
    "first": Wording("Første år", "First year"),
    "last": Wording("Sidste år", "Last year"),
    "replications": Wording("Antal simuleringer", "Replications"),
    "seed": Wording("Startværdi (seed)", "Seed"),
}
Typed = Mapping[str, str]
Errors = dict[str, Wording]
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """What a form asks, under what is held true; ``question`` is None where a field is wrong."""

    params: Params
    proposal: Proposal
    municipality: str
    numbers: tuple[Numbers, ...]
    years: tuple[str, str]  # that the proposal has, as they are typed
    question: CompareQuestion | None
    errors: Errors = field(default_factory=dict)


class FieldReading:
    """Reads fields one by one and remembers what is wrong with each."""

    def __init__(self, typed: Typed, lang: str) -> None:
        self.typed, self.lang = typed, lang
        self.errors: Errors = {}

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        return self.typed.get(name, "").strip()

    def tried(self, name: str, read: Callable[[], T], otherwise: T) -> T:
        """Return what is read for a field, else something that stands for it."""
        try:
            return read()
        except InputError as refused:
            self.errors[name] = refused.said.capital()
            return otherwise

    def label(self, name: str) -> str:
        """Return what a field is called."""
        return LABELS[name].text(self.lang)


def asked_of(typed: Typed, house: House, lang: str) -> Asked:
    """Return what a form asks, with what is wrong beside each field."""
    reading = FieldReading(typed, lang)
    own = (reading.text("own"), reading.text("place"))
    params = reading.tried(WHOLE, lambda: house.held(*own), house.held())
    usual = params.proposal(USUAL_PROPOSAL)
    name = reading.text("proposal") or USUAL_PROPOSAL
    proposal = reading.tried("proposal", lambda: params.proposal(name), usual)
    home = reading.text("municipality") or proposal.municipality
    known = reading.tried(
        "municipality", lambda: find_municipality(params, home).name, proposal.municipality
    )
    bare = CompareQuestion(municipality=known, proposals=(proposal.id,))
    begins, ends = with_horizon(bare, params).horizon
    years = begins[:4], str(int(ends[:4]) - 1)
    question = None if reading.errors else _question(reading, bare, params)
    return Asked(
        params, proposal, known, numbers_of(proposal), years, question, dict(reading.errors)
    )


def _question(
    reading: FieldReading, bare: CompareQuestion, params: Params
) -> CompareQuestion | None:
    """Return the whole question, if every field of it holds."""
    proposal = params.proposal(bare.proposals[0])
    said: dict[str, Any] = {
        "start": _year(reading, "first", 0),
        "end": _year(reading, "last", 1),
        "replications": _whole(reading, "replications", bare.replications),
        "seed": _whole(reading, "seed", bare.seed),
    }
    patch = _patch(reading, proposal)
    if reading.errors:
        return None
    question = CompareQuestion(
        municipality=bare.municipality,
        proposals=bare.proposals,
        break_even=reading.text("quick") != "on",
        patch=patch,
        **said,
    )
    at = YEARS if said["start"] or said["end"] else WHOLE
    return reading.tried(at, lambda: _accepted(question, params), None)


def _accepted(question: CompareQuestion, params: Params) -> CompareQuestion:
    """Return a question that holds; a refusal names fields and years, not options and days."""
    try:
        return accepted_pair(question, params)
    except InputError as refused:
        told = (_in_years(refused.said.text(lang), lang) for lang in LANGUAGES)
        raise InputError(Wording(*told)) from None


def _in_years(said: str, lang: str) -> str:
    """Return what is said of the days of a command with the fields for years in their place."""
    first, last = (QUOTED.text(lang).format(LABELS[name].text(lang)) for name in ("first", "last"))
    and_ = {"da": "og", "en": "and"}[lang]
    told = DAYS.sub(lambda days: f"{first} {days[1]} {and_} {last} {int(days[2]) - 1}", said)
    return told.replace("--start", first).replace("--end", last)


def _year(reading: FieldReading, name: str, after: int) -> str | None:
    """Return the first day of the year typed in a field, or of the year after it."""
    text = reading.text(name)
    if not text:
        return None

    def read() -> str | None:
        return f"{whole_number(reading.label(name), text, PRICE_YEAR) + after}-01-01"

    return reading.tried(name, read, None)


def _whole(reading: FieldReading, name: str, usual: int) -> int:
    text = reading.text(name)
    if not text:
        return usual
    size = {"replications": REPLICATIONS, "seed": SEED}[name]
    return reading.tried(name, lambda: whole_number(reading.label(name), text, size), usual)


def _patch(reading: FieldReading, proposal: Proposal) -> tuple[PatchLine, ...]:
    """Return the lines of all numbers that are not as the proposal says."""
    lines: list[PatchLine] = []
    for mechanism in numbers_of(proposal):
        for each in mechanism.fields:
            name = NUMBER + each.name
            text = reading.text(name)
            line = reading.tried(name, partial(each.line, text, reading.lang), None)
            lines += [line] if line else []
    price = reading.text("price")
    lines += reading.tried("price", lambda: price_lines(proposal, price, reading.lang), ())
    return tuple(lines)
