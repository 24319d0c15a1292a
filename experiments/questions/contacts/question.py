"""What does another rhythm of talks do, and what staff does it take: asked of a municipality."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.question import END, START, Engine
from borgerflow.experiments.findings.rows import Notice
from borgerflow.experiments.questions.contacts.asked.command_line import typed
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.settings import (
    Posts,
    Rhythm,
    Scope,
    Setting,
    posts_of,
    rhythms_of,
    settings_of,
)
from borgerflow.experiments.questions.contacts.asked.validate import (
    Asked,
    refuse_beside_activation,
    refuse_empty_window,
    refuse_strange,
)
from borgerflow.experiments.questions.contacts.assumptions import (
    activation_notices,
    against_law,
    assumptions_about,
    cut_short,
    fte_price_of,
    notices_about,
)
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, Staffing
from borgerflow.experiments.questions.contacts.rows import answer_of
from borgerflow.experiments.questions.contacts.simulation.estimates import Scale, measures_of
from borgerflow.experiments.questions.contacts.simulation.simulate import Outcome, Told, run_side
from borgerflow.experiments.questions.contacts.simulation.staff_for_deadlines import (
    Bench,
    posts_for_law,
)
from borgerflow.experiments.questions.contacts.simulation.staffing import Plan, limited, unlimited
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    CENTRAL,
    PLENTY,
    named_preset,
    refuse_schemes,
    sites_of,
    with_rhythm,
)
from borgerflow.experiments.questions.contacts.targeting.extra_posts import (
    choice_of,
    lived_together,
)
from borgerflow.experiments.questions.contacts.targeting.question import Aim, at_groups
from borgerflow.experiments.runs.comparison import head_of
from borgerflow.experiments.runs.money import axes_of, price_factors
from borgerflow.experiments.runs.notices import run_notices
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.validate import refuse_settings
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.sim.base.clock import year_of
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.params import Params, load, read_model
from borgerflow.sim.params.contacts import ContactForms
from borgerflow.sim.world.contact_rules import Staff
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.world import World, load_world

FEWEST_AT_ENDS, PART_AT_ENDS = 3, 10  # replications at the low and at the high site


def contacts(
    municipality: str,
    schemes: Sequence[str] | str,
    *,
    every: Sequence[float] = (),
    first_half_year: Sequence[float] = (),
    form: Sequence[str] = (),
    activation: Sequence[float] = (),
    fte: Sequence[float] = (),
    caseload: Sequence[float] = (),
    target: Mapping[str, Sequence[str]] | None = None,
    from_week: float = 0.0,
    to_week: float | None = None,
    weeks_left: tuple[float | None, float | None] = (None, None),
    instead: bool = False,
    talk: str = "",
    effects: str | Path = "trial",
    capacity: bool = True,
    hire: bool = False,
    who: bool = False,
    extra_fte: float | None = None,
    replications: int = 20,
    seed: int = 1,
    start: str = START,
    end: str = END,
    engine: Engine = "auto",
    workers: int | None = None,
    price_year: int | None = None,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
) -> ContactsFinding:
    """Return what other rhythms of talks do to the purse, the staff and the law's deadlines.

    Parameters
    ----------
    schemes : str or sequence of str
        Schemes with talks.
    every, first_half_year, form : sequences
        Weeks between talks; or talks in the first 26 weeks; or forms (``telephone``,
        ``personal:0.5+telephone:0.5``). One of these, each value a setting.
    activation : sequence
        Weeks of the spell in which activation is compulsory, instead of a rhythm of talks.
    fte, caseload : sequences
        Posts more or fewer in each team asked about; or citizens per post. Crossed with the
        rhythms, if any.
    target, from_week, to_week, weeks_left
        Whose talks, when in the spell, and how many weeks the group is predicted to have left.
    instead : bool
        Whether the rhythm takes the place of the law; else the stricter of both holds.
    talk : str
        What the talks are: a kind of ``model/talks.yaml``, as ``rundbordssamtale``.
    effects : str or path
        What talks do: a preset of ``model/contact_effects.yaml``, or a file like it.
    capacity : bool
        Whether time is a limit: the teams have the posts that their own talks need.
    hire : bool
        Whether people are hired for what a rhythm needs; else its talks queue.
    who : bool
        Whether to ask of each group alone what fewer talks come to.
    extra_fte : float, optional
        Posts to be put to the best use over the schemes.

    Raises
    ------
    InputError
        If the question does not hold: an unknown name, sweeps that cannot be crossed.
    Interrupted
        If the user stops; its ``finding`` rests on the replications that were finished.
    """
    question = ContactsQuestion(
        municipality=municipality,
        schemes=(schemes,) if isinstance(schemes, str) else tuple(schemes),
        every=tuple(every),
        first_half_year=tuple(first_half_year),
        form=tuple(form),
        activation=tuple(activation),
        fte=tuple(fte),
        caseload=tuple(caseload),
        target={name: tuple(levels) for name, levels in (target or {}).items()},
        from_week=from_week,
        to_week=to_week,
        weeks_left=weeks_left,
        instead=instead,
        talk=talk,
        effects=str(effects),
        capacity=capacity,
        hire=hire,
        who=who,
        extra_fte=extra_fte,
        replications=replications,
        seed=seed,
        start=start,
        end=end,
        engine=engine,
        price_year=price_year,
        population=population,
    )
    return answer_to(question, params or load(), workers=workers, progress=progress)


def answer_to(
    question: ContactsQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ContactsFinding:
    """Return the finding that answers a question; raises what `contacts` does."""
    began = time.perf_counter()
    checked = _checked(question, params)
    with WorkerPool(workers, progress) as crew:
        told = Told(question.seed, question.engine, crew.threads_for(question.replications))
        finding = _answered(crew, checked, question.replications, told)
    return replace(finding, seconds=time.perf_counter() - began)


def _checked(question: ContactsQuestion, params: Params) -> "Question":
    """Return what is asked, with its worlds and settings; what does not hold is refused."""
    refuse_settings(question.replications, question.engine)
    talk, named = question.talk, question.schemes
    known = read_model(params.directory / "model" / "talks.yaml", ContactForms)
    if talk and talk not in known.kinds:
        raise InputError(
            f"No kind of talk is called {talk}.{nearest(talk, known.kinds)}"
            f" Known: {', '.join(known.kinds)}."
        )
    rhythms = rhythms_of(
        question.every, question.first_half_year, question.form, known.forms, question.activation
    )
    posts = posts_of(question.fte, question.caseload)
    asked: Asked = (
        "who" if question.who else "settings" if question.extra_fte is None else "extra_fte"
    )
    refuse_strange(
        asked,
        named,
        rhythms,
        posts,
        question.extra_fte,
        capacity=question.capacity,
        hire=question.hire,
        who=question.who,
    )
    bare = load_world(
        question.municipality,
        start=question.start,
        end=question.end,
        params=params,
        population=question.population,
        contact_effects=question.effects,
    )
    refuse_schemes(bare, named)
    scope = Scope(
        named,
        dict(question.target),
        question.from_week,
        question.to_week,
        question.weeks_left,
        question.instead,
        talk,
    )
    refuse_empty_window(scope)
    refuse_beside_activation(rhythms, scope, params)
    return Question(
        bare=bare,
        scope=scope,
        rhythms=rhythms,
        settings=settings_of(rhythms, posts),
        staffing=_staffing(asked, posts, capacity=question.capacity, hire=question.hire),
        asked=asked,
        extra_fte=question.extra_fte or 0.0,
        typed=typed(
            rhythms,
            posts,
            scope,
            bare.contacts.effects,
            capacity=question.capacity,
            hire=question.hire,
            who=question.who,
            extra_fte=question.extra_fte,
        ),
        price_year=question.price_year or year_of(bare.start_day),
    )


@dataclass(frozen=True)
class Question:
    """What is asked, checked: a municipality, whose talks, and what to try."""

    bare: World
    scope: Scope
    rhythms: tuple[Rhythm, ...]
    settings: tuple[Setting, ...]
    staffing: Staffing
    asked: Asked
    extra_fte: float
    price_year: int
    typed: str  # the options that ask it again

    @property
    def limited(self) -> bool:
        """Tell whether time is a limit."""
        return self.staffing != "no_limit"


def _staffing(asked: Asked, posts: Sequence[Posts], *, capacity: bool, hire: bool) -> Staffing:
    if not capacity:
        return "no_limit"
    return "named" if posts else "hired" if hire or asked == "extra_fte" else "as_now"


def _answered(
    crew: WorkerPool, question: Question, replications: int, told: Told
) -> ContactsFinding:
    """Return the finding; an interruption leaves what was finished in its ``finding``."""
    compile_engines(told.engine, _like(question))
    aim = _aimed(crew, question, replications, told)
    plan, scale = aim.plan, _scale(question, aim.plan)
    finished: dict[int, tuple[Outcome, ...]] = {}
    try:
        central = crew.run(
            run_side, [crew.hold(plan.side)], range(replications), finished, told=told
        )
        if question.asked == "settings":
            ends = min(replications, max(FEWEST_AT_ENDS, replications // PART_AT_ENDS))
            return _swept(crew, question, plan, scale, central, ends, told)
        answer = aim.answer(central, scale)
        if aim.choice is not None:
            use = lived_together(crew, aim.choice, answer["best_use"], replications, scale, told)
            answer = {"best_use": use}
    except Interrupted as stop:
        if finished:
            done = [finished[n] for n in sorted(finished)]
            notice = cut_short(question.asked, len(done), replications)
            answer = aim.answer(done, scale)
            stop.finding = _finding(
                question, plan, scale, {CENTRAL: done}, {}, told, (notice,), **answer
            )
        raise
    return _finding(question, plan, scale, {CENTRAL: central}, {}, told, **answer)


def _swept(
    crew: WorkerPool,
    question: Question,
    plan: Plan,
    scale: Scale,
    central: Sequence[tuple[Outcome, ...]],
    ends: int,
    told: Told,
) -> ContactsFinding:
    """Return the finding of a sweep, the other sites and the posts for the law lived too."""
    lived = {CENTRAL: central}
    for site in sites_of(question.bare)[1:]:
        side = crew.hold(plan.at_site(site))
        lived[site] = crew.run(run_side, [side], range(ends), told=told)
    return _finding(question, plan, scale, lived, _for_law(crew, question, plan, told), told)


def _like(question: Question) -> World:
    """Return a world that has staff if those to be lived have."""
    bare = question.bare
    plenty = dict.fromkeys(bare.team_names, PLENTY)
    return bare.with_contacts(staff=Staff(plenty)) if question.limited else bare


def _aimed(crew: WorkerPool, question: Question, replications: int, told: Told) -> Aim:
    """Return the worlds to live."""
    bare, scope, capacity = question.bare, question.scope, question.limited
    if question.asked == "who":
        (rhythm,) = question.rhythms
        return at_groups(crew, bare, rhythm, scope, replications, told, capacity=capacity)
    if question.asked == "extra_fte":
        extra = question.extra_fte
        choice = choice_of(crew, bare, question.rhythms, scope, extra, capacity=capacity)
        return Aim(choice.plan, choice=choice)
    if capacity:
        hire = question.staffing == "hired"
        return Aim(limited(crew, bare, question.settings, scope, told, hire=hire))
    worlds = [with_rhythm(bare, setting, scope) for setting in question.settings]
    return Aim(unlimited(bare, worlds, scope.schemes))


def _for_law(
    crew: WorkerPool, question: Question, plan: Plan, told: Told
) -> dict[Rhythm | None, float | None]:
    """Return the change of posts that keeps the law under each rhythm, that of the law too."""
    if not question.limited:
        return {}
    names, scope = question.bare.scheme_names, question.scope
    worlds = [with_rhythm(plan.side.baseline, Setting(rhythm), scope) for rhythm in plan.needs]
    bench = Bench(
        plan.side,
        tuple(worlds),
        tuple(plan.needs.values()),
        plan.teams,
        tuple(names.index(name) for name in scope.schemes),
    )
    found = crew.run(posts_for_law, [crew.hold(bench)], range(len(worlds)), told=told)
    return {
        rhythm: None if times is None else times * plan.fte_needed(rhythm) - plan.fte_needed(None)
        for rhythm, times in zip(plan.needs, found, strict=True)
    }


def _scale(question: Question, plan: Plan) -> Scale:
    """Return what turns outcomes into numbers a year."""
    world, names = question.bare, question.bare.scheme_names
    axes = axes_of(names, world.start_day, world.end_day)
    index = world.unit_costs.price_index
    return Scale(
        axes=axes,
        factors=np.asarray(price_factors(index, axes, question.price_year)),
        index=reckoner_of(world).index,
        fte_price=number_of(fte_price_of(world.params)),
        schemes=tuple(names.index(name) for name in question.scope.schemes),
        teams=tuple(world.team_names.index(team) for team in plan.teams),
        team_schemes=plan.side.schemes,
        part=world.scale,
    )


def _finding(
    question: Question,
    plan: Plan,
    scale: Scale,
    lived: Mapping[str, Sequence[tuple[Outcome, ...]]],
    for_law: Mapping[Rhythm | None, float | None],
    told: Told,
    notices: Sequence[Notice] = (),
    **targeted: Any,
) -> ContactsFinding:
    """Return the finding that lived replications give."""
    world, settings = question.bare, question.settings
    central = lived[CENTRAL]
    assumptions = assumptions_about(world, question.scope, question.rhythms)
    common: dict[str, Any] = {
        **head_of(world, told.seed, told.engine),
        "replications": len(central),
        "price_year": question.price_year,
        "assumptions": assumptions,
        "warnings": (
            *notices,
            *activation_notices(world, question.scope, question.rhythms),
            *notices_about(world, question.scope.schemes, limited=question.limited),
            *run_notices(world, assumptions, len(central)),
        ),
        "schemes": question.scope.schemes,
        "teams": tuple(_label(world.teams.teams[team].label) for team in plan.teams),
        "effects": world.contacts.effects,
        "effects_label": _effects_label(world),
        "staffing": question.staffing,
        "fte_price": scale.fte_price,
        "base_fte": plan.fte_needed(None) if plan.needs else 0.0,
        "base_fte_for_law": for_law.get(None),
        "asked": question.typed,
        "asks_for_contacts": any(rhythm.kind != "form" for rhythm in question.rhythms),
        "asks_for_activation": any(r.kind == "activation" for r in question.rhythms),
        "against_law": against_law(world, question.scope),
        "replications_by_site": tuple((site, len(runs)) for site, runs in lived.items()),
    }
    if question.asked != "settings":
        before = measures_of([run[0] for run in central], plan.side.baseline, scale)
        rhythm = question.rhythms[0].label
        return ContactsFinding(**common, baseline=before, rows=(), group_rhythm=rhythm, **targeted)
    answer = answer_of(lived, plan, settings, for_law, scale)
    return ContactsFinding(
        **common,
        baseline=answer.baseline,
        rows=answer.rows,
        baseline_indifferent=answer.baseline_indifferent,
        crossed=_crossed(settings),
    )


def _crossed(settings: Sequence[Setting]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the names of both sweeps, where two were crossed."""
    pairs = [(s.rhythm.label.en, s.posts.label.en) for s in settings if s.rhythm and s.posts]
    if not pairs:
        return None
    rhythms, posts = zip(*pairs, strict=True)
    return tuple(dict.fromkeys(rhythms)), tuple(dict.fromkeys(posts))


def _effects_label(world: World) -> Notice:
    preset = named_preset(world)
    return Notice("ingen", "none") if preset is None else _label(preset.label)


def _label(label: Any) -> Notice:
    return Notice(label.da, label.en)
