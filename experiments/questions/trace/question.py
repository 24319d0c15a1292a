"""One citizen's life, event by event: what happened, when, and what it led to."""

from collections.abc import Sequence
from dataclasses import dataclass

from borgerflow.experiments.findings.labels import category_label
from borgerflow.experiments.findings.patched import patched_in
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.text import law_lines, patch_lines
from borgerflow.experiments.questions.trace.asked import TraceQuestion
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.experiments.runs.validate import accepted
from borgerflow.sim.base.clock import DAYS_PER_WEEK, date_of, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines import simulate
from borgerflow.sim.params import Params
from borgerflow.sim.params.law.looked_up import everything_looked_up
from borgerflow.sim.records.history import OUTCOMES, History
from borgerflow.sim.world.world import World

ENDINGS = {
    "held": Wording("samtale", "talk"),
    "stayed_away": Wording("udeblev", "no-show"),
    "went_home": Wording("forløbet sluttede", "went home"),
    "still_waits": Wording("venter", "waits"),
    "sanctioned": Wording("sanktion", "sanction"),
}


@dataclass(frozen=True)
class Event:
    """One thing that happened to a citizen on a day."""

    day: str
    what: Wording
    scheme: Wording
    detail: Wording


def trace_life(question: TraceQuestion, params: Params) -> tuple[Event, ...]:
    """Return the events of one citizen's life in a world, in order of day.

    Raises
    ------
    InputError
        If a name is unknown, there is no such citizen, or not yet when the horizon ends.
    """
    world = world_of(accepted(question, params), params)
    seed, number, engine = question.seed, question.replication, question.engine
    events = events_of(simulate(world, seed, number, engine, citizens=[question.citizen]), world)
    if not events:
        refuse_unborn(question)
    return events


def refuse_unborn(question: TraceQuestion) -> None:
    """Refuse a citizen who is not there before the horizon ends."""
    citizen, end = question.citizen, question.horizon[1]
    raise InputError(
        Wording(
            f"Borger {citizen} kommer først til, efter at perioden slutter {end}; vælg et lavere "
            "nummer eller en senere slutdato.",
            f"Citizen {citizen} comes after the horizon ends, on {end};"
            " expected a lower number or a later end.",
        )
    )


def events_of(history: History, world: World) -> tuple[Event, ...]:
    """Return the events of a history of one citizen, in order of day."""
    spells, contacts = history.spell_arrays, history.contact_arrays
    rows = []
    for n in range(len(spells.citizen)):
        scheme, category = int(spells.scheme[n]), int(spells.category[n])
        name = history.category_names[category].partition(".")[2] if category >= 0 else ""
        begins = Wording("begynder", "begins")
        rows.append((int(spells.start[n]), 0, begins, scheme, category_label(name)))
        if not spells.open[n]:
            weeks = (int(spells.end[n]) - int(spells.start[n])) / DAYS_PER_WEEK
            lasted = Wording(
                f"efter {number(weeks, 'da', 1)} uger", f"after {number(weeks, 'en', 1)} weeks"
            )
            rows.append((int(spells.end[n]), -1, Wording("slutter", "ends"), scheme, lasted))
    for n in range(len(contacts.citizen)):
        waited = int(contacts.held[n] - contacts.due[n])
        detail = Wording(f"{waited} dage efter fristen", f"{waited} days after it was due")
        shown = detail if waited > 0 else Wording("", "")
        talk = ENDINGS[OUTCOMES[int(contacts.outcome[n])]]
        rows.append((int(contacts.held[n]), 1, talk, int(contacts.scheme[n]), shown))
    return tuple(
        Event(date_of(day).isoformat(), what, _label(world, scheme), detail)
        for day, _, what, scheme, detail in sorted(rows, key=lambda row: row[:2])
    )


def _label(world: World, scheme: int) -> Wording:
    label = world.law.schemes[world.scheme_names[scheme]].label
    return Wording(label["da"], label["en"])


def law_told(question: TraceQuestion, params: Params, lang: str) -> str:
    """Return up to which day the law of a life was looked up, and which numbers were set, in lines.

    Nothing where the law was looked up far enough, and no number was set.
    """
    last, held = parse_day(question.horizon[1]) - 1, question.held(params)
    told = law_lines(everything_looked_up(held.law, last), lang)
    if question.patch:
        told += patch_lines(patched_in(world_of(question, params)), lang)
    return "".join(f"{line}\n" for line in told)


def trace_text(events: Sequence[Event], lang: str) -> str:
    """Return the events as lines, ending with a newline."""
    lines = [
        f"{event.day}  {event.what.text(lang):<9}{event.scheme.text(lang)}"
        f"{'  ' if event.detail.text(lang) else ''}{event.detail.text(lang)}"
        for event in events
    ]
    return "\n".join(lines) + "\n"
