"""One citizen's life, spell by spell: what begins, what decides it and what follows."""

from borgerflow.sim.base.chance import DOOR, uniform
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.law.dagpenge import dagpenge_days_left, right_is_regained
from borgerflow.sim.lives.ages import age_band
from borgerflow.sim.lives.categories import category_after, category_of
from borgerflow.sim.lives.contact_days import contact_carried_on, first_contact
from borgerflow.sim.lives.contacts import stayed_on, with_own_exit
from borgerflow.sim.lives.deadlines import (
    deadline_of,
    outcome_after_review,
    outcome_at_deadline,
    prolonged,
    remember,
    reviewed_before,
    rule_value,
)
from borgerflow.sim.lives.hazards import exit_taken, own_exit, units_to_live
from borgerflow.sim.lives.successors import (
    STAYS,
    entered_after_all,
    first_day_of,
    follows_deadline,
    follows_own_exit,
    is_carried_on,
    takes_over,
)
from borgerflow.sim.lives.tables import (
    AT_DEADLINE,
    DEADLINES_A_SPELL,
    LEAVES,
    NO_SPELL,
    NOBODY,
    OWN_EXIT,
    RETURNS,
    RIGHT_USED_UP,
    USED_DAYS,
    WORKED_DAYS,
    Citizen,
    Spell,
    Table,
    Tables,
)


def exit_without_contacts(tables: Tables, citizen: Citizen, spell: Spell, until: int) -> int:
    """Return the day on which a new spell would end by itself, no contact held; FAR after a day.

    The horizon is no border here: whether a case would soon have ended does not depend on how
    far the simulation runs.
    """
    if spell.exit_day < FAR:
        return spell.exit_day
    return own_exit(tables, citizen, spell, min(until, FAR))[0]


def refused_day(tables: Tables, citizen: Citizen, spell: Spell, today: int, paid_from: int) -> int:
    """Return the day on which the case is refused at intake, or FAR.

    That is the first paid day, and never the day on which the spell begins. A case that was
    paid before today, when the simulation began, has passed the door.

    A mechanism that turns away only cases that would soon have ended looks at the day on
    which this one would have ended by itself.
    """
    first, after = tables.first_door[spell.scheme], tables.first_door[spell.scheme + 1]
    if first == after or paid_from < today or is_carried_on(spell, today):
        return FAR
    for d in range(first, after):
        if (
            may_be_refused(tables, citizen, spell, d, paid_from)
            and uniform(citizen.key, DOOR + tables.door[d], spell.ordinal) < tables.door_share[d]
        ):
            return max(paid_from, spell.start + 1)
    return FAR


def may_be_refused(
    tables: Tables, citizen: Citizen, spell: Spell, door: int, paid_from: int
) -> bool:
    """Tell whether a mechanism at the door turns a case like this away, if drawn."""
    latest = paid_from + tables.door_within[door]
    cell = citizen.cell + age_band(citizen, paid_from)
    return bool(
        tables.door_from[door] <= paid_from < tables.door_until[door]
        and paid_from < exit_without_contacts(tables, citizen, spell, latest) <= latest
        and tables.door_cell[door * tables.cells + cell]
    )


def begin(tables: Tables, citizen: Citizen, memory: Table, spell: Spell, today: int) -> Spell:
    """Return a new spell with its own exit, its deadline and its fate at the door drawn.

    Its category is -1 where it begins now and given where it is under way. One that was under way
    past the deadline before the simulation begins was prolonged there, or meets it the day after;
    contacts held before that act no more. One that carries on another, whose scheme has ended,
    keeps its contacts.
    """
    if spell.category < 0:
        category = category_of(tables, citizen, spell, first_day_of(spell))
        spell = spell._replace(category=category)
    spell = spell._replace(left=units_to_live(citizen, spell.ordinal), counted_to=today)
    if is_carried_on(spell, today):
        spell = contact_carried_on(tables, citizen, spell, today)
    else:
        spell = spell._replace(met=today, law_met=today)
        spell = first_contact(tables, citizen, spell, today)
    spell = with_own_exit(tables, citizen, spell)
    waits = tables.waiting_days[spell.category] if spell.category >= 0 else 0
    deadline = deadline_of(tables, citizen, memory, spell, spell.start + waits)
    if deadline <= today and spell.start < today and not is_carried_on(spell, today):
        spell = reviewed_before(tables, citizen, spell, deadline, today)
        deadline = spell.deadline if spell.deadlines > 0 else deadline
    refused = refused_day(tables, citizen, spell, today, spell.start + waits)
    return spell._replace(deadline=max(deadline, today + 1), refused=refused)


def next_spell(
    tables: Tables, citizen: Citizen, memory: Table, spell: Spell, follows: int, today: int
) -> Spell:
    """Return the spell that begins where one has ended and a scheme follows.

    One in ``tables.out`` is no spell: the citizen has left.
    """
    new = spell_entered(tables, citizen, memory, spell, follows, today)
    return new if new.scheme == tables.out else begin(tables, citizen, memory, new, today)


def spell_entered(
    tables: Tables, citizen: Citizen, memory: Table, spell: Spell, follows: int, today: int
) -> Spell:
    """Return the spell entered where one has ended and a scheme follows, nothing of it drawn."""
    remember(tables, memory, spell, today)
    ordinal = spell.ordinal + 1
    if takes_over(tables, spell, follows, today):
        return carried_on(tables, citizen, spell, follows, today)
    meant = scheme_entered(tables, citizen, memory, follows, ordinal, today)
    scheme = entered_after_all(tables, citizen, meant, ordinal, today)
    new = NO_SPELL._replace(scheme=meant, start=today, came_from=spell.scheme, ordinal=ordinal)
    if scheme == meant:
        return new
    return new._replace(scheme=scheme, category=category_after(tables, citizen, new, today))


def carried_on(tables: Tables, citizen: Citizen, spell: Spell, scheme: int, today: int) -> Spell:
    """Return the spell in which one whose scheme ends today goes on, nothing of it drawn."""
    category = category_after(tables, citizen, spell, today)
    spell = spell._replace(scheme=scheme, came_from=spell.scheme, ordinal=spell.ordinal + 1)
    spell = spell._replace(category=category, exit_day=FAR, deadline=FAR, refused=FAR)
    return spell._replace(stage=0, deadlines=0, stayed=0, carried_on=today)


def end_of(citizen: Citizen, spell: Spell) -> tuple[int, int]:
    """Return the day on which a spell is next decided upon, and what decides it.

    On one day leaving the municipality comes before the citizen's own exit, and that before
    the deadline: one who recovers on the day of the review has recovered.
    """
    own = min(spell.exit_day, spell.refused)
    if citizen.leaves <= own and citizen.leaves <= spell.deadline:
        return citizen.leaves, LEAVES
    if own <= spell.deadline:
        return own, OWN_EXIT
    return spell.deadline, AT_DEADLINE


def scheme_meant(tables: Tables, scheme: int, came_from: int) -> int:
    """Return a scheme, or where the citizen came from if `RETURNS` stands for it."""
    if scheme != RETURNS:
        return scheme
    return tables.job if came_from == NOBODY else came_from


def after_own_exit(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> tuple[int, int]:
    """Return the scheme that follows the citizen's own exit, or a refusal at intake.

    And STAYS where law has the citizen stay, else -1.
    """
    scheme = RETURNS
    if spell.refused != day:
        exit_ = exit_taken(tables, citizen, spell, day)
        scheme = RETURNS if tables.returns[exit_] else tables.destination[exit_]
    return follows_exit(tables, citizen, spell, scheme, day)


def follows_exit(
    tables: Tables, citizen: Citizen, spell: Spell, scheme: int, day: int
) -> tuple[int, int]:
    """Return what `after_own_exit` does of an exit to a scheme, or to where one came from."""
    if scheme != RETURNS:
        return follows_own_exit(tables, citizen, spell, scheme, day)
    meant = scheme_meant(tables, RETURNS, spell.came_from)
    entered = follows_deadline(tables, citizen, spell, meant, day)
    return entered, STAYS if entered == spell.scheme and entered != meant else -1


def what_follows(
    tables: Tables, citizen: Citizen, spell: Spell, day: int, cause: int
) -> tuple[int, int]:
    """Return the scheme that follows and the outcome decided, -1 where none was.

    A review that prolongs the spell is followed by the spell's own scheme; so is an exit that the
    law of the day does not know, and STAYS is then decided.
    """
    if cause == LEAVES:
        return tables.out, -1
    if cause == OWN_EXIT:
        return after_own_exit(tables, citizen, spell, day)
    if day == tables.ends_on[spell.scheme]:
        return tables.becomes[spell.scheme], -1
    occasion = spell.ordinal * DEADLINES_A_SPELL + spell.deadlines
    outcome = outcome_at_deadline(tables, citizen, spell.scheme, spell.stage, occasion, day)
    outcome = outcome_after_review(tables, citizen, spell, outcome, occasion, day)
    scheme = scheme_meant(tables, tables.outcome_scheme[outcome], spell.came_from)
    return follows_deadline(tables, citizen, spell, scheme, day), outcome


def goes_on(spell: Spell, cause: int, follows: int, outcome: int) -> bool:
    """Tell whether a spell goes on after all, prolonged by law or for want of another scheme."""
    return follows == spell.scheme and (cause == AT_DEADLINE or outcome == STAYS)


def kept_on(
    tables: Tables, citizen: Citizen, spell: Spell, outcome: int, day: int, waits: bool
) -> Spell:
    """Return a spell that goes on past a day: with a new deadline, or as `stayed_on` does."""
    if outcome == STAYS:
        return stayed_on(tables, citizen, spell, day, waits)
    return prolonged(tables, spell, outcome, day)


def scheme_entered(
    tables: Tables, citizen: Citizen, memory: Table, scheme: int, ordinal: int, day: int
) -> int:
    """Return the scheme a citizen enters on the way to a scheme.

    It is another one only where a right is asked for and used up: then what would be decided
    at its end is decided at once. A job decided upon after a job is another job: a spell of its
    own. A new right begins here if it has been earned.
    """
    if tables.deadline_rule[scheme] != RIGHT_USED_UP:
        return scheme
    if right_is_regained(memory[WORKED_DAYS], tables.regained_days):
        memory[USED_DAYS] = 0
        memory[WORKED_DAYS] = 0
    if dagpenge_days_left(memory[USED_DAYS], rule_value(tables, scheme, day)) > 0:
        return scheme
    occasion = (ordinal + 1) * DEADLINES_A_SPELL - 1
    outcome = outcome_at_deadline(tables, citizen, scheme, 0, occasion, day)
    return scheme_meant(tables, tables.outcome_scheme[outcome], NOBODY)
