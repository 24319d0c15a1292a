"""Ledighedsydelse that the state refunds nothing of: told beside the answer, and not settled."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

import numpy as np

from borgerflow.experiments.present.numbers import in_both, number
from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import FAR, day_of, first_day_of_month, month_index_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.law.schemes import settled_categories
from borgerflow.sim.records.spells.coded import CodedSpells
from borgerflow.sim.settlement.settle import settle_coded, unsettled_spells

AFTER_MONTHS = "law.ledighedsydelse.unrefunded_after_months"
PAID, STATE = "ledighedsydelse", "stat"
COUNTED = (PAID, "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat")


@dataclass(frozen=True)
class Unrefunded:
    """How many spells last beyond the time that is refunded, and what the state is settled with."""

    spells: int = 0
    kroner: float = 0.0
    months: int = 0

    def to_plain(self) -> dict[str, object]:
        """Return it under its key, nothing where there are no such spells."""
        return {"unrefunded": asdict(self)} if self.spells else {}


def unrefunded_in(spells: CodedSpells, law: LawBook, until: dt.date | None) -> Unrefunded:
    """Return what the state is settled with of old ledighedsydelse after the time it refunds.

    Law
    ---
    LAS § 104, stk. 1: nothing is refunded once somebody has had kontanthjælp or ledighedsydelse
    for 18 months within 24; on the staircase the rule is not.

    Assumes
    -------
    The months are counted in stays without a day between, by date: those from the 1st of a month
    end with a month. From a day that the last month has not, they end with it.
    """
    old = _off_the_staircase(spells, law)
    if not old.any():
        return Unrefunded()
    months = int(law.parameter(AFTER_MONTHS).values[-1].value or 0)
    beyond = spells.start.copy()
    beyond[old] = [_months_after(int(day), months) for day in _stays_since(spells, law)[old]]
    late = replace(spells, start=np.maximum(spells.start, beyond))
    first, last = _settled_days(spells, law, until)
    rows = np.flatnonzero(old & (np.maximum(late.start, first) < np.minimum(late.end, last)))
    if not len(rows):
        return Unrefunded()
    ledger = settle_coded(late.among(rows), law, until=until)
    kroner = float(ledger.loc[ledger["payer"] == STATE, "kroner"].sum())
    return Unrefunded(len(rows), kroner, months)


def _months_after(day: int, months: int) -> int:
    """Return the same date some months on, or the first of the next month where there is none."""
    month = month_index_of(day)
    same_date = first_day_of_month(month + months) + day - first_day_of_month(month)
    return min(same_date, first_day_of_month(month + months + 1))


def _settled_days(spells: CodedSpells, law: LawBook, until: dt.date | None) -> tuple[int, int]:
    """Return the first day that is settled and the day after the last."""
    first = unsettled_spells(spells, law)[0]
    return day_of(first), FAR if until is None else day_of(until)


def _off_the_staircase(spells: CodedSpells, law: LawBook) -> Flags:
    """Tell which spells are of ledighedsydelse that is shared by a fixed part."""
    categories = law.schemes[PAID].categories
    fixed = {f"{PAID}.{name}" for name, one in categories.items() if one.fixed_share}
    named = np.array([name in fixed for name in settled_categories(law.schemes)])
    return np.asarray(named[spells.category])


def _stays_since(spells: CodedSpells, law: LawBook) -> Ints:
    """Return the day from which the citizen of each spell has had what counts, without a break."""
    order = spells.order
    names = [name.partition(".")[0] for name in settled_categories(law.schemes)]
    counts = np.array([name in COUNTED for name in names])[spells.category[order]]
    citizen, start, end = (each[order] for each in (spells.citizen, spells.start, spells.end))
    goes_on = (citizen[1:] == citizen[:-1]) & (start[1:] == end[:-1]) & counts[1:] & counts[:-1]
    begins = np.append(True, ~goes_on)
    since = np.empty_like(start)
    since[order] = start[begins][np.cumsum(begins) - 1]
    return since


def remarks_on_unrefunded(found: Unrefunded) -> Iterator[Wording]:
    """Yield what the municipality pays more by law, if it does."""
    if found.spells:
        spells, kroner = (in_both(number, n) for n in (found.spells, found.kroner))
        months, one = found.months, found.spells == 1
        yield Wording(
            f"OBS: {spells.da} forløb med ledighedsydelse uden for refusionstrappen ligger helt"
            f" eller delvis efter {months} måneder på ydelsen. Staten refunderer intet, når"
            f" borgeren har fået kontanthjælp eller ledighedsydelse i {months} måneder inden for 24"
            " (LAS § 104, stk. 1), men her er der regnet med refusion: efter loven betaler"
            f" kommunen {kroner.da} kr. mere. Måneder, der ligger før et ophold, er ikke talt med.",
            f"Note: {spells.en} spell{'s' * (not one)} of ledighedsydelse off the staircase"
            f" {'lies' if one else 'lie'} wholly or partly beyond {months} months on it. The state"
            " refunds nothing once a citizen has had kontanthjælp or ledighedsydelse for"
            f" {months} months within 24 (LAS § 104, stk. 1), and is settled here as if it did: by"
            f" law the municipality pays {kroner.en} kr. more. Months before a break are not"
            " counted.",
        )
