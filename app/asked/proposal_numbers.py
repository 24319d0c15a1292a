"""The numbers of a proposal that a form offers to change, as they are typed there.

A number that is changed is a line of a patch, as ``--set`` has it; one that is as the proposal
says is none, so that the answer is that of the bare question.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from borgerflow.experiments.findings.assumptions import MECHANISM_NUMBERS
from borgerflow.experiments.typed.numbers import Size, number, without_exponent
from borgerflow.experiments.typed.sizes import ANY_NUMBER
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, sentence
from borgerflow.sim.params import Estimate, Proposal
from borgerflow.sim.params.patches.changes import SHARES, PatchLine
from borgerflow.sim.params.patches.graded import graded_in
from borgerflow.sim.params.reading.units import UNITS_CALLED, estimate_fault

OFFERED = ("effect", "reach", "implementation", "deadweight", "displacement")
COSTS = ("cost", "staff")  # staff is part of the cost where a form tells it
PERCENT = Decimal(100)
A_PERCENT = Wording("pct.", "per cent")
PER_CENT = Size(0, 100, Wording("et tal fra 0 til 100", "a number from 0 to 100"))
PRICE = Size(
    1, 1000, Wording("pct. af forslagets pris, fra 1 til 1000", "1 to 1000 per cent of the price")
)
PRICE_LABEL = Wording("Pris, pct. af forslagets", "Price, per cent of the proposal's")
STEPS = 40  # of a slider, at least


@dataclass(frozen=True)
class Slide:
    """From where to where a slider goes, and by what step, as its number is typed."""

    least: float
    most: float
    step: float


PRICE_SLIDE = Slide(10, 200, 5)


@dataclass(frozen=True)
class OfferedNumber:
    """A number of a proposal in a field of its own."""

    name: str  # as a patch calls it
    label: Wording
    estimate: Estimate

    @property
    def unit(self) -> Wording:
        """Return the unit that it is typed in: shares are per cent."""
        return A_PERCENT if self._is_share else UNITS_CALLED[self.estimate.unit]

    @property
    def usual(self) -> str:
        """Return what the proposal says, as it is typed; nothing where nobody knows it."""
        value = self.estimate.value
        return "" if value is None else _plain(self._as_typed(value))

    @property
    def slide(self) -> Slide:
        """Return a slider about the range of the number, within what it can be at all."""
        known = [n for n in (self.estimate.low, self.estimate.value, self.estimate.high) if n]
        low, high = min(known, default=0.0), max(known, default=0.0)
        low = low if self.estimate.low is None else self.estimate.low
        room = (high - low) / 2 or abs(high) or 1.0
        ends = [float(self._as_typed(end)) for end in (low - room, high + room)]
        step = 10.0 ** math.floor(math.log10((ends[1] - ends[0]) / STEPS))
        return self._within(Slide(_stepped(ends[0], step), _stepped(ends[1], step), step))

    def line(self, typed: str, lang: str) -> PatchLine | None:
        """Return what was typed as a line of a patch; none where it is what the proposal says.

        Raises
        ------
        InputError
            If it is no such number.
        """
        if not typed.strip():
            return None
        label = self.label.text(lang)
        number(label, typed, PER_CENT if self._is_share else ANY_NUMBER)
        told = Decimal(typed.strip().replace(",", "."))
        set_to = told / PERCENT if self._is_share else told
        wrong = estimate_fault(float(set_to), self.estimate.unit)
        if wrong:
            raise InputError((self.label + ": " + wrong).each(sentence))
        if float(set_to) == self.estimate.value:
            return None
        return PatchLine(self.name, _plain(set_to), self.label + ": ")

    @property
    def _is_share(self) -> bool:
        return self.estimate.unit in SHARES

    def _as_typed(self, value: float) -> Decimal:
        exact = Decimal(repr(float(value)))
        return exact * PERCENT if self._is_share else exact

    def _within(self, slide: Slide) -> Slide:
        """Return a slider that leaves out what the number cannot be."""
        if self._is_share:
            return Slide(max(slide.least, 0.0), min(slide.most, float(PERCENT)), slide.step)
        if self.estimate.unit == "factor":
            return Slide(max(slide.least, slide.step), slide.most, slide.step)
        return slide


@dataclass(frozen=True)
class Numbers:
    """The fields that one mechanism has."""

    title: Wording
    fields: tuple[OfferedNumber, ...]


def numbers_of(proposal: Proposal) -> tuple[Numbers, ...]:
    """Return what may be changed of a proposal, mechanism by mechanism, the price apart."""
    graded = graded_in(proposal.id, proposal)
    found = (
        Numbers(
            Wording(mechanism.label.da, mechanism.label.en),
            tuple(_of(f"{proposal.id}.{mechanism.name}", graded)),
        )
        for mechanism in proposal.mechanisms
    )
    return tuple(each for each in found if each.fields)


def _of(prefix: str, graded: Mapping[str, object]) -> Iterator[OfferedNumber]:
    for name in OFFERED:
        estimate = graded.get(f"{prefix}.{name}")
        if isinstance(estimate, Estimate):
            label = Wording(*MECHANISM_NUMBERS[name]).capital()
            yield OfferedNumber(f"{prefix}.{name}", label, estimate)


def price_lines(proposal: Proposal, typed: str, lang: str) -> tuple[PatchLine, ...]:
    """Return the lines of a patch that have a proposal cost so many per cent of what it says.

    Raises
    ------
    InputError
        If it is no per cent, or too few or many of them.
    """
    if not typed.strip() or number(PRICE_LABEL.text(lang), typed, PRICE) == float(PERCENT):
        return ()
    times = _plain(Decimal(typed.strip().replace(",", ".")) / PERCENT)
    where = PRICE_LABEL + ": "
    told = (key for key in COSTS if getattr(proposal, key))
    return tuple(PatchLine(f"{proposal.id}.{key}.*", f"x{times}", where) for key in told)


def _plain(exact: Decimal) -> str:
    return without_exponent(float(exact)) if exact else "0"


def _stepped(value: float, step: float) -> float:
    """Return the nearest step to a value, without what floats add to it."""
    return float(Decimal(round(value / step)) * Decimal(repr(step)))


def in_lang(typed: str, lang: str) -> str:
    """Return a number as the language has its decimals."""
    return typed.replace(".", ",") if lang == "da" else typed
