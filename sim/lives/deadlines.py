"""When law ends or reviews a spell, and what is decided then."""

from borgerflow.sim.base.chance import DEADLINE, REVIEW, uniform
from borgerflow.sim.base.clock import FAR, day_after_years
from borgerflow.sim.law.dagpenge import dagpenge_days_left
from borgerflow.sim.law.sygedagpenge import revurdering_day
from borgerflow.sim.lives.ages import age_band
from borgerflow.sim.lives.hazards import period_of
from borgerflow.sim.lives.successors import first_day_of
from borgerflow.sim.lives.tables import (
    BIRTHDAY,
    DEADLINES_A_SPELL,
    MAX_STAY,
    MAX_YEARS,
    NO_DEADLINE,
    REMEMBERED,
    REVURDERING,
    RIGHT_USED_UP,
    USED_DAYS,
    WINDOW_COUNT,
    WINDOWS,
    WORKED_DAYS,
    Citizen,
    Spell,
    Table,
    Tables,
)

TWENTY_FIVE, THIRTY, FIFTY = 25, 30, 50  # the birthdays a citizen's life knows, and 60


def rule_value(tables: Tables, scheme: int, day: int) -> int:
    """Return the value of a scheme's deadline rule in force on a day."""
    period = period_of(tables.deadline_day, scheme, tables.rule_periods, day)
    value: int = tables.deadline_value[scheme * tables.rule_periods + period]
    return value


def birthday(citizen: Citizen, years: int) -> int:
    """Return the day on which a citizen turns 25, 30, 50 or (any other number) 60."""
    if years == TWENTY_FIVE:
        return citizen.turns_25
    if years == THIRTY:
        return citizen.turns_30
    return citizen.turns_50 if years == FIFTY else citizen.turns_60


def deadline_of(
    tables: Tables, citizen: Citizen, memory: Table, spell: Spell, paid_from: int
) -> int:
    """Return the day on which law ends or reviews a spell, or ends its scheme; or FAR.

    A deadline after the citizen's own exit need not be known and may come back as FAR.
    """
    of_scheme: int = tables.ends_on[spell.scheme]
    return min(of_scheme, deadline_by_rule(tables, citizen, memory, spell, paid_from))


def deadline_by_rule(
    tables: Tables, citizen: Citizen, memory: Table, spell: Spell, paid_from: int
) -> int:
    """Return the day on which the rule of a scheme ends or reviews a spell, or FAR.

    A deadline after the citizen's own exit need not be known and may come back as FAR.
    """
    rule = tables.deadline_rule[spell.scheme]
    if rule == NO_DEADLINE:
        return FAR
    value = rule_value(tables, spell.scheme, spell.start)
    if rule == MAX_STAY:
        return spell.start + value
    if rule == MAX_YEARS:
        return day_after_years(spell.start, value)
    if rule == RIGHT_USED_UP:
        return spell.start + dagpenge_days_left(memory[USED_DAYS], value)
    if rule == BIRTHDAY:
        return birthday(citizen, value)
    # After the law turns an exit may come to nothing, and the deadline is met all the same.
    latest = spell.exit_day if spell.exit_day < tables.law_turns else tables.horizon
    return revurdering_day(
        memory[WINDOWS:],
        memory[WINDOW_COUNT],
        paid_from,
        min(latest, tables.horizon),
        value,
        tables.looks_back_months,
    )


def outcome_at_deadline(
    tables: Tables, citizen: Citizen, scheme: int, stage: int, occasion: int, day: int
) -> int:
    """Return the number of the outcome decided at a deadline, by the shares of the day."""
    drawn = uniform(citizen.key, DEADLINE, occasion)
    chosen = -1
    first = scheme * (tables.stages + 1) + stage
    for o in range(tables.first_outcome[first], tables.first_outcome[first + 1]):
        if tables.outcome_from[o] <= day < tables.outcome_until[o]:
            chosen = o
            if drawn < tables.outcome_share[o]:
                return chosen
            drawn -= tables.outcome_share[o]
    return chosen


def outcome_after_review(
    tables: Tables, citizen: Citizen, spell: Spell, outcome: int, occasion: int, day: int
) -> int:
    """Return the outcome of a deadline after the mechanisms that move a share of decisions.

    The first of them that reaches the decision makes it another one; none comes back to it.
    """
    for r in range(tables.first_review[spell.scheme], tables.first_review[spell.scheme + 1]):
        if (
            may_move(tables, citizen, r, outcome, day)
            and uniform(citizen.key, REVIEW + tables.review[r], occasion) < tables.review_share[r]
        ):
            other = outcome_towards(tables, spell, tables.review_towards[r], day)
            return outcome if other < 0 else other
    return outcome


def may_move(tables: Tables, citizen: Citizen, review: int, outcome: int, day: int) -> bool:
    """Tell whether a mechanism moves a decision like this one, if drawn."""
    cell = citizen.cell + age_band(citizen, day)
    return bool(
        tables.review_from[review] <= day < tables.review_until[review]
        and tables.outcome_scheme[outcome] == tables.review_away_from[review]
        and tables.review_cell[review * tables.cells + cell]
    )


def outcome_towards(tables: Tables, spell: Spell, scheme: int, day: int) -> int:
    """Return the first outcome of a spell's deadline that leads to a scheme, or -1."""
    first = spell.scheme * (tables.stages + 1) + spell.stage
    for o in range(tables.first_outcome[first], tables.first_outcome[first + 1]):
        in_force = tables.outcome_from[o] <= day < tables.outcome_until[o]
        if in_force and tables.outcome_scheme[o] == scheme:
            return o
    return -1


def prolonged(tables: Tables, spell: Spell, outcome: int, day: int) -> Spell:
    """Return the spell with the new deadline that an outcome gives it."""
    days = tables.outcome_days[outcome]
    deadline = day + days if days > 0 else FAR
    return spell._replace(
        stage=tables.outcome_stage[outcome],
        deadlines=spell.deadlines + 1,
        deadline=min(deadline, tables.ends_on[spell.scheme]),
    )


def reviewed_before(
    tables: Tables, citizen: Citizen, spell: Spell, deadline: int, today: int
) -> Spell:
    """Return a spell under way past its deadline as one that was prolonged there.

    By the outcomes that would have it go on today, in proportion to their shares. Where there is
    none, nothing is decided yet.
    """
    first = spell.scheme * (tables.stages + 1) + spell.stage
    outcomes = range(tables.first_outcome[first], tables.first_outcome[first + 1])
    shares = 0.0
    for o in outcomes:
        if runs_on(tables, spell, o, deadline, today):
            shares += tables.outcome_share[o]
    drawn = shares * uniform(citizen.key, DEADLINE, spell.ordinal * DEADLINES_A_SPELL)
    for o in outcomes:
        if runs_on(tables, spell, o, deadline, today):
            if drawn < tables.outcome_share[o]:
                return prolonged(tables, spell, o, deadline)
            drawn -= tables.outcome_share[o]
    return spell


def runs_on(tables: Tables, spell: Spell, outcome: int, deadline: int, today: int) -> bool:
    """Tell whether an outcome of a deadline that is past prolongs a spell beyond today."""
    days = tables.outcome_days[outcome]
    return bool(
        tables.outcome_scheme[outcome] == spell.scheme
        and tables.outcome_from[outcome] <= deadline < tables.outcome_until[outcome]
        and (days == 0 or deadline + days > today)
    )


def forget(memory: Table) -> None:
    """Empty a citizen's memory: windows are read as far as they are counted."""
    for place in range(WINDOWS):
        memory[place] = 0


def remembered(memory: Table) -> int:
    """Return how many places of a memory hold something."""
    count: int = memory[WINDOW_COUNT]
    return WINDOWS + 2 * count


def remember(tables: Tables, memory: Table, spell: Spell, end: int) -> None:
    """Write into a citizen's memory what later rules ask of a spell that has ended."""
    rule = tables.deadline_rule[spell.scheme]
    if tables.is_work[spell.scheme]:
        memory[WORKED_DAYS] += end - first_day_of(spell)
    elif rule == RIGHT_USED_UP:
        memory[USED_DAYS] += end - first_day_of(spell)
    elif rule == REVURDERING and end > spell.start + tables.waiting_days[spell.category]:
        remember_window(memory, spell.start + tables.waiting_days[spell.category], end)


def remember_window(memory: Table, first: int, end: int) -> None:
    """Write a paid sygedagpenge window into the memory; the oldest gives way when it is full."""
    count = memory[WINDOW_COUNT]
    if count == REMEMBERED:
        for place in range(WINDOWS, WINDOWS + 2 * (REMEMBERED - 1)):
            memory[place] = memory[place + 2]
        count -= 1
    memory[WINDOWS + 2 * count] = first
    memory[WINDOWS + 2 * count + 1] = end
    memory[WINDOW_COUNT] = count + 1
