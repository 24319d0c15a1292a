"""What the functional core reads and hands on: tables, citizens, spells, and named numbers."""

from typing import Annotated, Any, NamedTuple

from borgerflow.sim.base.clock import FAR

UNITS = 2**40
NOBODY = -1  # came from nowhere: the first spell of a life
RETURNS = -2  # stands for the scheme the citizen came from
CONTACT_NUMBERS = 4  # numbers in one contact rule
PACES = 128  # classes of equal size of those who enter a scheme, by how soon they leave it
DEADLINES_A_SPELL = 64  # addresses kept for the deadlines of one spell


# What ends or interrupts a spell, in the order of one day.
LEAVES = 0  # death, moving away, pension age
OWN_EXIT = 1
AT_DEADLINE = 2


# Rules that set a deadline.
NO_DEADLINE = 0
REVURDERING = 1
MAX_STAY = 2
RIGHT_USED_UP = 3
BIRTHDAY = 4
MAX_YEARS = 5


# How an appointment for a contact ends.
HELD = 0
STAYED_AWAY = 1  # and is called again
WENT_HOME = 2  # the spell ended while waiting for a team
STILL_WAITS = 3  # at the horizon
SANCTIONED = 4  # stayed away, is called again and loses benefit meanwhile


# What a citizen carries from spell to spell: places in the memory.
USED_DAYS = 0  # dagpenge used of the present right
WORKED_DAYS = 1  # work since the right was last taken
WINDOW_COUNT = 2  # paid sygedagpenge windows remembered
WINDOWS = 3  # first place of the windows
REMEMBERED = 24  # windows remembered: more than fit in the months the law looks back
MEMORY = WINDOWS + 2 * REMEMBERED
Table = Any  # whole numbers in an array, or nested sequences of the same shape
Numbers = Annotated[Any, float]  # other numbers in such


class Tables(NamedTuple):
    """What the core reads of a world: every table lies flat, the last index running fastest.

    Shapes: s schemes, t exits, c cells, b bins, k calendar periods, p periods of a rule,
    f stages of a fading effect.
    Exits are sorted by the scheme they leave; mechanisms likewise, one row per mechanism, exit
    and step of phase-in. ``came`` is 0 for `NOBODY`, else the number of the scheme plus 1.
    """

    cells: int
    bins: int
    schemes: int
    periods: int  # of the calendar
    rule_periods: int
    stages: int
    contact_periods: int
    exits: int
    first_exit: Table  # [s + 1] exits of scheme s are first_exit[s] .. first_exit[s + 1]
    bin_day: Table  # [s, b + 1] days since the spell began at which each bin starts; FAR ends
    destination: Table  # [t] scheme
    returns: Table  # [t] 1 where the exit leads back to where the citizen came from
    rate: Numbers  # [came, b, t] hazard a week, with the contacts of law as they were
    frail: Table  # [t] 1 where the citizen's frailty multiplies the hazard
    group: Numbers  # [c, t] factor of the citizen's cell
    profile: Table  # [s, came] number of the profile of usual hazards
    plain_sum: Numbers  # [profile, c, b] sum of the usual hazards a week that know no frailty; then
    # [profile, c, b, part] of the schemes some exits of which the calendar changes otherwise
    frail_sum: Numbers  # [profile, c, b] sum of those that frailty multiplies
    responds: Table  # [s] 1 where a contact changes some hazard of the scheme
    responder: Table  # [profile, c] number of those who respond to contacts alike
    effect: Numbers  # [responder, t] factor on the hazard at the strongest of a contact's effect
    contacted: Numbers  # [responder, b, t] factor of contacts by law when rates were estimated
    contact_gain: Numbers  # [s] share of the strength still missing that a contact gives
    contact_acts_from: Table  # [s] day of the spell before which a contact due gives none
    fadings: int
    fading_day: Table  # [s, f] days since the contact, from 0 on; FAR ends
    fading: Numbers  # [s, f] share of the strength that is left from that day on
    plain_gain: Numbers  # [profile, c, b] what the strongest effect adds to plain_sum
    frail_gain: Numbers  # [profile, c, b] and to frail_sum
    calendar_day: Table  # [k] first day of each calendar period, the first before all days
    calendar_on: Table  # [day - calendar_day[1]] calendar period, up to the first day of the last
    calendar: Numbers  # [t, k] factor
    dated: Table  # [s] 1 where the calendar changes some hazard of the scheme
    first_part: Table  # [s + 1] parts of its exits, each of those that the calendar changes alike
    part: Table  # [t] part that the exit is in
    part_exit: Table  # [part] an exit in it
    by_part: Table  # [s] added to a place among the sums, times the parts: that of the first one's
    first_mechanism: Table  # [s + 1]
    mechanism: Table  # [m] number, the same for all rows of one mechanism
    mechanism_exit: Table  # [m] exit whose hazard is multiplied
    mechanism_from: Table  # [m] first day
    mechanism_until: Table  # [m]
    mechanism_since: Table  # [m] first day of the spell
    mechanism_to: Table  # [m]
    mechanism_factor: Numbers  # [m]
    mechanism_reach: Numbers  # [m] share of the spells it reaches
    mechanism_cell: Table  # [m, c] 1 where the cell is in the target
    mechanism_came: Table  # [m, came] 1 where the scheme before is in the target
    recruiting_steps: int  # of a programme, at most
    first_programme: Table  # [s + 1]
    programme: Table  # [p] number of the mechanism
    programme_from: Table  # [p, step] first day of each step of recruiting; FAR: no step
    programme_until: Table  # [p, step]
    programme_rate: Numbers  # [p, step] share of those who may that is recruited a day, or called
    programme_since: Table  # [p] first day of the spell on which one may be recruited
    programme_to: Table  # [p]
    programme_at: Table  # [p] day of the spell on which those called must begin; FAR: none must
    programme_ahead: Table  # [p] days before it on which those called know
    programme_price: Numbers  # [p] kroner a day paid to others, in prices of 2019; for who settles
    programme_length: Table  # [p] days
    programme_completion: Numbers  # [p] share that completes it
    programme_lasts: Table  # [p] days for which it acts on who has completed it
    programme_reach: Numbers  # [p]
    programme_cell: Table  # [p, c]
    programme_threat: Numbers  # [p, t] factor on the hazard on the days ahead of it
    programme_hold: Numbers  # [p, t] factor on the hazard while it lasts
    programme_gain: Numbers  # [p, t] factor once it is completed
    first_door: Table  # [s + 1]
    door: Table  # [d] number of the mechanism
    door_from: Table  # [d]
    door_until: Table  # [d]
    door_within: Table  # [d] days within which the case would have ended
    door_share: Numbers  # [d] share turned away
    door_cell: Table  # [d, c]
    first_review: Table  # [s + 1]
    review: Table  # [r] number of the mechanism
    review_from: Table  # [r]
    review_until: Table  # [r]
    review_away_from: Table  # [r] scheme decided upon, or RETURNS
    review_towards: Table  # [r] scheme decided upon instead
    review_share: Numbers  # [r] share of those decisions
    review_cell: Table  # [r, c]
    first_paid: Table  # [s + 1] what follows of it is for who settles; no life hangs on it
    paid: Table  # [n] number of the mechanism
    paid_from: Table  # [n]
    paid_until: Table  # [n]
    paid_since: Table  # [n] first day of the spell
    paid_to: Table  # [n]
    paid_factor: Numbers  # [n, category + 1] on what is paid; the last for a spell without
    paid_reach: Numbers  # [n]
    paid_cell: Table  # [n, c]
    waiting_days: Table  # [category] days before the municipality pays
    category: Table  # [s, c] category of a new spell, or -1
    category_from: Table  # [s, came] category by the scheme before, or -1
    category_becomes: Table  # [category] in the scheme that its own becomes, -1: as its kind has
    category_turns: int  # day from which categories are others, for who settles
    category_then: Table  # [s, c] category from that day on, -1 where it is as before
    deadline_rule: Table  # [s]
    deadline_day: Table  # [s, p] first day of each period of the rule's value
    deadline_value: Table  # [s, p] days, weeks (revurdering) or years (birthday)
    law_turns: int  # first day on which some scheme has ended or is closed; FAR
    ends_on: Table  # [s] first day on which the scheme is no more; FAR
    becomes: Table  # [s] scheme in which its citizens carry on, -1
    closed_from: Table  # [s] first day on which nobody new enters it; FAR
    closed_until: Table  # [s]
    stays_share: Numbers  # [s] share of those who would have left their own for it that stay
    first_instead: Table  # [s + 1] where the others go, and whose stay is over by law
    instead_scheme: Table  # [i]
    instead_share: Numbers  # [i]
    looks_back_months: int
    regained_days: int
    is_work: Table  # [s] 1 where the days count as work towards a new right
    first_outcome: Table  # [s, stage + 1] outcomes of a deadline
    outcome_from: Table  # [o]
    outcome_until: Table  # [o]
    outcome_share: Numbers  # [o]
    outcome_scheme: Table  # [o] scheme; the spell's own scheme prolongs it; or RETURNS
    outcome_days: Table  # [o] days by which it is prolonged
    outcome_stage: Table  # [o] stage that follows
    contact_group: Table  # [s] -1 where no contacts are held
    contact_day: Table  # [g, p] first day of each rule period
    contact_rule: Table  # [g, p, 4] first within, number in window, window, then every
    contact_exempt: Numbers  # [g, p] share of the spells without contacts by law after the first
    contact_exempt_first: Table  # [g, p] 1 where these have no first one either
    exempt_foreseen: Numbers  # [1] share of the spells in which those who leave soonest are exempt
    pace_bin: Table  # [s] duration bin in which one sees how soon people leave: its first hazards
    pace_edge: Numbers  # [s, PACES - 1] hazards a week between the paces of those who enter, rising
    contact_minutes: Table  # [g] minutes of a contact held as law has it
    first_local: Table  # [s + 1] local rules of contacts, sorted by scheme
    local_from: Table  # [r] first day
    local_until: Table  # [r]
    local_since: Table  # [r] first day of the spell
    local_to: Table  # [r]
    local_rule: Table  # [r, 4] as contact_rule
    local_instead: Table  # [r] 1 where the rule takes the place of the law
    local_where: Table  # [r, c, b] 1 where the cell and the duration bin are in the target
    local_minutes: Table  # [r] minutes of a contact held by the rule
    local_kroner: Table  # [r] what others are paid for it
    local_gain: Numbers  # [r] its effect beside that of a contact held as law has it
    booked_ahead: Table  # [g] days before its due day from which a contact may be held
    no_show_share: Numbers  # [g] share of the citizens called who stay away
    no_show_minutes: Table  # [g] minutes that one who stays away takes
    rebooked_days: Table  # [g] days after which they are called again
    sanction_share: Numbers  # [g] share of those who stay away that is sanctioned
    sanction_gain: Numbers  # [g] effect of a sanction beside that of a contact held as law has it
    sanction_days: Table  # [g] what is paid meanwhile is for who settles: days at most
    sanction_paid: Numbers  # [g] and the share of the benefit that is still paid
    teams: int  # that hold contacts in a limited time; 0: none waits
    team: Table  # [g] team that holds the contacts of a group, -1 where time is no limit
    team_periods: int
    team_day: Table  # [team, p] first day of each period of its strength
    team_minutes: Table  # [team, p] minutes for contacts on a working day
    working_day: Table  # [day - working_day_from] that day or the next working day
    working_day_from: int
    job: int
    out: int
    horizon: int


NO_TABLES = Tables._make((0,) * len(Tables._fields))  # of a world that is not resolved yet


class Citizen(NamedTuple):
    """Who a citizen is, for the core."""

    key: int
    cell: int  # cell at the youngest age band
    frailty: float
    turns_25: int
    turns_30: int
    turns_50: int
    turns_60: int
    leaves: int  # day of death, moving away or pension age


class Spell(NamedTuple):
    """A spell under way, what is known to end it, and where its contacts have brought it."""

    scheme: int
    start: int
    came_from: int
    ordinal: int  # number of the spell in the life
    category: int
    stage: int = 0  # of the deadline
    deadlines: int = 0  # deadlines met so far in this spell
    exit_day: int = FAR  # FAR where it is not known yet
    deadline: int = FAR
    refused: int = FAR  # day on which the case is refused at intake
    held: int = 0  # contacts behind the spell
    by_law: int = 0  # of these, those that count for law
    due: int = FAR  # day on which the next contact is due
    left: int = 0  # units of hazard still to be lived through
    counted_to: int = 0  # day up to which they have been counted
    strength: float = 0.0  # of the effect of the latest contact, on the day it was held
    met: int = 0  # that day
    legal: int = FAR  # day by which law asks for its next contact
    law_due: int = FAR  # day on which that is due
    law_bookable: int = FAR  # first day on which it may be held
    bookable: int = FAR  # first day on which the next contact, by law or not, may be held
    law_strength: float = 0.0  # of the effect of the latest contact by law, on the day it was held
    law_met: int = 0  # that day
    carried_on: int = -FAR  # day on which it took the place of one whose scheme ended
    stayed: int = 0  # times the citizen has stayed who would have left for a closed scheme


# Compiled code knows no defaults: there a spell is made of this one, with `_replace`.
NO_SPELL = Spell(scheme=-1, start=FAR, came_from=NOBODY, ordinal=0, category=-1)
