"""The tables of sanctions: who of those that stay away from a talk loses benefit, and how long."""

import numpy as np

from borgerflow.sim.base.errors import ParamError, nearest
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.contacts import Sanctions
from borgerflow.sim.world.tables.contacts import contact_groups, number_of
from borgerflow.sim.world.tables.deadlines import Columns


def nobody_is_sanctioned(groups: int) -> Columns:
    """Return the tables of a world in which staying away costs no benefit."""
    return {
        "sanction_share": np.zeros(groups),
        "sanction_gain": np.zeros(groups),
        "sanction_days": np.zeros(groups, np.int64),
        "sanction_paid": np.ones(groups),
    }


def sanction_tables(law: LawBook, sanctions: Sanctions) -> Columns:
    """Return who is sanctioned in each group of contacts, for how long, and what it does.

    Raises
    ------
    ParamError
        If the file names a group of contacts that there is not.
    """
    groups = contact_groups(law)
    columns = nobody_is_sanctioned(len(groups))
    for name, form in sanctions.groups.items():
        if name not in groups:
            raise ParamError(
                f"sanctions.yaml: no group of contacts is called {name}.{nearest(name, groups)}"
            )
        g = groups.index(name)
        columns["sanction_share"][g] = number_of(form.share)
        columns["sanction_gain"][g] = number_of(form.effect)
        columns["sanction_days"][g] = round(number_of(form.most_days))
        columns["sanction_paid"][g] = number_of(form.paid)
    return columns
