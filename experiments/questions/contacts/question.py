"""What does another rhythm of contacts do, and what staff does it take: asked of a municipality."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.questions.contacts.asked.command_line import options_of
from borgerflow.experiments.questions.contacts.asked.design import Design, design_of
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.settings import Setting
from borgerflow.experiments.questions.contacts.assumptions import (
    against_law,
    assumptions_about,
    cut_short,
    notices_about,
)
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, SettingRow
from borgerflow.experiments.questions.contacts.simulation.answers import (
    Experiment,
    answer_of,
    settings_answer,
)
from borgerflow.experiments.questions.contacts.simulation.paying.break_even import break_evens
from borgerflow.experiments.questions.contacts.simulation.paying.kroner_alone import run_kroner
from borgerflow.experiments.questions.contacts.simulation.rows import (
    PostsByRhythm,
    net_effect,
)
from borgerflow.experiments.questions.contacts.simulation.simulate import (
    ContactOutcome,
    Runs,
    are_open_alike,
    run_arm,
)
from borgerflow.experiments.questions.contacts.simulation.staff_for_deadlines import (
    StaffSearch,
    month_hired,
    posts_by_rhythm,
)
from borgerflow.experiments.questions.contacts.simulation.staffing import (
    plan_of_settings,
    plan_without_limit,
)
from borgerflow.experiments.questions.contacts.simulation.unsure.talk_range import with_ranges
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    CENTRAL,
    NO_EFFECT,
    SCEPTIC,
    sites_of,
    with_rhythm,
)
from borgerflow.experiments.questions.contacts.targeting.extra_posts import (
    choice_of,
    with_chosen_together,
)
from borgerflow.experiments.questions.contacts.targeting.groups import (
    bands_met,
    plan_of_bands,
)
from borgerflow.experiments.questions.contacts.targeting.mix import (
    TOGETHER,
    mix_choice_of,
    with_interaction,
)
from borgerflow.experiments.questions.contacts.targeting.mix_rows import Mix
from borgerflow.experiments.runs.comparison import head_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.notices import run_notices
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Label, Params, load
from borgerflow.sim.params.patches.files import PatchGiven
from borgerflow.sim.world.contact_rules import Staff
from borgerflow.sim.world.municipality import with_file_of
from borgerflow.sim.world.world import World

FEWEST_AT_ENDS, PART_AT_ENDS = 3, 10  # replications at the low and at the high site


def contacts(
    municipality: str,
    schemes: Sequence[str] | str,
    *,
    rhythm: Sequence[str] = (),
    every: Sequence[float] = (),
    first_half_year: Sequence[float] = (),
    form: Sequence[str] = (),
    activation: Sequence[float] = (),
    contact_law: Sequence[str] = (),
    exempt: Sequence[float] = (),
    fte: Sequence[float] = (),
    cut: Sequence[float] = (),
    caseload: Sequence[float] = (),
    team: Mapping[str, float] | None = None,
    target: Mapping[str, Sequence[str]] | None = None,
    from_week: float = 0.0,
    to_week: float | None = None,
    weeks_left: tuple[float | None, float | None] = (None, None),
    instead: bool = False,
    talk: str = "",
    effects: str | Path = "trial",
    accuracy: float | None = None,
    capacity: bool = True,
    hire: bool = False,
    who: bool = False,
    extra_fte: float | None = None,
    save: float | None = None,
    break_even: bool = True,
    replications: int = 20,
    seed: int = 1,
    start: str | None = None,
    end: str | None = None,
    engine: Engine = "auto",
    workers: int | None = None,
    price_year: int | None = None,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
    law: str | None = None,
    conditions: Sequence[str] = (),
    patch: PatchGiven = None,
) -> ContactsFinding:
    """Return what other rhythms of contacts do to the purse, the staff and the law's deadlines.

    Parameters
    ----------
    schemes : str or sequence of str
        Schemes with contacts.
    rhythm : sequence of str
        How often contacts fall due, as people say it: ``4/year``, ``11/first-half-year``,
        ``every 4 weeks``; in Danish too. Each is a setting.
    every, first_half_year : sequences
        The same in numbers: weeks between contacts, and contacts in the first 26 weeks.
    form : sequence
        Instead of rhythms, forms (``telephone``, ``personal:0.5+telephone:0.5``).
    activation : sequence
        Instead of rhythms, weeks of the spell in which activation is compulsory.
    contact_law : sequence of str
        Instead of rhythms, days: the contact rules of law in force on each, for the whole horizon,
        those compared with first. They say whether a scheme is open to new citizens, too.
    exempt : sequence
        Instead of rhythms, shares of the citizens that are exempt, that compared with first; no
        more than law allows, unless ``instead``.
    fte, cut, caseload : sequences
        Posts more or fewer in each team asked about; or shares of its posts that are cut; or
        citizens per post, those of now first. Crossed with the rhythms, if any.
    team : mapping, optional
        The posts that teams really have; else as many as their contacts need.
    target, from_week, to_week, weeks_left
        Whose contacts, when in the spell, and how many weeks the group is predicted to have left.
    instead : bool
        Whether the rhythm takes the place of the law; else the stricter of both holds.
    talk : str
        What the contacts are: a kind of ``model/talks.yaml``, as ``rundbordssamtale``.
    effects : str or path
        What contacts do: a preset of ``model/contact_effects.yaml``, or a file like it.
    accuracy : float, optional
        How often a caseworker sees who leaves soon, from 0, chance, to 1; else as assumed.
    capacity : bool
        Whether time is a limit: the teams have the posts that their own contacts need.
    hire : bool
        Whether people are hired for what a rhythm needs; else its contacts queue.
    who : bool
        Whether to ask of each group alone what fewer contacts come to.
    extra_fte : float, optional
        Posts to be put to the best use over the schemes.
    save : float, optional
        Kroner of staff a year to be saved where it costs least: one rhythm, or the law of one day,
        is what citizens have today, and groups keep it, have half of it, or what law asks for.
        They are by age, or by the attribute that the target names first.
    break_even : bool
        Whether to search how much faster exits must be for each setting to pay.

    Raises
    ------
    InputError
        If the question does not hold: an unknown name, sweeps that cannot be crossed.
    Interrupted
        If the user stops; its ``finding`` rests on the replications that were finished.
    """
    return _asked_of(params or load(), locals())


def _asked_of(params: Params, told: Mapping[str, Any]) -> ContactsFinding:
    """Return the answer to a question as it is told, where a municipality may be a file."""
    held, municipality = with_file_of(params, str(told["municipality"]))
    question = ContactsQuestion.of({**told, "municipality": municipality})
    return answer_to(question, held, workers=told["workers"], progress=told["progress"])


def answer_to(
    question: ContactsQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ContactsFinding:
    """Return the finding that answers a question; raises what `contacts` does."""
    began = time.perf_counter()
    design = design_of(question, params)
    with WorkerPool(workers, progress) as pool:
        threads = pool.threads_for(question.replications)
        finding = _run(pool, design, RunSettings(question.seed, question.engine, threads))
    return replace(finding, seconds=time.perf_counter() - began)


def _run(pool: WorkerPool, design: Design, run: RunSettings) -> ContactsFinding:
    """Return the finding; an interruption leaves what was finished in its ``finding``."""
    question = design.question
    compile_engines(run.engine, _like(design))
    experiment = _experiment_of(pool, design, run)
    finished: dict[int, tuple[ContactOutcome, ...]] = {}
    try:
        arm, replications = pool.hold(experiment.plan.arm), range(question.replications)
        sites: dict[str, Runs] = {
            CENTRAL: pool.run(run_arm, [arm], replications, finished, run=run)
        }
        if question.mode == "settings":
            sites |= {**_other_sites(pool, experiment), **_without_effect(pool, experiment)}
            answer = answer_of(experiment, sites, _for_law(pool, experiment))
            answer["rows"] = _with_break_even(pool, experiment, sites[CENTRAL], answer["rows"])
            answer["rows"] = with_ranges(pool, experiment, sites, answer["rows"])
        else:
            answer = answer_of(experiment, sites)
        if experiment.mixing is not None:
            experiment, sites, answer = _mixed(pool, experiment, sites[CENTRAL], answer["mix"])
        if experiment.choice is not None:
            answer["best_use"] = with_chosen_together(
                pool,
                experiment.choice,
                answer["best_use"],
                question.replications,
                experiment.per_year,
                run,
            )
    except Interrupted as stop:
        if finished:
            done = {CENTRAL: [finished[n] for n in sorted(finished)]}
            notice = cut_short(question.mode, len(finished), question.replications)
            stop.finding = _finding(experiment, done, answer_of(experiment, done), (notice,))
        raise
    return _finding(experiment, sites, answer)


def _like(design: Design) -> World:
    """Return a world that has staff if those to be simulated have."""
    bare, nobody = design.bare, Staff({})
    return bare.with_contacts(staff=nobody) if design.question.capacity else bare


def _experiment_of(pool: WorkerPool, design: Design, run: RunSettings) -> Experiment:
    """Return the worlds to simulate."""
    bare, question = design.bare, design.question
    if question.mode == "who":
        bands = bands_met(pool, design, run)
        return Experiment(design, run, plan_of_bands(pool, design, bands), bands=bands)
    if question.mode == "extra_fte":
        choice = choice_of(pool, design)
        return Experiment(design, run, choice.plan, choice=choice)
    if question.mode == "mix":
        mixing = mix_choice_of(design)
        return Experiment(design, run, mixing.plan, mixing=mixing)
    if question.capacity:
        return Experiment(design, run, plan_of_settings(pool, design, run))
    worlds = [with_rhythm(bare, setting, question) for setting in design.settings]
    return Experiment(design, run, plan_without_limit(bare, worlds, question.schemes))


def _other_sites(pool: WorkerPool, experiment: Experiment) -> dict[str, Runs]:
    """Return the runs where effects are at their ends, a few replications each."""
    many = experiment.design.question.replications
    few = range(min(many, max(FEWEST_AT_ENDS, many // PART_AT_ENDS)))
    return {
        site: pool.run(
            run_kroner, [pool.hold(experiment.plan.at_site(site))], few, run=experiment.run
        )
        for site in sites_of(experiment.design.bare)[1:]
    }


def _without_effect(pool: WorkerPool, experiment: Experiment) -> dict[str, Runs]:
    """Return the runs where talks change no life, if a setting opens or closes a scheme.

    What such a law does by itself is then told apart from what its talks do.
    """
    arm, many = experiment.plan.arm, range(experiment.design.question.replications)
    alike = all(are_open_alike(arm.baseline, world) for world in arm.worlds)
    if alike or arm.baseline.contacts.effects == SCEPTIC:
        return {}
    without = pool.hold(experiment.plan.at_site(NO_EFFECT))
    return {NO_EFFECT: pool.run(run_kroner, [without], many, run=experiment.run)}


def _mixed(
    pool: WorkerPool, experiment: Experiment, alone: Runs, mix: Mix
) -> tuple[Experiment, dict[str, Runs], dict[str, Any]]:
    """Return the chosen mix as a setting of its own, simulated together, and what that says."""
    mixing = experiment.mixing
    assert mixing is not None
    design, plan = replace(experiment.design, settings=(TOGETHER,)), mixing.together(mix.chosen)
    one = replace(experiment, design=design, plan=plan)
    arm, replications = pool.hold(plan.arm), range(len(alone))
    sites: dict[str, Runs] = {CENTRAL: pool.run(run_arm, [arm], replications, run=one.run)}
    sites |= _other_sites(pool, one)
    together = net_effect(0, sites[CENTRAL], plan, one.per_year)
    mix = with_interaction(mix, mixing, alone, together, one.per_year)
    return one, sites, {**settings_answer(one, sites, {}), "mix": mix}


def _for_law(pool: WorkerPool, experiment: Experiment) -> PostsByRhythm:
    """Return the change of posts that keeps the law under each rhythm, that of the law too."""
    plan, question = experiment.plan, experiment.design.question
    if not question.capacity:
        return {}
    worlds = [with_rhythm(plan.arm.baseline, Setting(rhythm), question) for rhythm in plan.needs]
    needs, schemes = tuple(plan.needs.values()), experiment.per_year.schemes
    search = StaffSearch(plan.arm, tuple(worlds), needs, plan.teams, schemes)
    found = posts_by_rhythm(pool, search, question.replications, experiment.run)
    return {
        rhythm: each if rhythm is None else replace(each, talks=rhythm.label)
        for rhythm, each in zip(plan.needs, found, strict=True)
    }


def _with_break_even(
    pool: WorkerPool, experiment: Experiment, central: Runs, rows: Sequence[SettingRow]
) -> tuple[SettingRow, ...]:
    """Return the rows with what exits must be for each to pay."""
    found = break_evens(pool, experiment.design, experiment.plan, central, experiment.per_year)
    return tuple(replace(row, break_even=each) for row, each in zip(rows, found, strict=True))


def _finding(
    experiment: Experiment,
    sites: Mapping[str, Runs],
    answer: Mapping[str, Any],
    notices: Sequence[Wording] = (),
) -> ContactsFinding:
    """Return the finding that simulated replications give."""
    design, plan, run = experiment.design, experiment.plan, experiment.run
    world, question, replications = design.bare, design.question, len(sites[CENTRAL])
    assumptions, preset = assumptions_about(design), world.preset
    return ContactsFinding(
        **head_of(world, run.seed, run.engine),
        replications=replications,
        price_year=design.price_year,
        price_index=experiment.per_year.axes.price_index,
        assumptions=assumptions,
        warnings=(
            *notices,
            *notices_about(design),
            *run_notices(world, assumptions, replications),
        ),
        schemes=question.schemes,
        teams=tuple(_notice(world.teams.teams[team].label) for team in plan.teams),
        effects=world.contacts.effects,
        effects_label=Wording("ingen", "none") if preset is None else _notice(preset.label),
        staffing=question.staffing,
        fte_price=experiment.per_year.fte_price,
        base_fte=plan.fte_there,
        base_fte_needed=plan.fte_needed(None) if plan.needs else 0.0,
        caseload_now=question.caseload_now,
        options=options_of(question),
        compared_with=design.compared_with,
        law_from=month_hired(world),
        asks_for_contacts=any(each.kind in ("rhythm", "activation") for each in design.rhythms),
        asks_for_activation=bool(question.activation),
        posts_alone=question.mode == "settings" and not question.tries_rhythms,
        against_law=against_law(world, question),
        replications_by_site=tuple((site, len(runs)) for site, runs in sites.items()),
        **answer,
    )


def _notice(label: Label) -> Wording:
    return Wording(label.da, label.en)
