"""Simulated lives are paid by their grants as a file of the same lives is."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd

import borgerflow as bf
from borgerflow.experiments.runs.estimators.branches import BranchedWorld
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.params.law.schemes import settled_categories
from borgerflow.sim.records.spells.coded import code_spells
from borgerflow.sim.settlement.settle import ROWS
from borgerflow.sim.world.people import census_of

GRANTED = ("fleksjob", "ledighedsydelse", "foertidspension")


@cache
def lived():
    """Return the law of a small world, and the spells of those who are ever granted something."""
    world = bf.load_world("modelkommune", [], end="2021-01-01", population=0.1)
    spells = bf.simulate(world).spells
    granted = spells.loc[spells["scheme"].isin(GRANTED), "citizen"]
    return world.law, spells[spells["citizen"].isin(granted)].reset_index(drop=True)


def of_today(law, spells):
    """Return spells in the categories of today, as a file would have them."""
    today = {
        f"{scheme.name}.{name}": category.earlier.of[0]
        for scheme in law.schemes.values()
        for name, category in scheme.categories.items()
        if category.earlier
    }
    names = spells["scheme"].astype(str) + "." + spells["category"].astype(str)
    return spells.assign(category=names.map(today).fillna(spells["category"].astype(str)))


def named(spells):
    return (spells["scheme"].astype(str) + "." + spells["category"].astype(str)).to_numpy()


def test_a_file_of_simulated_lives_is_paid_as_they_were():
    law, spells = lived()
    paid = spells[spells["category"].notna()].reset_index(drop=True)
    found = code_spells(of_today(law, paid), law, ROWS)
    assert found.earlier.any()
    again = np.array(settled_categories(law.schemes))[found.category]
    assert (again == named(paid)).all()


def test_an_old_grant_goes_on_where_fleksjob_and_ledighedsydelse_follow_one_another():
    """FL § 30: whoever was granted a fleksjob before 2013 was granted it once."""
    _, spells = lived()
    before, together = spells.shift(1), GRANTED[:2]
    after = (spells["citizen"] == before["citizen"]) & (spells["start"] == before["end"])
    after &= before["scheme"].isin(together) & spells["scheme"].isin(together)
    after &= before["start"] < pd.Timestamp(2013, 1, 1)
    assert after.any()
    assert spells.loc[after, "category"].astype(str).str.endswith("foer_2013").all()


def rows_of(spells):
    columns = (spells.citizen, spells.scheme, spells.start, spells.category)
    return zip(*(column.tolist() for column in columns), strict=True)


def test_lives_told_by_branches_are_paid_by_the_same_grants():
    world = bf.load_world("herning", ["herning-oevr01"], end="2021-01-01", population=0.05)
    census = census_of(world.peopling, 1, 0)
    people = census.people(np.arange(census.size))
    beside = [SimpleNamespace(world=each) for each in (world.baseline(), world)]
    branch = BranchedWorld(*beside, None).branches(people, "auto")[0].spells
    usual = live(world.baseline(), people, "auto")[0]
    known = {row[:3]: row[3] for row in rows_of(usual)}
    pairs = [(known[row[:3]], row[3]) for row in rows_of(branch) if row[:3] in known]
    older = {n for n, name in enumerate(world.paid_categories) if name.endswith("foer_2013")}
    assert all(one == other for one, other in pairs)
    assert older & {other for _, other in pairs}
