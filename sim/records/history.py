"""What happened: spells, contacts and enrolments of one replication of one world.

Inside, a history is arrays of whole numbers, sorted by citizen and then by time; outside it
is data frames with names and dates. Nothing here draws, decides or prices.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import DAY_ZERO, FAR

if TYPE_CHECKING:
    import pandas as pd

OUTCOMES = ("held", "stayed_away", "went_home", "still_waits", "sanctioned")


"""How an appointment ends; one who waits for a caseworker goes home when the spell ends.

Who is sanctioned has stayed away, too.
"""


NO_WEEKS = np.zeros(0, dtype=np.int64)


class SpellArrays(NamedTuple):
    """Spells as arrays; ``start`` inclusive, ``end`` exclusive."""

    citizen: Ints
    scheme: Ints
    start: Ints
    end: Ints
    category: Ints  # place in `category_names`, -1 where the scheme pays nothing
    share: Floats
    came_from: Ints  # scheme before, -1 for the first spell
    open: Flags  # still under way at the end
    # Weeks on the refusion ladder before a citizen's first spell; empty: nobody has any.
    before: Ints = NO_WEEKS

    def of(self, places: Any) -> "SpellArrays":
        """Return the spells in some places."""
        return SpellArrays._make(each[places] if each.size else each for each in self)


class ContactArrays(NamedTuple):
    """Appointments as arrays, each as it ended; a contact is held on a working day."""

    citizen: Ints
    scheme: Ints
    due: Ints
    held: Ints  # the day on which it ended, held or not
    legal: Ints  # day by which law asks for the contact, FAR where it does not
    minutes: Ints  # of a caseworker's time
    kroner: Ints  # paid to others, in prices of 2019
    outcome: Ints  # place in `OUTCOMES`


class EnrolmentArrays(NamedTuple):
    """Enrolments as arrays; ``start`` inclusive, ``end`` exclusive."""

    citizen: Ints
    programme: Ints  # number of the mechanism
    start: Ints
    end: Ints  # of the programme, or of the spell if that is earlier
    completed: Flags


class ActivationArrays(NamedTuple):
    """Times on a compulsory programme that others are paid for; ``end`` exclusive."""

    citizen: Ints
    scheme: Ints
    start: Ints
    end: Ints  # of the programme, or of the spell if that is earlier
    price: Floats  # kroner a day, in prices of 2019


_NONE = np.zeros(0, dtype=np.int64)
NO_ACTIVATIONS = ActivationArrays(_NONE, _NONE, _NONE, _NONE, np.zeros(0))
NO_ENROLMENTS = EnrolmentArrays(_NONE, _NONE, _NONE, _NONE, np.zeros(0, dtype=np.bool_))


@dataclass(frozen=True, eq=False)
class History:  # noqa: PLW1641  (it has no hash)
    """The lives of one replication: compare two with ``==``.

    The arrays are what engines return; the frames are made when asked for.
    ``programme_names`` are by number.
    """

    spell_arrays: SpellArrays
    contact_arrays: ContactArrays
    scheme_names: tuple[str, ...]
    category_names: tuple[str, ...]
    enrolment_arrays: EnrolmentArrays = NO_ENROLMENTS
    programme_names: Mapping[int, str] = field(default_factory=dict)
    activation_arrays: ActivationArrays = NO_ACTIVATIONS

    def __eq__(self, other: object) -> bool:
        """Tell whether two histories are the same to the last number."""
        if not isinstance(other, History):
            return NotImplemented
        pairs = zip(self._columns(), other._columns(), strict=True)
        return all(np.array_equal(a, b) for a, b in pairs)

    def _columns(self) -> tuple[NDArray[Any], ...]:
        """Return every array of the history."""
        first = (*self.spell_arrays, *self.contact_arrays)
        return (*first, *self.enrolment_arrays, *self.activation_arrays)

    @cached_property
    def spells(self) -> "pd.DataFrame":
        """Return one row per spell: citizen, scheme, start, end, category, share, open."""
        import pandas as pd  # noqa: PLC0415  (slow; who counts lives needs no table)

        arrays = self.spell_arrays
        return pd.DataFrame(
            {
                "citizen": arrays.citizen,
                "scheme": _named(arrays.scheme, self.scheme_names),
                "start": dates(arrays.start),
                "end": dates(arrays.end),
                "category": _category_part(arrays.category, self.category_names),
                "share": arrays.share,
                "open": arrays.open,
            }
        )

    @cached_property
    def contacts(self) -> "pd.DataFrame":
        """Return one row per appointment: citizen, scheme, due, held, waiting_days and more.

        ``legal`` is the day by which law asks for the contact, if it does.
        """
        import pandas as pd  # noqa: PLC0415  (slow; who counts lives needs no table)

        arrays = self.contact_arrays
        return pd.DataFrame(
            {
                "citizen": arrays.citizen,
                "scheme": _named(arrays.scheme, self.scheme_names),
                "due": dates(arrays.due),
                "held": dates(arrays.held),
                "waiting_days": np.maximum(arrays.held - arrays.due, 0),
                "legal": np.where(arrays.legal < FAR, dates(arrays.legal), np.datetime64("NaT")),
                "minutes": arrays.minutes,
                "kroner": arrays.kroner,
                "outcome": _named(arrays.outcome, OUTCOMES),
            }
        )

    @cached_property
    def enrolments(self) -> "pd.DataFrame":
        """Return one row per enrolment: citizen, programme, start, end, completed."""
        import pandas as pd  # noqa: PLC0415  (slow; who counts lives needs no table)

        arrays = self.enrolment_arrays
        return pd.DataFrame(
            {
                "citizen": arrays.citizen,
                "programme": [self.programme_names[number] for number in arrays.programme],
                "start": dates(arrays.start),
                "end": dates(arrays.end),
                "completed": arrays.completed,
            }
        )


def dates(days: Ints) -> NDArray[np.datetime64]:
    """Return day numbers as dates (datetime64, seconds)."""
    return (np.datetime64(DAY_ZERO, "s") + np.asarray(days).astype("timedelta64[D]")).astype(
        "datetime64[s]"
    )


def _named(numbers: Ints, names: tuple[str, ...]) -> "pd.Categorical[str]":
    import pandas as pd  # noqa: PLC0415  (slow; who counts lives needs no table)

    return pd.Categorical.from_codes(numbers, categories=pd.Index(names))


def _category_part(numbers: Ints, names: tuple[str, ...]) -> NDArray[np.object_]:
    parts = np.array([*(name.partition(".")[2] for name in names), ""], dtype=object)
    return np.asarray(parts[numbers])


def sorted_spells(columns: SpellArrays) -> SpellArrays:
    """Return spells by citizen and start."""
    order = np.lexsort((columns.start, columns.citizen))
    return columns.of(order)


def sorted_contacts(columns: ContactArrays) -> ContactArrays:
    """Return contacts by citizen and day held; those of one day in the order given."""
    order = np.lexsort((columns.held, columns.citizen))
    return ContactArrays._make(column[order] for column in columns)
