"""The rows of a finance view: kroner on a function, and what is kept of a net."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from borgerflow.experiments.findings.plain import LEFT_OUT, called
from borgerflow.experiments.findings.rows import Interval, Yearly
from borgerflow.sim.base.wording import Wording


@dataclass(frozen=True)
class AccountRow:
    """The municipality's kroner on one authorised function, as ``5.57.71``.

    ``paid`` is dranst 1, ``refunded`` dranst 2 (what the state refunds, below zero where it
    refunds more) and ``net`` their sum. ``checked`` tells that function and postings have a
    source; they are recalled where not. ``programmes`` tells that programmes are booked on it;
    ``looked_up`` is the day on which all of that was last held against its source, and
    ``frame_checked`` tells that the frame has a source too. ``cost`` is by year what of it
    proposals themselves cost.
    """

    function: str
    label: Wording = field(metadata=LEFT_OUT)
    frame: str  # service or transfers
    checked: bool
    paid: Yearly
    refunded: Yearly
    net: Yearly
    programmes: bool = field(default=False, metadata=LEFT_OUT)
    looked_up: str = ""
    frame_checked: bool = True
    cost: Mapping[int, float] = field(default_factory=dict, hash=False, metadata=LEFT_OUT)


@dataclass(frozen=True)
class KeptRow:
    """What of the net over the horizon stays with the municipality when the block grant follows.

    ``rule`` says how the grant follows: ``guarantee`` (budgetgarantien), ``deal`` (the yearly
    deal), ``landsdel`` (dagpenge to 2020), ``grant`` (dagpenge since) or ``own`` (not at all).
    ``alone`` is kept if no other municipality does the same, ``half`` and ``all_others`` if
    municipalities with so many of the other inhabitants do. ``looked_up`` is the day on which the
    rule was last held against its source. ``cost`` is what of the net proposals themselves cost.
    """

    rule: str
    net: float
    alone: float
    half: float
    all_others: float
    checked: bool
    looked_up: str = ""
    cost: float = field(default=0.0, metadata=LEFT_OUT)


@dataclass(frozen=True)
class SettingAccount:
    """The municipality's kroner on one function in one setting, a year on average.

    The fields are as in `AccountRow`.
    """

    setting: Wording
    function: str
    label: Wording = field(metadata=LEFT_OUT)
    frame: str
    checked: bool
    looked_up: str
    frame_checked: bool
    paid: Interval
    refunded: Interval
    net: Interval


@dataclass(frozen=True)
class SettingFrames:
    """The municipality's net of one setting on each frame, kroner a year; ``net`` is their sum."""

    setting: Wording
    service: Interval
    transfers: Interval
    net: Interval = field(metadata=called("net_municipal"))
