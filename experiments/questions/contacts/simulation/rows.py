"""From simulated worlds to the rows of the finding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Setting
from borgerflow.experiments.questions.contacts.finding import NOT_SEARCHED, SettingRow
from borgerflow.experiments.questions.contacts.simulation.estimates import (
    PerYear,
    best_of,
    both,
    indifferent_to,
    probability_of_loss,
)
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs, are_open_alike
from borgerflow.experiments.questions.contacts.simulation.staffing import StaffPlan
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    CENTRAL,
    NO_EFFECT,
    SITES,
)
from borgerflow.experiments.runs.accounts.booked import NET, PAID, REFUNDED, Booked, on_frames
from borgerflow.experiments.runs.accounts.rows import SettingAccount, SettingFrames
from borgerflow.experiments.runs.capacity.posts_for_law import PostsForLaw
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.accounts import FRAMES, ChartOfAccounts

Sample = NDArray[np.float64]
PostsByRhythm = Mapping[Rhythm | None, PostsForLaw]
SMALL = 1e-9


@dataclass(frozen=True)
class NetEffect:
    """What one setting takes and gives at one site, per replication."""

    fte: Sample
    staff: Sample
    by_payer: dict[str, Sample]

    @property
    def net(self) -> Sample:
        """Return the net of the municipality, staff included."""
        return np.asarray(self.by_payer[MUNICIPALITY] + self.staff)


def net_effect(place: int, runs: Runs, plan: StaffPlan, per_year: PerYear) -> NetEffect:
    """Return what the setting at a place takes and gives, replication by replication."""
    changes = [run[1 + place] for run in runs]
    fte = per_year.posts_changed(changes, plan.arm.baseline, plan.arm.worlds[place])
    staff = per_year.kroner_of_posts(fte)
    return NetEffect(fte.mean(axis=1), staff, per_year.kroner_by_payer(changes))


def rows_of(
    settings: Sequence[Setting],
    sites: Mapping[str, Runs],
    plan: StaffPlan,
    for_law: PostsByRhythm,
    per_year: PerYear,
) -> dict[str, Any]:
    """Return the rows of every setting, the best marked, and those that tie with it.

    By field of the finding: the baseline may tie too.
    """
    central = sites[CENTRAL]
    effects = [
        {site: net_effect(place, sites[site], plan, per_year) for site in SITES if site in sites}
        for place in range(len(settings))
    ]
    nets = np.array([np.zeros(len(central)), *(each[CENTRAL].net for each in effects)])
    best = best_of(nets)
    ties = indifferent_to(nets, best)
    rows = [
        replace(
            _row(setting, place, central, effects[place], plan, per_year),
            for_law=for_law.get(setting.rhythm, NOT_SEARCHED),
            best=best == 1 + place,
            indifferent=1 + place in ties,
        )
        for place, setting in enumerate(settings)
    ]
    return {
        "rows": tuple(rows),
        "baseline_indifferent": 0 in ties,
        "base_for_law": for_law.get(None, NOT_SEARCHED),
    }


def booked_by(
    settings: Sequence[Setting], runs: Runs, plan: StaffPlan, per_year: PerYear
) -> dict[str, Any]:
    """Return what each setting does to each function and frame a year, by field of the finding."""
    accounts: list[SettingAccount] = []
    frames: list[SettingFrames] = []
    chart = plan.arm.baseline.law.accounts
    for place, setting in enumerate(settings):
        changes = [run[1 + place] for run in runs]
        fte = per_year.posts_changed(changes, plan.arm.baseline, plan.arm.worlds[place])
        booked = per_year.booked(changes, fte, chart)
        accounts += _accounts_a_year(setting.label, booked, chart, per_year.years)
        nothing = np.zeros((len(runs), per_year.axes.months))
        nets = on_frames(booked, chart) or dict.fromkeys(FRAMES, nothing)
        sums = [nets[frame].sum(axis=1) / per_year.years for frame in FRAMES]
        frames.append(SettingFrames(setting.label, *map(mean_interval, (*sums, sum(sums)))))
    return {"accounts": tuple(accounts), "frames": tuple(frames)}


def _accounts_a_year(
    label: Wording, booked: Booked, chart: ChartOfAccounts, years: float
) -> Iterator[SettingAccount]:
    """Yield the kroner a year on each function, in order of number."""
    for number in sorted(booked):
        function, sums = chart.functions[number], booked[number].sum(axis=1) / years
        known = chart.checked(number), iso_date(chart.looked_up(number)), function.frame_checked
        amounts = (mean_interval(column) for column in sums[:, [PAID, REFUNDED, NET]].T)
        yield SettingAccount(label, number, function.label, function.frame, *known, *amounts)


def closing_of(
    sites: Mapping[str, Runs], plan: StaffPlan, per_year: PerYear
) -> tuple[Interval | None, ...]:
    """Return what each setting's opening or closing of schemes does to benefits by itself.

    Kroner a year of the municipality, where talks change no life; None where the same schemes are
    open. None at all where no setting opens or closes one.
    """
    baseline, worlds = plan.arm.baseline, plan.arm.worlds
    runs = sites.get(NO_EFFECT, sites[CENTRAL])
    found = tuple(
        None
        if are_open_alike(baseline, world)
        else mean_interval(net_effect(place, runs, plan, per_year).by_payer[MUNICIPALITY])
        for place, world in enumerate(worlds)
    )
    return found if any(found) else ()


def _row(
    setting: Setting,
    place: int,
    runs: Runs,
    effects: Mapping[str, NetEffect],
    plan: StaffPlan,
    per_year: PerYear,
) -> SettingRow:
    """Return what one setting comes to, how it ranks and what keeps the law left out."""
    before, changes = [run[0] for run in runs], [run[1 + place] for run in runs]
    central, persons = effects[CENTRAL], per_year.full_time(changes)
    fte = mean_interval(central.fte)
    return SettingRow(
        label=setting.label,
        measures=per_year.measures(both(before, changes), plan.arm.worlds[place]),
        full_time={
            name: mean_interval(persons[:, n])
            for n, name in enumerate(per_year.axes.schemes)
            if n in per_year.schemes or np.any(np.abs(persons[:, n]) > SMALL)
        },
        by_payer={payer: mean_interval(each) for payer, each in central.by_payer.items()},
        fte=fte,
        fte_needed=plan.more_needed(setting.rhythm) if plan.needs else fte.mean,
        posts_there=plan.fte_there + fte.mean if plan.needs else None,
        posts_needed=plan.fte_needed(setting.rhythm) if plan.needs else None,
        staff=mean_interval(central.staff),
        activation=mean_interval(per_year.kroner_of_activation(changes)),
        net=mean_interval(central.net),
        net_current=mean_interval(net_effect(place, runs, plan, per_year.in_current_prices).net),
        # That posts alone cost is no finding: the model knows no effect of theirs.
        loss=None
        if setting.rhythm is None
        else probability_of_loss({site: each.net for site, each in effects.items()}),
        net_by_site={site: mean_interval(each.net) for site, each in effects.items()},
    )
