"""The answers to questions of whom and where, as data: groups, and uses of posts.

Amounts are means a year; changes are beside the baseline, replication by replication.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from experiments.findings import Interval, Notice

if TYPE_CHECKING:
    from experiments.contacts.finding import Measures

GroupKind = Literal["age", "education", "household", "provider", "weeks_left", "elapsed"]
Verdict = Literal["saving", "no_loss", "later", "loss", "no_fewer", "too_few"]
"""Of fewer talks: they save; no loss is seen; none, but dates of the law slip; they lose."""

EVEN = 1e-9
SLIP = 0.005  # of the law's dates: fewer than so many of them kept is told even if by chance


@dataclass(frozen=True)
class Service:
    """By how much talks of some schemes wait longer, and more are held by the law's date."""

    waiting_days: Interval
    share_on_time: Interval

    @property
    def slips(self) -> bool:
        """Tell whether fewer dates of the law are kept: surely, or by more than is passed over."""
        return sign_of(self.share_on_time) < 0 or self.share_on_time.mean < -SLIP

    def to_dict(self) -> dict[str, Any]:
        """Return the changes by name."""
        return {
            "waiting_days_change": self.waiting_days.to_dict(),
            "share_on_time_change": self.share_on_time.to_dict(),
        }


@dataclass(frozen=True)
class Group:
    """A group whose talks alone become fewer: what that comes to."""

    kind: GroupKind
    label: Notice
    talks_now: float  # of the group, a year
    few: bool  # talks, so that nothing can be told
    talks_held: Interval  # change in the scheme, others included
    fte: Interval  # change of the posts that the talks take at the usual utilisation
    service: Service
    benefits: Interval  # change of the municipality's kroner, staff left out
    net: Interval  # staff included: posts follow the talks only where time is no limit

    @property
    def verdict(self) -> Verdict:
        """Return whether fewer talks for this group cost the municipality or the law's dates."""
        if self.few:
            return "too_few"
        if self.talks_held.mean >= 0:
            return "no_fewer"
        if sign_of(self.net) > 0:
            return "loss"
        if self.service.slips:
            return "later"
        return "saving" if sign_of(self.net) < 0 else "no_loss"

    def to_dict(self) -> dict[str, Any]:
        """Return the group by name."""
        return {
            "kind": self.kind,
            "group": self.label.en,
            "talks_now": self.talks_now,
            "talks_held": self.talks_held.to_dict(),
            "fte": self.fte.to_dict(),
            **self.service.to_dict(),
            "benefits": self.benefits.to_dict(),
            "net_municipal": self.net.to_dict(),
            "verdict": self.verdict,
        }


def sign_of(change: Interval) -> int:
    """Return 1 or -1 where a change is sure: by its whole interval, or by its mean without one."""
    ends = [end for end in (change.low, change.high) if end is not None] or [change.mean]
    return int(min(ends) > EVEN) - int(max(ends) < -EVEN)


@dataclass(frozen=True)
class Use:
    """What posts do in one place, alone: a rhythm in a scheme, or posts in a team and no more."""

    team: Notice
    scheme: str | None  # None: posts alone
    label: Notice
    fte: Interval  # posts given out
    service: Service
    benefits: Interval
    net: Interval
    chosen: bool = False

    @property
    def net_per_fte(self) -> float | None:
        """Return kroner a year per post, None where it takes none."""
        return self.net.mean / self.fte.mean if self.fte.mean > 0 else None

    def to_dict(self) -> dict[str, Any]:
        """Return the use by name."""
        return {
            "team": self.team.en,
            "scheme": self.scheme,
            "setting": self.label.en,
            "fte": self.fte.to_dict(),
            **self.service.to_dict(),
            "benefits": self.benefits.to_dict(),
            "net_municipal": self.net.to_dict(),
            "net_per_fte": self.net_per_fte,
            "chosen": self.chosen,
        }


@dataclass(frozen=True)
class Together:
    """The chosen uses lived together, with the posts that were left over where they do most."""

    fte: Interval  # posts given out
    staff: Interval  # kroner
    benefits: Interval
    net: Interval
    measures: "Measures"
    left_to: Notice | None = None  # the team that has what was left over; None: nobody has it

    def to_dict(self) -> dict[str, Any]:
        """Return it by name."""
        return {
            "fte": self.fte.to_dict(),
            "staff_kroner": self.staff.to_dict(),
            "benefits": self.benefits.to_dict(),
            "net_municipal": self.net.to_dict(),
            **self.measures.to_dict(),
            "left_over_to": None if self.left_to is None else self.left_to.en,
        }


@dataclass(frozen=True)
class BestUse:
    """The best use of some posts: each alone, and those chosen together."""

    extra_fte: float
    uses: tuple[Use, ...]
    together: Together | None  # None where nothing is chosen, or the user stopped before

    @property
    def chosen(self) -> tuple[Use, ...]:
        """Return the uses that do most."""
        return tuple(use for use in self.uses if use.chosen)

    @property
    def left(self) -> float:
        """Return the posts that the chosen uses leave over."""
        return max(0.0, self.extra_fte - sum(use.fte.mean for use in self.chosen))

    def to_dict(self) -> dict[str, Any]:
        """Return the uses by name."""
        return {
            "extra_fte": self.extra_fte,
            "uses": [use.to_dict() for use in self.uses],
            "left_over_fte": self.left,
            "together": None if self.together is None else self.together.to_dict(),
        }
