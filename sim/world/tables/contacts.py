"""The tables of talks: rules of law and local ones, how talks are held, and by whom."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.base.errors import InputError, ParamError, nearest
from borgerflow.sim.lives.tables import CONTACT_NUMBERS, Tables
from borgerflow.sim.params import Estimate, LawBook
from borgerflow.sim.params.contacts import ContactForms, Teams
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.contact_rules import ContactRule, Staff, StaffChange
from borgerflow.sim.world.tables.deadlines import BEFORE_ALL, Columns, Ints, dated_values, padded

Floats = NDArray[np.float64]
CONTACT_COLUMNS: tuple[tuple[str, float], ...] = (
    ("first_within_weeks", DAYS_PER_WEEK),
    ("talks_in_window", 1),
    ("window_weeks", DAYS_PER_WEEK),
    ("then_every_weeks", DAYS_PER_WEEK),
)
MINUTES = "minutes"
DAYS_PER_MONTH = 365.25 / 12
WEEKS_PER_YEAR = 52
MINUTES_PER_HOUR = 60
LONGEST_WEEKS = 520.0  # left to one whom no hazard moves
WHOLE = 1e-6


def contact_groups(law: LawBook) -> tuple[str, ...]:
    """Return the groups of contact rules that some scheme uses, in order."""
    return tuple(dict.fromkeys(s.contact for s in law.schemes.values() if s.contact))


def contact_tables(law: LawBook, day: int) -> Columns:
    """Return the contact rules of each scheme by day, and the minutes of a talk on a day."""
    groups = contact_groups(law)
    first_days, rules = [], []
    for group in groups:
        columns = [
            dict(dated_values(law, f"law.contact.{group}.{column}", unit))
            for column, unit in CONTACT_COLUMNS
        ]
        days = sorted({day for column in columns for day in column})
        first_days.append(days)
        rules.append([[_latest(column, day) for column in columns] for day in days])
    width = max((len(days) for days in first_days), default=1)
    rules = [[*rows, *[rows[-1]] * (width - len(rows))] for rows in rules]
    numbers = {group: g for g, group in enumerate(groups)}
    minutes = [round(float(law.on(f"law.contact.{g}.{MINUTES}", day))) for g in groups]
    return {
        "contact_group": np.array(
            [numbers[s.contact] if s.contact else -1 for s in law.schemes.values()]
        ),
        "contact_periods": width,
        "contact_day": padded(first_days or [[BEFORE_ALL]], FAR).reshape(-1),
        "contact_rule": np.array(rules, dtype=np.int64).reshape(-1),
        "contact_minutes": np.array(minutes, dtype=np.int64),
    }


def _latest(column: Mapping[int, int], day: int) -> int:
    return column[max(d for d in column if d <= day)]


def local_tables(
    law: LawBook,
    tables: Tables,
    rules: Sequence[ContactRule],
    left: Floats,
    forms: ContactForms | None,
) -> Columns:
    """Return the tables of local rules, sorted by scheme and then in their order.

    Parameters
    ----------
    tables : Tables
        Of the same world, without the local rules.
    left : ndarray, shape [scheme, cell, bin]
        Predicted weeks left at the start of each duration bin.
    forms : TalkForms, optional
        Forms and kinds of talks; not needed where the rules name none.

    Raises
    ------
    InputError
        If a rule names a scheme, kind or form that is not known, or shares that do not add up.
    """
    for rule in rules:
        _refuse_strange_rule(law, rule, forms)
    names = law.scheme_names
    rows = [(s, rule) for s, name in enumerate(names) for rule in rules if name in rule.schemes]
    usual = tables.contact_minutes
    held = [_held(int(usual[tables.contact_group[s]]), rule, forms) for s, rule in rows]
    where = [
        cells_where(rule.target)[:, None] & _with_weeks_left(rule, left[s]) for s, rule in rows
    ]
    until = [FAR if rule.to_week is None else _days(rule.to_week) for _, rule in rows]
    return {
        "first_local": np.searchsorted(
            np.array([s for s, _ in rows], dtype=np.int64), np.arange(len(names) + 1)
        ).astype(np.int64),
        "local_from": _ints([rule.start for _, rule in rows]),
        "local_until": _ints([rule.until for _, rule in rows]),
        "local_since": _ints([_days(rule.from_week) for _, rule in rows]),
        "local_to": _ints(until),
        "local_rule": _ints([_numbers(rule) for _, rule in rows]),
        "local_instead": _ints([int(rule.instead) for _, rule in rows]),
        "local_where": _ints(where),
        "local_minutes": _ints([minutes for minutes, _, _ in held]),
        "local_kroner": _ints([kroner for _, kroner, _ in held]),
        "local_gain": np.array([gain for _, _, gain in held], dtype=np.float64),
    }


def _numbers(rule: ContactRule) -> tuple[int, ...]:
    numbers = tuple(round(getattr(rule, name) * unit) for name, unit in CONTACT_COLUMNS)
    assert len(numbers) == CONTACT_NUMBERS
    return numbers


def _held(usual: int, rule: ContactRule, forms: ContactForms | None) -> tuple[int, int, float]:
    """Return the mean minutes, kroner and relative effect of a talk held by a rule."""
    minutes, kroner, effect = float(usual), 0.0, 1.0
    if rule.kind and forms:
        kind = forms.kinds[rule.kind]
        minutes, kroner = number_of(kind.minutes), number_of(kind.kroner)
        effect = number_of(kind.effect)
    if rule.forms and forms:
        shares = [(share, forms.forms[form]) for form, share in rule.forms.items()]
        minutes *= sum(share * number_of(form.minutes) for share, form in shares)
        effect *= sum(share * number_of(form.effect) for share, form in shares)
    return round(minutes), round(kroner), effect


def _with_weeks_left(rule: ContactRule, left: Floats) -> NDArray[np.bool_]:
    at_least, below = rule.weeks_left
    return np.asarray(
        (left >= (-np.inf if at_least is None else at_least))
        & (left < (np.inf if below is None else below))
    )


def _refuse_strange_rule(law: LawBook, rule: ContactRule, forms: ContactForms | None) -> None:
    contacted = [s.name for s in law.schemes.values() if s.contact]
    _known(rule.name, "scheme with talks", rule.schemes, contacted)
    if rule.kind:
        _known(rule.name, "kind of talk", [rule.kind], forms.kinds if forms else ())
    _known(rule.name, "form of talk", rule.forms, forms.forms if forms else ())
    total = sum(rule.forms.values())
    if rule.forms and abs(total - 1) > WHOLE:
        raise InputError(f"{rule.name}: the shares of forms add up to {total:g}; expected 1.")
    for name, _ in CONTACT_COLUMNS:
        if getattr(rule, name) < 0:
            raise InputError(f"{rule.name}: {name} is {getattr(rule, name):g}; expected 0 or more.")


def _known(rule: str, what: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise InputError(
                f"{rule}: no {what} is called {name}.{nearest(name, known)}"
                f" Known: {', '.join(known)}."
            )


def weeks_left(tables: Tables) -> Floats:
    """Return the weeks left, as hazards predict, by scheme, cell and start of a duration bin.

    Deadlines are left out; a citizen of mean frailty who came from job, or, where that is all
    the same, from anywhere.
    """
    bins, schemes = tables.bins, tables.schemes
    profile = np.asarray(tables.profile).reshape(schemes, -1)[:, tables.job + 1]
    total = tables.plain_sum + tables.frail_sum
    hazard = total.reshape(-1, tables.cells, bins)[profile]
    edges = np.asarray(tables.bin_day).reshape(schemes, bins + 1) / DAYS_PER_WEEK
    left = np.full((schemes, tables.cells), LONGEST_WEEKS)
    result = np.empty((schemes, tables.cells, bins))
    for b in reversed(range(bins)):
        rate = np.maximum(hazard[:, :, b], 1 / LONGEST_WEEKS)
        stays = np.exp(-rate * np.minimum(edges[:, b + 1] - edges[:, b], 1e9)[:, None])
        left = (1 - stays) / rate + stays * left
        result[:, :, b] = left
    return result


def no_effects(schemes: int) -> Columns:
    """Return the tables of a world in which talks change no hazard."""
    return {
        "responds": np.zeros(schemes, np.int64),
        "contact_gain": np.ones(schemes),
        "contact_acts_from": np.zeros(schemes, np.int64),
        "fadings": 1,
        "fading_day": np.zeros(schemes, np.int64),
        "fading": np.zeros(schemes),
    }


def no_local_rules(schemes: int) -> Columns:
    """Return the tables of a world in which law alone asks for talks."""
    names = ("from", "until", "since", "to", "rule", "instead", "where", "minutes", "kroner")
    none = {f"local_{name}": np.zeros(0, np.int64) for name in names}
    first = np.zeros(schemes + 1, np.int64)
    return {"first_local": first, **none, "local_gain": np.zeros(0)}


def nobody_stays_away(groups: int) -> Columns:
    """Return the tables of a world in which all come when called, on the day due."""
    return {
        "booked_ahead": np.zeros(groups, np.int64),
        "no_show_share": np.zeros(groups),
        "no_show_minutes": np.zeros(groups, np.int64),
        "rebooked_days": np.ones(groups, np.int64),
    }


def calling_tables(groups: int, teams: Teams) -> Columns:
    """Return how far ahead citizens are called and who stays away, alike in so many groups."""
    form = teams.no_shows
    return {
        "booked_ahead": np.full(groups, round(number_of(teams.booked_ahead_days))),
        "no_show_share": np.full(groups, number_of(form.share)),
        "no_show_minutes": np.full(groups, round(number_of(form.minutes))),
        "rebooked_days": np.full(groups, max(1, round(number_of(form.rebooked_after_days)))),
    }


def no_teams() -> Columns:
    """Return the tables of a world in which time for talks is no limit."""
    none = np.zeros(0, np.int64)
    return {"teams": 0, "team": none, "team_periods": 0, "team_day": none, "team_minutes": none}


def team_tables(law: LawBook, teams: Teams, staff: Staff, scale: float) -> Columns:
    """Return the team of each group of contacts, and its minutes by day.

    ``scale`` is the share of the municipality that is simulated: so much of the time there is.

    Raises
    ------
    InputError
        If the staff names a team that is not known.
    """
    names = (*teams.teams,)
    for name in (*staff.posts, *(change.team for change in staff.changes)):
        if name not in names:
            raise InputError(
                f"No team is called {name}.{nearest(name, names)} Known: {', '.join(names)}."
            )
    steps = [team_steps(teams, staff, name) for name in names]
    daily = minutes_per_fte(teams) * scale
    return {
        "teams": len(names),
        "team": team_of_groups(law, teams),
        "team_periods": max(len(row) for row in steps),
        "team_day": padded([[day for day, _ in row] for row in steps], FAR).reshape(-1),
        "team_minutes": padded(
            [[round(fte * daily) for _, fte in row] for row in steps], 0
        ).reshape(-1),
    }


def team_of_groups(law: LawBook, teams: Teams) -> Ints:
    """Return the number of the team of each group of contacts, -1 where there is none."""
    groups = contact_groups(law)
    of_group = {group: n for n, team in enumerate(teams.teams.values()) for group in team.groups}
    for group in of_group:
        if group not in groups:
            raise ParamError(
                f"teams.yaml: no group of contacts is called {group}.{nearest(group, groups)}"
            )
    return _ints([of_group.get(group, -1) for group in groups])


def minutes_per_fte(teams: Teams) -> float:
    """Return the minutes of talk that a post gives on a working day, on average.

    Holidays, sickness and the time a post stands empty after someone has left are taken off.
    """
    empty = number_of(teams.turnover_per_year) * number_of(teams.vacancy_weeks) / WEEKS_PER_YEAR
    here = (1 - number_of(teams.away_share)) * max(0.0, 1 - empty)
    worked = number_of(teams.hours_per_day) * MINUTES_PER_HOUR
    return worked * number_of(teams.direct_share) * here


def team_steps(teams: Teams, staff: Staff, team: str) -> list[tuple[int, float]]:
    """Return the posts that a team has filled, by the day from which they are."""
    posts = staff.posts.get(team, ((BEFORE_ALL, 0.0),))
    changes = [_filled(teams, change) for change in staff.changes if change.team == team]
    edges = (day for c in changes for day in (c.start, c.until))
    days = sorted({BEFORE_ALL, *(day for day, _ in posts), *edges} - {FAR})
    return [(day, max(0.0, _posts_on(posts, day) + _more_on(changes, day))) for day in days]


def _filled(teams: Teams, change: StaffChange) -> StaffChange:
    lag = round(number_of(teams.hiring_lag_months) * DAYS_PER_MONTH) if change.fte > 0 else 0
    start = min(change.start + lag, change.until)
    return StaffChange(change.team, start, change.until, change.fte)


def _posts_on(posts: Sequence[tuple[int, float]], day: int) -> float:
    return next((fte for first, fte in reversed(posts) if first <= day), 0.0)


def _more_on(changes: Sequence[StaffChange], day: int) -> float:
    return sum(c.fte for c in changes if c.start <= day < c.until)


def number_of(estimate: Estimate) -> float:
    """Return the value of an estimate that must be known."""
    if estimate.value is None:
        raise ParamError(f"A number about talks is not known ({estimate.source}); expected one.")
    return estimate.value


def _days(weeks: float) -> int:
    return round(weeks * DAYS_PER_WEEK)


def _ints(values: object) -> Ints:
    return np.ascontiguousarray(np.asarray(values, dtype=np.int64).reshape(-1))
