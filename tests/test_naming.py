"""A study or a file may be called anything; its results lie where they belong, on every system."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.experiments.store.naming import LONGEST, RESERVED, folder_name
from borgerflow.experiments.store.results import folder_of

ORDINARY = ["herning-syg02+herning-syg03", "Sygedagpenge 2019 (uddrag)", "ydelser_årlig", "a.b"]
ODD = {
    "..": "unnamed",
    ".": "unnamed",
    "": "unnamed",
    "...": "unnamed",
    ".hidden": "hidden",
    "trailing. ": "trailing",
    "con": "_con",
    "NUL": "_NUL",
    "Com1.tar": "_Com1.tar",
    "console": "console",
    "what?": "what_",
    "a:b*c": "a_b_c",
    "back\\slash": "back_slash",
    "line\nbreak\x1b[31m": "line_break_[31m",
    "left\u202eright": "left_right",
    "\udcff": "_",
    "A\u030a": "Å",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_name_stays_as_it_is(name):
    assert folder_name(name) == name


@pytest.mark.parametrize(("name", "expected"), ODD.items())
def test_an_odd_name_is_made_one_that_every_system_takes(name, expected):
    assert folder_name(name) == expected


@given(st.text(alphabet=st.characters()))
def test_whatever_it_is_called_it_is_one_folder_that_every_system_takes(name):
    made = folder_name(name)
    assert 0 < len(made.encode()) <= LONGEST + 1
    assert made == made.strip(" .")
    assert made.isprintable()
    assert not set(made) & set('<>:"/\\|?*')
    assert not RESERVED.fullmatch(made)
    assert folder_name(made) == made


@pytest.mark.parametrize("stem", ["..", "../..", "/etc", "a/../../b", ""])
def test_no_name_leads_out_of_the_folder_of_results(stem):
    folder = folder_of(Path("/out"), f"settle/{stem}", {})
    assert folder.is_relative_to("/out/settle")
    assert ".." not in folder.parts
