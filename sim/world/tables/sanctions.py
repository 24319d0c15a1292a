"""Sanctions: who of those that stay away from a contact loses benefit, and for how long."""

import numpy as np

from borgerflow.sim.base.errors import ParamError, unknown
from borgerflow.sim.params.reading.faults import NO_GROUP_OF_CONTACTS
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.columns import Columns


def sanction_columns(bare: BareWorld) -> Columns:
    """Return who is sanctioned in each group of contacts, for how long, and what it does.

    Nobody is where time is no limit, for there all come when called.

    Raises
    ------
    ParamError
        If the file names a group of contacts that there is not.
    """
    groups = bare.contact_groups
    share, gain, paid = np.zeros(len(groups)), np.zeros(len(groups)), np.ones(len(groups))
    days = np.zeros(len(groups), np.int64)
    for name, form in bare.sanctions.groups.items() if bare.contacts.staff else ():
        if name not in groups:
            raise ParamError("sanctions.yaml: " + unknown(NO_GROUP_OF_CONTACTS, name, groups))
        g = groups.index(name)
        share[g], gain[g] = number_of(form.share), number_of(form.effect)
        days[g], paid[g] = round(number_of(form.most_days)), number_of(form.paid)
    return {
        "sanction_share": share,
        "sanction_gain": gain,
        "sanction_days": days,
        "sanction_paid": paid,
    }
