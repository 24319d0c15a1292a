"""Options that commands share: a command names the group, and takes each option of it."""

from inspect import signature

import pytest

from borgerflow.experiments.cli import groups, options
from borgerflow.sim.base.errors import InputError

SIMULATION = [
    "municipality",
    "start",
    "end",
    "replications",
    "seed",
    "engine",
    "workers",
    "law",
    "conditions",
    "patch",
    "numbers_set",
    "price_year",
]
DISPLAY = ["lang", "out", "json", "quiet", "csv_profile", "assumptions"]
ONE = groups.Simulation(replications=1)


@groups.grouped
def command(
    first: int,
    *,
    asked: groups.Simulation = ONE,
    between: int = 2,
    shown: groups.Display,
    last: int = 3,
):
    return first, asked, between, shown, last


def typed(**said):
    """Return everything that is typed or filled in, as a parser hands it over."""
    options_of = signature(command).parameters.values()
    return {each.name: each.default for each in options_of} | {"first": 1} | said


def test_the_options_of_a_group_stand_where_the_command_names_it():
    names = list(signature(command).parameters)
    assert names == ["first", *SIMULATION, "between", *DISPLAY, "last"]


def test_a_command_may_have_other_defaults_than_its_group():
    defaults = {name: each.default for name, each in signature(command).parameters.items()}
    assert defaults["replications"] == 1
    assert defaults["seed"] == options.SEED


def test_a_command_is_given_its_groups_made_of_what_was_typed():
    first, asked, between, shown, last = command(**typed(seed=7, lang="da", between=5))
    assert (first, between, last) == (1, 5, 3)
    assert asked == groups.Simulation(replications=1, seed=7)
    assert (shown.lang, shown.csv_profile) == ("da", "da")


def test_a_group_is_checked_before_the_command_begins():
    with pytest.raises(InputError, match="--engine is 'compild': expected auto or reference or"):
        command(**typed(engine="compild"))
