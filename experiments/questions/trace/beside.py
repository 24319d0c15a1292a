"""The same citizen's life in both worlds, week by week, with what each week costs whom.

Of benefits alone: talks and programmes are not of single weeks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np

from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.present import grid
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.questions.trace.asked import TraceQuestion
from borgerflow.experiments.questions.trace.question import refuse_unborn
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.experiments.runs.validate import accepted
from borgerflow.sim.base.clock import DAYS_PER_WEEK, date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.measures.gains import NONE, first_apart
from borgerflow.sim.measures.walked import LifeWeek, weeks_lived
from borgerflow.sim.params import Params
from borgerflow.sim.world.world import World

PAYERS = {"da": ("Kommunen", "Staten"), "en": ("Municipality", "State")}
HEADS = {
    "da": ("Fra", "Til", "Uden forslaget", *PAYERS["da"], "Med forslaget", *PAYERS["da"]),
    "en": ("From", "Until", "Without it", *PAYERS["en"], "With it", *PAYERS["en"]),
}
UNIT = Wording("Ydelser, kr. om ugen", "Benefits, DKK a week")
SAME_LIFE = Wording(
    "Borgerens forløb er det samme i begge scenarier.",
    "The citizen's life is the same in both worlds.",
)
FIRST_CHANGED = Wording(
    " Den første, hvis forløb ændres, er borger {}.", " The first whose life changes is citizen {}."
)
NO_PROPOSAL = Wording(
    "--beside viser et forløb med og uden et forslag: skriv et forslag.",
    "--beside shows a life with and without a proposal: expected a proposal.",
)


@dataclass(frozen=True)
class BothLives:
    """One citizen's weeks without and with proposals, and what schemes are called."""

    title: Wording
    before: tuple[LifeWeek, ...]
    after: tuple[LifeWeek, ...]
    schemes: tuple[Wording, ...]
    first_changed: int | None = None  # looked for where this life is the same

    @property
    def differ(self) -> bool:
        """Tell whether any week is another."""
        return self.before != self.after


def lives_beside(question: TraceQuestion, params: Params) -> BothLives:
    """Return one citizen's life in both worlds.

    Raises
    ------
    InputError
        If no proposal is named, a name is unknown, or there is no such citizen in the horizon.
    """
    if not question.proposals:
        raise InputError(NO_PROPOSAL)
    question = accepted(question, params)
    world = world_of(question, params)
    usual = world.with_proposals(())
    before, after = (_lived(question, each) for each in (usual, world))
    if not before:
        refuse_unborn(question)
    home, number_of = world.municipality.label, question.citizen
    title = Wording(f"{home.da} · borger {number_of}", f"{home.en} · citizen {number_of}")
    schemes = tuple(scheme_within(world.law.schemes[name]) for name in world.scheme_names)
    both = BothLives(title, before, after, schemes)
    return both if both.differ else replace(both, first_changed=first_changed(question, world))


def first_changed(question: TraceQuestion, world: World, after: int = -1) -> int | None:
    """Return the first citizen after a number whose spells the proposals change, or None."""
    seed, place, engine = question.seed, question.replication, question.engine
    worlds = (world.with_proposals(()), world)
    usual, other = (simulate(each, seed, place, engine).spell_arrays for each in worlds)
    size = 1 + int(max(usual.citizen.max(initial=0), other.citizen.max(initial=0)))
    changed = np.flatnonzero(first_apart(usual, other, size) != NONE)
    later = changed[changed > after]
    return int(later[0]) if len(later) else None


def next_changed(question: TraceQuestion, params: Params, after: int = -1) -> int | None:
    """Return the first citizen after a number whose spells the proposals change, or None.

    Raises
    ------
    InputError
        If a name is unknown.
    """
    asked = accepted(question, params)
    return first_changed(asked, world_of(asked, params), after)


def _lived(question: TraceQuestion, world: World) -> tuple[LifeWeek, ...]:
    seed, place, engine = question.seed, question.replication, question.engine
    lived = simulate(world, seed, place, engine, citizens=[question.citizen])
    return weeks_lived(lived.spell_arrays, reckoner_of(world))


def beside_text(lives: BothLives, lang: str) -> str:
    """Return both lives in lines: weeks that are alike in both worlds are told once."""
    if not lives.differ:
        return same_life(lives).text(lang) + "\n"
    told = grid.table(HEADS[lang], beside_rows(lives, lang), right=(3, 4, 6, 7))
    return f"{lives.title.text(lang)}\n{UNIT.text(lang)}\n{told}\n"


def beside_rows(lives: BothLives, lang: str) -> list[tuple[str, ...]]:
    """Return both lives in rows under `HEADS`, what they cost in all in the last."""
    rows = [_row(lives, *each, lang) for each in _stretches(lives)]
    sums = ("", _total(lang), *_sums(lives.before, lang), *_sums(lives.after, lang))
    return [*rows, sums]


def same_life(lives: BothLives) -> Wording:
    """Return that a life is the same in both worlds, and whose is not."""
    found = lives.first_changed
    if found is None:
        return SAME_LIFE
    more = (FIRST_CHANGED.text(lang).format(found) for lang in ("da", "en"))
    return SAME_LIFE + Wording(*more)


def _total(lang: str) -> str:
    return {"da": "i alt, kr.", "en": "in all, DKK"}[lang]


def _sums(weeks: Sequence[LifeWeek], lang: str) -> tuple[str, str, str]:
    own, others = sum(w.kommune for w in weeks), sum(w.stat + w.a_kasse for w in weeks)
    return "", number(own, lang), number(others, lang)


def _stretches(lives: BothLives) -> Iterator[tuple[int, int, LifeWeek, LifeWeek]]:
    """Yield first day, the day after the last, and what a week is in each world."""
    days = sorted({day for life in (lives.before, lives.after) for day in _borders(life)})
    both = pairwise(days)
    told = [(a, b, _on(lives.before, a), _on(lives.after, a)) for a, b in both]
    for _, those in groupby(told, key=lambda each: (_alike(each[2]), _alike(each[3]))):
        stretch = list(those)
        yield stretch[0][0], stretch[-1][1], *stretch[0][2:]


def _borders(life: Sequence[LifeWeek]) -> Iterator[int]:
    for week in life:
        yield from (week.day, week.day + week.days)


def _on(life: Sequence[LifeWeek], day: int) -> LifeWeek:
    """Return the part of a week in which a day lies, its kroner those of a whole week."""
    week = next(week for week in life if week.day <= day < week.day + week.days)
    whole = DAYS_PER_WEEK / week.days
    kroner = {name: whole * getattr(week, name) for name in ("kommune", "stat", "a_kasse")}
    return week._replace(**kroner)


def _alike(week: LifeWeek) -> tuple[int, int, int]:
    return week.scheme, round(week.kommune), round(week.stat + week.a_kasse)


def _row(
    lives: BothLives, first: int, after: int, usual: LifeWeek, other: LifeWeek, lang: str
) -> tuple[str, ...]:
    told = (
        text
        for week in (usual, other)
        for text in (
            lives.schemes[week.scheme].text(lang),
            number(week.kommune, lang),
            number(week.stat + week.a_kasse, lang),
        )
    )
    return (date_of(first).isoformat(), date_of(after - 1).isoformat(), *told)
