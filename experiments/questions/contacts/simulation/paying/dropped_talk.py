"""What a talk that law no longer asks for saves, beside a day of benefit and what studies found."""

import numpy as np

from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.finding import DroppedTalk
from borgerflow.experiments.questions.contacts.simulation.estimates import PerYear
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs, are_open_alike
from borgerflow.experiments.questions.contacts.simulation.staffing import StaffPlan
from borgerflow.sim.base.wording import Wording

LONGER = Wording(
    "hvor meget længere et forløb varer for hver samtale, der falder bort",
    "how much longer a stay lasts for each talk lost",
)


def dropped_talk(
    design: Design, plan: StaffPlan, runs: Runs, per_year: PerYear
) -> DroppedTalk | None:
    """Return what the setting that drops most talks says of one of them.

    None where the law of contacts is not tried, no talk is dropped, or a whole scheme is.
    """
    before = [run[0] for run in runs]
    dropped = [
        -per_year.contacts_held([run[1 + place] for run in runs]).mean
        for place in range(len(plan.arm.worlds))
    ]
    place = int(np.argmax(dropped))
    saved = staff_saved(place, design, plan, runs, per_year)
    alike = are_open_alike(plan.arm.baseline, plan.arm.worlds[place])
    kroner_a_day = per_year.kroner_a_day(before)
    asked = design.question.tries_law or design.question.mode == "mix"
    if not asked or not alike or min(dropped[place], saved, kroner_a_day) <= 0:
        return None
    return DroppedTalk(
        kroner=saved / dropped[place],
        kroner_a_day=kroner_a_day,
        stay_days=per_year.mean_stay(before),
        longer=Assumption.of(
            "talks.exemption.longer", design.bare.contact_forms.exemption.longer, LONGER
        ),
    )


def staff_saved(
    place: int, design: Design, plan: StaffPlan, runs: Runs, per_year: PerYear
) -> float:
    """Return the kroner a year of the posts that the talks of a setting need less."""
    changes = [run[1 + place] for run in runs]
    rhythm = design.settings[place].rhythm
    if plan.needs:
        more = np.full((1, per_year.axes.months), plan.more_needed(rhythm))
    else:
        more = per_year.posts_taken(changes, plan.arm.baseline)
    return -float(per_year.kroner_of_posts(more).mean())
