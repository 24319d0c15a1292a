"""The map of schemes on a day: which there are, which take nobody new, and what leads where.

Reads ``params``; computes nothing from it.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.findings.finding import json_text, law_dict
from borgerflow.experiments.findings.plain import plain
from borgerflow.sim.base.clock import date_of, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook, Params, Scheme
from borgerflow.sim.params.law.looked_up import LookedUp, looked_up

MAP_SCHEMA = "borgerflow/scheme-map/1"
OPEN, CLOSED, ENDED = "open", "closed", "ended"
PICTURES = (".svg", ".png")
OUT = "out"  # every scheme can end there


@dataclass(frozen=True)
class MappedScheme:
    """One scheme on the day of a map, with what its citizens, or those on their way to it, do."""

    name: str
    label: Mapping[str, str]
    law: str
    state: str  # open, closed to new citizens, or ended
    since: str  # when it was closed or ended; empty while it is open
    becomes: str  # where its citizens carry on; empty unless it has ended
    stays: float | None  # share that stays of those who would have left their scheme for it
    instead: Mapping[str, float]  # shares of the others, and of those whose stay is over by law
    leads_to: tuple[str, ...]


@dataclass(frozen=True)
class SchemeMap:
    """The map of schemes on one day."""

    day: str
    schemes: tuple[MappedScheme, ...]
    law: LookedUp | None = None  # under which draft, where the law is under one

    def to_json(self) -> str:
        """Return the JSON of ``law --map``."""
        head = {"schema": MAP_SCHEMA, **law_dict(self.law)}
        return json_text({**head, "day": self.day, "schemes": plain(self.schemes)})


def refuse_picture(path: Path, *, mapped: bool) -> None:
    """Refuse a file that no picture of the map can be written to; one that is there stays as it is.

    Raises
    ------
    InputError
        If nothing is mapped, the name ends otherwise than a picture's, or something is there.
    """
    if not mapped:
        raise InputError(
            Wording(
                da="--out tegner kun kortet over ordninger; tilføj --map.",
                en="--out draws nothing but the map of schemes; add --map.",
            )
        )
    refuse_new_picture(path)


def refuse_new_picture(path: Path) -> None:
    """Refuse a name that is no new picture's; raises what `refuse_picture` does."""
    refuse_cpr_name(path)
    if path.suffix not in PICTURES:
        ending = Wording(
            da=": der skal stå et navn, der ender på .svg eller .png.",
            en=": expected a name that ends in .svg or .png.",
        )
        raise InputError(str(path) + ending)
    if os.path.lexists(path):
        there = Wording(
            da=" findes allerede: vælg et nyt filnavn.",
            en=" is there already: expected a new file.",
        )
        raise InputError(str(path) + there)


def scheme_map(params: Params, term: str | None = None, day: str | None = None) -> SchemeMap:
    """Return the map of schemes on a day; without one, on the last day law was looked up.

    Raises
    ------
    InputError
        If the day is no date, or a term is asked for beside the map.
    """
    if term is not None:
        raise InputError(
            Wording(
                da="--map viser alle ordninger; skriv intet ord ved siden af.",
                en="--map shows all schemes; write no term beside it.",
            )
        )
    law = params.law
    latest = max(parameter.still_valid_on for parameter in law.parameters.values())
    asked = latest if day is None else parse_day(day)
    schemes = (_mapped(law, scheme, asked) for scheme in law.schemes.values())
    mapped = tuple(scheme for scheme in schemes if scheme.name != OUT)
    return SchemeMap(date_of(asked).isoformat(), mapped, looked_up(law, asked, (), ()))


def _mapped(law: LawBook, scheme: Scheme, day: int) -> MappedScheme:
    state, since = _state(law, scheme, day)
    closed, ended = state == CLOSED and scheme.closed, state == ENDED and scheme.ended
    return MappedScheme(
        name=scheme.name,
        label=scheme.label,
        law=scheme.law,
        state=state,
        since="" if since is None else date_of(since).isoformat(),
        becomes=ended.becomes if ended else "",
        stays=closed.stays.value if closed else None,
        instead={to: share.value or 0.0 for to, share in closed.instead.items()} if closed else {},
        leads_to=() if ended else tuple(dict.fromkeys(_leads_to(law, scheme, day))),
    )


def _state(law: LawBook, scheme: Scheme, day: int) -> tuple[str, int | None]:
    """Return whether a scheme is open, closed to new citizens or ended, and since when."""
    if scheme.ended and scheme.ended.day <= day:
        return ENDED, scheme.ended.day
    if scheme.closed:
        switch = law.parameter(scheme.closed.switch)
        if switch.values[0].day <= day and not switch.on(day):
            return CLOSED, switch.dated(day).day
    return OPEN, None


def _leads_to(law: LawBook, scheme: Scheme, day: int) -> Iterator[str]:
    """Yield the schemes one leads to on a day: a successor for one that has ended, none closed."""
    for name in scheme.exits:
        to = law.schemes[name]
        state, _ = _state(law, to, day)
        entered = to.ended.becomes if state == ENDED and to.ended else name
        if state != CLOSED and entered != scheme.name:
            yield entered
