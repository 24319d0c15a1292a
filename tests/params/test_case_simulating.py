"""How a case is read as a proposal: refused with file and line where a rule does not hold."""

import re

import pytest

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.cases.catalogue import read_cases
from borgerflow.sim.params.cases.simulating import read_simulating_rules


@pytest.fixture(scope="module")
def names(params):
    cases = read_cases(params.directory / "cases" / "cases.csv", params.law.schemes)
    return params.law.schemes, cases


def test_each_trial_has_a_range_around_its_middle(params, names):
    rules = read_simulating_rules(params.directory / "cases" / "simulating.yaml", *names)
    for scheme, trial in rules.trials.items():
        assert trial.low < trial.value < trial.high, scheme


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[job, uddannelse, fleksjob]", "[jobb]", "no scheme is called jobb. Did you mean job?"),
        ("[dagpenge, ", "[dagpeng, ", "everybody.schemes: no scheme is called dagpeng."),
        ("  sygedagpenge:", "  sygedagpeng:", "trials: no scheme is called sygedagpeng."),
        ("star-vejen-10", "star-vejen-11", "prevents: no case is called star-vejen-11."),
        ("star-varde-4", "star-varde-44", "not_by_leaving: no case is called star-varde-44."),
        ("  value: 10", "  value:", "furthest_factor.value: a number is needed here."),
    ],
)
def test_a_rule_that_does_not_hold_is_refused_in_words(edited, names, old, new, words):
    with pytest.raises(ParamError, match=re.escape(words)) as caught:
        read_simulating_rules(edited("cases/simulating.yaml", old, new), *names)
    assert re.search(r"simulating\.yaml, line \d+: ", str(caught.value))
