"""More hours of work, translated into what is left of the benefit."""

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import year_of
from borgerflow.sim.world.bare import BareWorld, ProposedMechanism
from borgerflow.sim.world.municipality import value_of


def share_left_after_hours(bare: BareWorld, proposed: ProposedMechanism) -> Floats:
    """Return what is left of the benefit of each category, the last for a spell without.

    By the rates in force when the proposal starts. All of it where no file says how much an hour
    of work in the scheme lowers the benefit, which `refusals` refuses.
    """
    mechanism, known = proposed.mechanism, bare.model.costs.hour_of_work_lowers_benefit
    left = np.ones(len(bare.paid_categories) + 1)
    if mechanism.scheme not in known:
        return left
    day = max(proposed.proposal.start, bare.start_day)
    index = bare.unit_costs.price_index[year_of(day)]
    lost = value_of(mechanism.effect, 0.0) * value_of(known[mechanism.scheme], 0.0) * index
    usual = bare.benefit_share[bare.scheme_names.index(mechanism.scheme)]
    for name, category in bare.law.schemes[mechanism.scheme].categories.items():
        if category.is_paid and category.begins <= day:
            weekly = bare.law.weekly(category, day) * usual
            left[bare.paid_categories.index(f"{mechanism.scheme}.{name}")] = 1 - lost / weekly
    return np.maximum(left, 0.0)
