"""A proposal in a file of one's own is read beside the packaged ones, and refused like them."""

import re

import pytest
from made_forms import estimate, form, kept, mechanism, params_with

from borgerflow.experiments.lookup.law import load_params_and_ids
from borgerflow.experiments.store.kept import input_digests
from borgerflow.sim.base.errors import InputError, ParamError
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world


def test_a_name_that_is_a_file_is_read_and_known_by_its_id(tmp_path):
    path = kept(tmp_path, form())
    held, ids = load_params_and_ids(None, ["herning-syg02", str(path)])
    assert ids == ("herning-syg02", "more-talks")
    assert held.proposal("more-talks").cost[2021].value == 500_000
    assert "more-talks" not in load().proposals


def test_a_packaged_file_is_known_by_its_id_and_is_not_read_twice():
    packaged = load().proposal("herning-syg02").path
    held, ids = load_params_and_ids(None, [packaged])
    assert (ids, held.own) == (("herning-syg02",), ())


def test_an_own_file_may_exclude_a_packaged_proposal_that_does_not_know_it(tmp_path):
    params = params_with(tmp_path, form(excludes=["herning-syg02"]))
    assert params.proposal("more-talks").excludes == ("herning-syg02",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"excludes": ["herning-syg2"]}, "no proposal is called herning-syg2. Did you mean"),
        ({"depends_on": ["more-talks"]}, "more-talks depends on itself in the end."),
        ({"id": "herning-syg02"}, "another proposal has this id"),
        (
            {"mechanisms": {"talks": mechanism(scheme="sygedagpeng")}},
            "no scheme is called sygedagpeng. Did you mean sygedagpenge?",
        ),
    ],
)
def test_an_own_file_is_refused_like_a_packaged_one(tmp_path, changes, words):
    params = params_with(tmp_path, form(**changes))
    with pytest.raises(ParamError, match=re.escape(words)) as caught:
        params.proposal("more-talks")
    assert re.search(r"\.yaml, line \d+: ", str(caught.value))


def test_a_workbook_is_no_file_to_compare_and_says_what_to_do():
    with pytest.raises(InputError, match=re.escape("borgerflow proposals new --from mine.xlsx")):
        load_params_and_ids(None, ["mine.xlsx"])


@pytest.mark.slow
def test_an_answer_depends_on_what_the_own_file_says(tmp_path):
    before = input_digests(params_with(tmp_path, form()))
    again = input_digests(params_with(tmp_path, form()))
    cost = {year: estimate(1, "kr") for year in ("2021", "2022")}
    changed = input_digests(params_with(tmp_path, form(cost=cost)))
    assert before == again
    assert before != changed
    assert "own" not in input_digests(load())


def test_a_world_is_loaded_with_the_file_of_a_proposal_as_with_its_id(tmp_path):
    path = kept(tmp_path, form())
    for named in (str(path), path):
        world = load_world("modelkommune", ["herning-syg02", named], population=0.01)
        assert [each.id for each in world.proposals] == ["herning-syg02", "more-talks"]
    with pytest.raises(InputError, match="is a workbook: write its proposal first"):
        load_world("modelkommune", [str(tmp_path / "own.xlsx")])
