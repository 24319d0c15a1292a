"""The deadlines of schemes, what may be decided at them, and when law ends or closes a scheme.

Values that change with the law become rows of whole numbers with their first days.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.base.errors import ParamError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.lives.tables import (
    BIRTHDAY,
    MAX_STAY,
    MAX_YEARS,
    NO_DEADLINE,
    RETURNS,
    REVURDERING,
    RIGHT_USED_UP,
)
from borgerflow.sim.params import LawBook, Scheme
from borgerflow.sim.params.model import DeadlineOutcomes, Outcomes
from borgerflow.sim.params.reading.faults import NO_SCHEME
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.cells import BAND_YEARS
from borgerflow.sim.world.contact_rules import BEFORE_ALL
from borgerflow.sim.world.tables.columns import Columns, dated_values, floats, ints, steps_by_day

RULES = {  # the number of each rule, and what its value is multiplied by
    "revurdering": (REVURDERING, 1),
    "max_weeks": (MAX_STAY, DAYS_PER_WEEK),
    "max_years": (MAX_YEARS, 1),
    "used_weeks": (RIGHT_USED_UP, DAYS_PER_WEEK),
    "birthday": (BIRTHDAY, 1),
}


class Closing(NamedTuple):
    """From when to when a scheme takes nobody new, and where those are who would have entered."""

    start: int = FAR
    until: int = FAR
    stays: float = 0.0
    instead: tuple[tuple[int, float], ...] = ()  # scheme, share


class OutcomeRow(NamedTuple):
    """One thing that may be decided at one stage of a deadline."""

    start: int
    until: int
    share: float
    scheme: int  # or `RETURNS`
    days: int  # by which the spell is prolonged
    stage: int  # that follows


def deadline_columns(bare: BareWorld) -> Columns:
    """Return the deadline rule of each scheme and its values by day."""
    law = bare.law
    rules, dated = zip(*(_rule_of(law, scheme) for scheme in law.schemes.values()), strict=True)
    days, values = steps_by_day(dated)
    regained_weeks = float(law.on("law.dagpenge.requalify_weeks", bare.run_in_day))
    looks_back = law.on("law.sygedagpenge.revurdering_looks_back_months", bare.run_in_day)
    return {
        "deadline_rule": ints(rules),
        "rule_periods": max(map(len, dated)),
        "deadline_day": days,
        "deadline_value": values,
        "looks_back_months": int(looks_back),
        "regained_days": round(regained_weeks * DAYS_PER_WEEK),
    }


def _rule_of(law: LawBook, scheme: Scheme) -> tuple[int, list[tuple[int, int]]]:
    """Return the number of a scheme's rule, and its values with their first days."""
    if scheme.deadline is None:
        return NO_DEADLINE, [(BEFORE_ALL, 0)]
    rule, by_unit = RULES[scheme.deadline.rule]
    if rule == BIRTHDAY:
        _refuse_strange_birthday(law, scheme.name, scheme.deadline.value)
    return rule, dated_values(law, scheme.deadline.value, by_unit)


def _refuse_strange_birthday(law: LawBook, scheme: str, parameter: str) -> None:
    for value in law.parameter(parameter).values:
        if value.value not in BAND_YEARS:
            known = ", ".join(str(years) for years in BAND_YEARS)
            raise ParamError(
                Wording(
                    f"{parameter} afslutter {scheme} ved {value.value} år;"
                    f" modellen kender fødselsdagene {known}.",
                    f"{parameter} ends {scheme} at {value.value} years;"
                    f" the model knows the birthdays {known}.",
                )
            )


def outcome_columns(bare: BareWorld) -> Columns:
    """Return what may be decided at each deadline, by scheme, stage and day."""
    decided = bare.model.outcomes.deadlines
    stages = 1 + max((d.stage for d in decided), default=0)
    first: list[int] = []
    rows: list[OutcomeRow] = []
    for name in bare.scheme_names:
        for stage in range(stages):
            first.append(len(rows))
            here = [d for d in decided if (d.scheme, d.stage) == (name, stage)]
            rows.extend(_outcome_rows(here, bare.scheme_names))
        first.append(len(rows))
    _refuse_undecided(bare.law, bare.model.outcomes)
    return {
        "stages": stages,
        "first_outcome": ints(first),
        "outcome_from": ints([row.start for row in rows]),
        "outcome_until": ints([row.until for row in rows]),
        "outcome_share": floats([row.share for row in rows]),
        "outcome_scheme": ints([row.scheme for row in rows]),
        "outcome_days": ints([row.days for row in rows]),
        "outcome_stage": ints([row.stage for row in rows]),
    }


def _outcome_rows(
    decided: Sequence[DeadlineOutcomes], names: Sequence[str]
) -> Iterator[OutcomeRow]:
    """Yield what may be decided at one stage of a deadline; each form of it ends the one before."""
    in_order = sorted(decided, key=lambda d: d.start)
    ends = [*(d.start for d in in_order[1:]), FAR]
    for one, until in zip(in_order, ends, strict=False):
        for outcome in one.outcomes:
            to = RETURNS if outcome.to == "came_from" else _scheme(names, outcome.to)
            days = round((outcome.prolonged_weeks or 0) * DAYS_PER_WEEK)
            yield OutcomeRow(one.start, until, outcome.share, to, days, outcome.then)


def _scheme(names: Sequence[str], name: str) -> int:
    if name not in names:
        raise ParamError(unknown(NO_SCHEME, name, names).capital())
    return names.index(name)


def _refuse_undecided(law: LawBook, outcomes: Outcomes) -> None:
    decided = {d.scheme for d in outcomes.deadlines}
    for scheme in law.schemes.values():
        if scheme.deadline and scheme.name not in decided:
            rule = scheme.deadline.rule
            raise ParamError(
                Wording(
                    f"outcomes.yaml: {scheme.name} har en frist ({rule}), men intet siger, hvad"
                    " der afgøres ved den.",
                    f"outcomes.yaml: {scheme.name} has a deadline ({rule}) but"
                    " nothing says what is decided at it.",
                )
            )


def law_turn_columns(bare: BareWorld) -> Columns:
    """Return which schemes law ends or closes, when, and where their citizens are then."""
    names, ended = bare.scheme_names, [s.ended for s in bare.law.schemes.values()]
    closings = [_closing(bare.law, scheme) for scheme in bare.law.schemes.values()]
    ends = [end.day if end else FAR for end in ended]
    instead = [row for closing in closings for row in closing.instead]
    return {
        "law_turns": min(*ends, *(closing.start for closing in closings)),
        "ends_on": ints(ends),
        "becomes": ints([names.index(end.becomes) if end else -1 for end in ended]),
        "closed_from": ints([closing.start for closing in closings]),
        "closed_until": ints([closing.until for closing in closings]),
        "stays_share": floats([closing.stays for closing in closings]),
        "first_instead": ints([0, *accumulate(len(closing.instead) for closing in closings)]),
        "instead_scheme": ints([scheme for scheme, _ in instead]),
        "instead_share": floats([share for _, share in instead]),
    }


def _closing(law: LawBook, scheme: Scheme) -> Closing:
    """Return from when to when a scheme is closed: the first such time, if there are several."""
    if scheme.closed is None:
        return Closing()
    values = law.parameter(scheme.closed.switch).values
    start = next((v.day for v in values if not v.value), FAR)
    until = next((v.day for v in values if v.value and v.day > start), FAR)
    shares = scheme.closed.instead.items()
    instead = tuple((law.scheme_names.index(to), share.value or 0.0) for to, share in shares)
    return Closing(start, until, scheme.closed.stays.value or 0.0, instead)
