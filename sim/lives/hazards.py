"""When a citizen leaves a scheme of their own accord, and where to.

A hazard is kept as a whole number of units a day, `UNITS` to the unit exponential, and a
spell ends when the units lived through reach its draw. Whole numbers add up exactly, so it
does not matter into how many stretches a proposal or a reform cuts the time.
"""

from collections.abc import Sequence

from borgerflow.sim.base.chance import DESTINATION, EXIT, REACH, exponential, uniform
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.lives.ages import age_band, next_birthday
from borgerflow.sim.lives.programmes import programme_factor, stages_of
from borgerflow.sim.lives.successors import occasion_of
from borgerflow.sim.lives.tables import UNITS, Citizen, Spell, Tables


def period_of(first_days: Sequence[int], row: int, width: int, day: int) -> int:
    """Return the number of the period a day lies in; the first one holds all days before.

    ``first_days`` is a flat table with ``width`` periods a row.
    """
    period = 0
    while period + 1 < width and first_days[row * width + period + 1] <= day:
        period += 1
    return period


def period_on(tables: Tables, day: int) -> int:
    """Return the number of the calendar period a day lies in; the first holds all days before."""
    if tables.periods == 1 or day < tables.calendar_day[1]:
        return 0
    if day >= tables.calendar_day[tables.periods - 1]:
        return tables.periods - 1
    period: int = tables.calendar_on[day - tables.calendar_day[1]]
    return period


def period_end(tables: Tables, period: int) -> int:
    """Return the first day after a calendar period; FAR after the last."""
    day: int = tables.calendar_day[period + 1] if period + 1 < tables.periods else FAR
    return day


def is_reached(citizen: Citizen, mechanism: int, ordinal: int, reach: float) -> bool:
    """Tell whether a mechanism that reaches a share of its target reaches this spell."""
    return reach >= 1.0 or uniform(citizen.key, REACH + mechanism, ordinal) < reach


def mechanism_factor(
    tables: Tables, citizen: Citizen, spell: Spell, exit_: int, cell: int, day: int
) -> float:
    """Return the product of all mechanisms that multiply this hazard on this day."""
    factor, elapsed = 1.0, day - spell.start
    for m in range(tables.first_mechanism[spell.scheme], tables.first_mechanism[spell.scheme + 1]):
        if (
            tables.mechanism_exit[m] == exit_
            and tables.mechanism_from[m] <= day < tables.mechanism_until[m]
            and tables.mechanism_since[m] <= elapsed < tables.mechanism_to[m]
            and tables.mechanism_cell[m * tables.cells + cell]
            and tables.mechanism_came[m * (tables.schemes + 1) + spell.came_from + 1]
            and is_reached(citizen, tables.mechanism[m], spell.ordinal, tables.mechanism_reach[m])
        ):
            factor *= tables.mechanism_factor[m]
    return factor


def responder_of(tables: Tables, spell: Spell, cell: int) -> int:
    """Return the number of those who respond to contacts as a citizen of a cell does in a spell."""
    profile = tables.profile[spell.scheme * (tables.schemes + 1) + spell.came_from + 1]
    number: int = tables.responder[profile * tables.cells + cell]
    return number


def exit_hazard(
    tables: Tables, citizen: Citizen, spell: Spell, exit_: int, bin_: int, day: int
) -> float:
    """Return the weekly hazard of one exit on one day, frailty and contacts left out."""
    hazard = undated_hazard(tables, citizen, spell, exit_, bin_, day)
    if tables.dated[spell.scheme]:
        hazard *= tables.calendar[exit_ * tables.periods + period_on(tables, day)]
    return hazard


def undated_hazard(
    tables: Tables, citizen: Citizen, spell: Spell, exit_: int, bin_: int, day: int
) -> float:
    """Return what `exit_hazard` does, the factor of the calendar left out."""
    cell = citizen.cell + age_band(citizen, day)
    place = ((spell.came_from + 1) * tables.bins + bin_) * tables.exits + exit_
    hazard: float = tables.rate[place]
    if tables.responds[spell.scheme]:
        alike = responder_of(tables, spell, cell)
        hazard /= tables.contacted[(alike * tables.bins + bin_) * tables.exits + exit_]
    hazard *= tables.group[cell * tables.exits + exit_]
    if tables.first_mechanism[spell.scheme] < tables.first_mechanism[spell.scheme + 1]:
        hazard *= mechanism_factor(tables, citizen, spell, exit_, cell, day)
    if tables.first_programme[spell.scheme] < tables.first_programme[spell.scheme + 1]:
        hazard *= programme_factor(tables, citizen, spell, exit_, day)
    return hazard


def is_usual(tables: Tables, scheme: int) -> bool:
    """Tell whether no mechanism touches the hazards of a scheme."""
    first, programme = tables.first_mechanism, tables.first_programme
    usual: bool = first[scheme] == first[scheme + 1] and programme[scheme] == programme[scheme + 1]
    return usual


def strength_on(tables: Tables, spell: Spell, day: int) -> float:
    """Return the strength, from 0 to 1, that the effect of contacts has on a day.

    It fades by stages since the latest contact, and these begin anew with each; but one that a
    local rule asked for leaves no less than the latest by law would have left alone.
    """
    strength = faded(tables, spell.scheme, spell.strength, day - spell.met)
    if spell.law_met < spell.met:
        return max(strength, faded(tables, spell.scheme, spell.law_strength, day - spell.law_met))
    return strength


def faded(tables: Tables, scheme: int, strength: float, days: int) -> float:
    """Return what is left of a strength some days after the contact."""
    if strength == 0.0:
        return 0.0
    stage = period_of(tables.fading_day, scheme, tables.fadings, days)
    left: float = tables.fading[scheme * tables.fadings + stage]
    return strength * left


def total_hazard(
    tables: Tables, citizen: Citizen, spell: Spell, bin_: int, day: int, strength: float
) -> float:
    """Return the weekly hazard of all exits of a scheme together on one day.

    Usual hazards have been summed before, exit by exit in the same order, so that a mechanism
    that does not reach this citizen changes nothing, not even the rounding.
    """
    period, total = period_on(tables, day), 0.0
    if is_usual(tables, spell.scheme):
        place = usual_place(tables, spell, citizen.cell + age_band(citizen, day), bin_)
        return usual_hazard(tables, citizen, spell.scheme, place, period, strength)
    for part in range(tables.first_part[spell.scheme], tables.first_part[spell.scheme + 1]):
        hazard = hazard_of_part(tables, citizen, spell, part, bin_, day, strength)
        total += part_factor(tables, part, period) * hazard
    return total


def part_factor(tables: Tables, part: int, period: int) -> float:
    """Return the factor of the exits of a part in a period of the calendar."""
    factor: float = tables.calendar[tables.part_exit[part] * tables.periods + period]
    return factor


def hazard_of_part(
    tables: Tables, citizen: Citizen, spell: Spell, part: int, bin_: int, day: int, strength: float
) -> float:
    """Return the weekly hazard of the exits of a part, the factor of the calendar left out."""
    plain, frail, plain_gain, frail_gain = 0.0, 0.0, 0.0, 0.0
    effects = responder_of(tables, spell, citizen.cell + age_band(citizen, day)) * tables.exits
    for exit_ in range(tables.first_exit[spell.scheme], tables.first_exit[spell.scheme + 1]):
        if tables.part[exit_] != part:
            continue
        hazard = undated_hazard(tables, citizen, spell, exit_, bin_, day)
        gain = hazard * (tables.effect[effects + exit_] - 1.0)
        if tables.frail[exit_]:
            frail += hazard
            frail_gain += gain
        else:
            plain += hazard
            plain_gain += gain
    total = plain + citizen.frailty * frail
    if strength > 0.0:
        total += strength * (plain_gain + citizen.frailty * frail_gain)
    return total


def usual_place(tables: Tables, spell: Spell, cell: int, bin_: int) -> int:
    """Return where the sums of usual hazards stand of citizens of a cell in a spell."""
    profile = tables.profile[spell.scheme * (tables.schemes + 1) + spell.came_from + 1]
    place: int = (profile * tables.cells + cell) * tables.bins + bin_
    return place


def usual_hazard(
    tables: Tables, citizen: Citizen, scheme: int, place: int, period: int, strength: float
) -> float:
    """Return the weekly hazard of all exits in a period of the calendar where nothing else acts.

    Given where the sums of the usual hazards stand.
    """
    if not tables.dated[scheme]:
        return summed(tables, citizen, place, strength)
    first, after, total = tables.first_part[scheme], tables.first_part[scheme + 1], 0.0
    place = tables.by_part[scheme] + place * (after - first)
    for part in range(first, after):
        hazard = summed(tables, citizen, place + part - first, strength)
        total += part_factor(tables, part, period) * hazard
    return total


def summed(tables: Tables, citizen: Citizen, place: int, strength: float) -> float:
    """Return the weekly hazard that sums at a place make."""
    hazard: float = tables.plain_sum[place] + citizen.frailty * tables.frail_sum[place]
    if strength > 0.0:
        gain = tables.plain_gain[place] + citizen.frailty * tables.frail_gain[place]
        hazard += strength * gain
    return hazard


def pace_of_leaving(tables: Tables, citizen: Citizen, spell: Spell) -> float:
    """Return the weekly hazard of leaving a scheme once people begin to leave it.

    As a caseworker may see it when a spell begins: what contacts, mechanisms and the calendar add
    is left out.
    """
    cell = citizen.cell + age_band(citizen, spell.start)
    place = usual_place(tables, spell, cell, tables.pace_bin[spell.scheme])
    hazard: float = tables.plain_sum[place] + citizen.frailty * tables.frail_sum[place]
    return hazard


def units_a_day(weekly_hazard: float) -> int:
    """Return a weekly hazard as a whole number of units a day."""
    return int(weekly_hazard * (UNITS / DAYS_PER_WEEK) + 0.5)


def stretch_end(tables: Tables, citizen: Citizen, spell: Spell, bin_: int, day: int) -> int:
    """Return the first day after this one on which some hazard of the spell may differ.

    Where nothing but the calendar acts, its periods are left to `exit_by_period`.
    """
    since, scheme = spell.start, spell.scheme
    end = min(since + bin_start(tables, scheme, bin_ + 1), next_birthday(citizen, day))
    if tables.dated[scheme] and not is_usual(tables, scheme):
        end = min(end, period_end(tables, period_on(tables, day)))
    for m in range(tables.first_mechanism[scheme], tables.first_mechanism[scheme + 1]):
        end = earlier_edge(day, end, tables.mechanism_from[m])
        end = earlier_edge(day, end, tables.mechanism_until[m])
        end = earlier_edge(day, end, since + tables.mechanism_since[m])
        end = earlier_edge(day, end, since + tables.mechanism_to[m])
    for p in range(tables.first_programme[scheme], tables.first_programme[scheme + 1]):
        warned, begins, ends, wears_off = stages_of(tables, citizen, spell, p)
        end = earlier_edge(day, end, warned)
        end = earlier_edge(day, end, begins)
        end = earlier_edge(day, end, ends)
        end = earlier_edge(day, end, wears_off)
    if spell.strength > 0.0:
        end = earlier_stage(tables, scheme, day, end, spell.met)
    if spell.law_strength > 0.0 and spell.law_met < spell.met:
        end = earlier_stage(tables, scheme, day, end, spell.law_met)
    return end


def earlier_stage(tables: Tables, scheme: int, day: int, end: int, met: int) -> int:
    """Return the next stage of fading since a contact, or the end where that is no later."""
    for stage in range(1, tables.fadings):
        end = earlier_edge(day, end, met + tables.fading_day[scheme * tables.fadings + stage])
    return end


def earlier_edge(day: int, end: int, edge: int) -> int:
    """Return the edge if it lies between a day and an end, else the end."""
    return edge if day < edge < end else end


def bin_start(tables: Tables, scheme: int, bin_: int) -> int:
    """Return the day of a spell on which a duration bin of the scheme starts."""
    start: int = tables.bin_day[scheme * (tables.bins + 1) + bin_]
    return start


def bin_of(tables: Tables, scheme: int, elapsed: int) -> int:
    """Return the duration bin of a scheme that holds this many days since the spell began."""
    bin_ = 0
    while bin_start(tables, scheme, bin_ + 1) <= elapsed:
        bin_ += 1
    return bin_


def units_to_live(citizen: Citizen, ordinal: int) -> int:
    """Return the units of hazard that a citizen lives through in a spell before leaving it."""
    return int(exponential(citizen.key, EXIT, ordinal) * UNITS) + 1


def own_exit(tables: Tables, citizen: Citizen, spell: Spell, until: int) -> tuple[int, int]:
    """Return the day of the citizen's own exit, and the units of hazard then left.

    That is the first day on which the integrated total hazard has reached the draw. If it lies
    after ``until`` it is FAR, and the units are those left on that day. The count goes on
    where ``spell.left`` and ``spell.counted_to`` have brought it.
    """
    left, day = spell.left, spell.counted_to
    if day >= until:
        return FAR, left
    bin_ = bin_of(tables, spell.scheme, day - spell.start)
    while day < until:
        end = min(until, stretch_end(tables, citizen, spell, bin_, day))
        exit_day, left = exit_within(tables, citizen, spell, bin_, left, (day, end))
        if exit_day < FAR:
            return exit_day, 0
        day = end
        while bin_start(tables, spell.scheme, bin_ + 1) <= day - spell.start:
            bin_ += 1
    return FAR, left


def exit_within(
    tables: Tables, citizen: Citizen, spell: Spell, bin_: int, left: int, days: tuple[int, int]
) -> tuple[int, int]:
    """Return what `own_exit` does of the days of one stretch, from the first to before the second.

    Given the units of hazard left before them.
    """
    first, after = days
    strength = strength_on(tables, spell, first)
    if tables.dated[spell.scheme] and is_usual(tables, spell.scheme):
        place = usual_place(tables, spell, citizen.cell + age_band(citizen, first), bin_)
        return exit_by_period(tables, citizen, (spell.scheme, place), strength, left, days)
    hazard = total_hazard(tables, citizen, spell, bin_, first, strength)
    return exit_at(units_a_day(hazard), left, first, after)


def exit_by_period(
    tables: Tables,
    citizen: Citizen,
    sums: tuple[int, int],
    strength: float,
    left: int,
    days: tuple[int, int],
) -> tuple[int, int]:
    """Return what `exit_within` does, given a scheme and where its usual hazards stand."""
    (scheme, place), (day, after) = sums, days
    period = period_on(tables, day)
    while day < after:
        end = min(after, period_end(tables, period))
        units = units_a_day(usual_hazard(tables, citizen, scheme, place, period, strength))
        exit_day, left = exit_at(units, left, day, end)
        if exit_day < FAR:
            return exit_day, 0
        day, period = end, period + 1
    return FAR, left


def exit_at(units: int, left: int, day: int, after: int) -> tuple[int, int]:
    """Return the day of an exit by so many units a day, FAR if later; and the units then left."""
    if units * (after - day) >= left:
        return day + (left + units - 1) // units, 0
    return FAR, left - units * (after - day)


def exit_taken(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the exit by which a spell ends, in proportion to the hazards of its last day."""
    last = day - 1
    bin_ = bin_of(tables, spell.scheme, last - spell.start)
    strength = strength_on(tables, spell, last)
    cell = citizen.cell + age_band(citizen, last)
    effects = responder_of(tables, spell, cell) * tables.exits
    left = uniform(citizen.key, DESTINATION, occasion_of(spell))
    left *= total_hazard(tables, citizen, spell, bin_, last, strength)
    chosen: int = tables.first_exit[spell.scheme]
    for exit_ in range(tables.first_exit[spell.scheme], tables.first_exit[spell.scheme + 1]):
        hazard = exit_hazard(tables, citizen, spell, exit_, bin_, last)
        if tables.frail[exit_]:
            hazard *= citizen.frailty
        if strength > 0.0:
            hazard *= 1.0 + strength * (tables.effect[effects + exit_] - 1.0)
        if hazard > 0.0:
            chosen = exit_
            if left < hazard:
                return chosen
            left -= hazard
    return chosen
