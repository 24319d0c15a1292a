"""Numbers of what is held true are set by name or pattern, as values or as factors."""

from fractions import Fraction

import numpy as np
import pytest

from borgerflow.experiments.findings.assumptions import assumptions_behind
from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Estimate, load
from borgerflow.sim.params.patches.catalogue import numbers_known, refuse_unmatched
from borgerflow.sim.params.patches.changes import PatchLine, change_of
from borgerflow.sim.params.patches.files import lines_of, read_patch
from borgerflow.sim.world.municipality import find_municipality, read_estimates
from borgerflow.sim.world.world import load_world

PARAMS = load()
HOME = find_municipality(PARAMS, "herning")
KNOWN = {"value": 0.4, "low": 0.2, "high": 0.9, "unit": "share", "source": "s", "grade": "assumed"}
SHARE = Estimate(**KNOWN)


def set_to(numbers):
    return PARAMS.patched(lines_of(numbers))


def read_with(numbers):
    """Read what numbers are set in: law, a municipality, the estimates and the proposals."""
    held = set_to(numbers)
    return find_municipality(held, "herning"), read_estimates(held), held.proposals


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("0.5", (0.2, 0.5, 0.9)),
        ("0,95", (0.2, 0.95, 0.95)),
        ("0.5 [0.4; 0.6]", (0.4, 0.5, 0.6)),
        ("x1.1", (0.22, 0.44, 0.99)),
        ("x1.5", (0.3, 0.6, 1.0)),
        ("-50 %", (0.1, 0.2, 0.45)),
        ("+10 pct.", (0.22, 0.44, 0.99)),
    ],
)
def test_a_value_widens_the_range_and_a_factor_moves_it(text, ends):
    found = change_of(text).of(SHARE)
    assert (found.low, found.value, found.high) == pytest.approx(ends)
    assert found.grade == "assumed"


def test_a_lognormal_number_lies_above_nought_with_the_whole_of_its_range():
    for low in (0, None):
        with pytest.raises(ValueError, match="a lognormal number needs a low above 0"):
            Estimate(**{**KNOWN, "grade": "derived", "low": low, "distribution": "lognormal"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.5 [0.6; 0.7]", "the range 0.6 to 0.7 does not hold the value 0.5"),
        ("much", "expected a number (0.3), one with its range"),
        ("x0", "a factor is above 0"),
        ("-100 %", "a factor is above 0"),
        ("3 %", "3 % can be read in two ways: write +3 % (so much more) or 0.03 (the value)."),
    ],
)
def test_a_change_that_is_none_is_refused(text, said):
    with pytest.raises(InputError) as refused:
        change_of(text)
    assert said in str(refused.value)


def test_every_number_that_an_answer_lists_can_be_set_by_the_name_it_has_there():
    world = load_world("herning", ["herning-syg02", "herning-oevr04"], params=PARAMS)
    known = set(numbers_known(PARAMS, HOME))
    listed = {each.name for each in assumptions_behind(world, {}) if each.value is not None}
    assert len(listed) > 30
    assert listed - known == set()


def test_a_pattern_makes_each_hazard_it_matches_so_much_faster_and_no_other():
    before = load_world("modelkommune", params=PARAMS)
    faster = load_world("modelkommune", params=set_to({"hazards.*.job": "x1.1"}))
    exits = len(before.exits.names)
    times = faster.tables.rate.reshape(-1, exits) / np.maximum(
        before.tables.rate.reshape(-1, exits), 1e-300
    )
    for place, (_, to) in enumerate(before.exits.names):
        moved = times[:, place][times[:, place] > 0]
        assert moved == pytest.approx(np.full(len(moved), 1.1 if to == "job" else 1.0))


PATTERNS = [
    *("herning-syg02.turned_away.effect", "herning-syg02.*", "herning.*", "costs.activation*"),
    *("*", "h*", "*.effect", "haz[ao]rds.*", "?erning.*", "[!x]*", "law.*", "rates.dagpenge.max"),
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_line_is_looked_for_in_every_form_with_a_number_that_it_matches(pattern):
    line = PatchLine(pattern, "x1.1")
    there = {n.partition(".")[0] for n in numbers_known(PARAMS, HOME) if line.matches(n)}
    assert there
    assert all(map(line.may_match_within, there))


def test_a_name_without_a_pattern_is_looked_for_in_its_own_form_alone():
    line = PatchLine("herning-syg02.cost.2020", "x2")
    assert not line.may_match_within("hedensted-delaftale2")
    assert not line.may_match_within("hazards")


def test_a_file_of_ones_own_is_there_whether_numbers_are_set_before_it_or_after(tmp_path):
    (own := tmp_path / "mine.yaml").write_text(
        next(PARAMS.directory.rglob("*syg02.yaml"))
        .read_text(encoding="utf-8")
        .replace("herning-syg02", "mine"),
        encoding="utf-8",
    )
    lines = lines_of({"*.turned_away.effect": "0.07"})
    for held in (PARAMS.patched(lines).with_own([own]), PARAMS.with_own([own]).patched(lines)):
        effects = [held.proposal(n).mechanisms[0].effect.value for n in ("mine", "herning-syg02")]
        assert effects == [0.07, 0.07]
    assert PARAMS.proposal("herning-syg02").mechanisms[0].effect.value == 0.02


def test_of_two_lines_that_match_the_last_holds():
    lines = lines_of({"costs.activation*": "x3", "costs.activation_kroner_per_week.dagpenge": "7"})
    costs = read_estimates(PARAMS.patched(lines)).costs.activation_kroner_per_week
    usual = read_estimates(PARAMS).costs.activation_kroner_per_week
    assert costs["dagpenge"].value == 7
    assert costs["sygedagpenge"].value == pytest.approx(3 * usual["sygedagpenge"].value)


def test_numbers_of_proposals_law_and_municipality_are_set_too():
    held = PARAMS.patched(
        lines_of(
            {
                "herning-syg02.turned_away.effect": "0.04",
                "herning-syg02.cost.2020": "x2",
                "herning.inflow_factors.dagpenge": "0.5",
                "law.refusion.step_4_share": "0.9",
                "law.regulering.gross.2030": "0.05",
                "rates.dagpenge.max": "x2",
            }
        )
    )
    form = held.proposal("herning-syg02")
    assert form.mechanism("turned_away").effect.value == 0.04
    assert form.cost[2020].value == 2 * PARAMS.proposal("herning-syg02").cost[2020].value
    assert find_municipality(held, "herning").inflow_factors["dagpenge"].value == 0.5
    day = PARAMS.law.parameter("law.regulering.gross").values[-1].day
    assert held.law.on("law.refusion.step_4_share", day) == 0.9
    usual, now = PARAMS.law.rates.history("dagpenge.max"), held.law.rates.history("dagpenge.max")
    assert now[0].amount == 2 * usual[0].amount
    grown = {y: now[y].amount / now[y - 1].amount for y in (-1,)}  # after the year that was set
    assert grown[-1] == pytest.approx(usual[-1].amount / usual[-2].amount, rel=1e-3)


def test_a_rate_that_follows_another_keeps_the_factor_it_was_given():
    held = PARAMS.patched(lines_of({"rates.sygedagpenge.max": "x1.1"}))
    for usual, now in zip(
        *(p.law.rates.history("sygedagpenge.max") for p in (PARAMS, held)), strict=True
    ):
        assert now.amount == pytest.approx(1.1 * usual.amount, abs=5)


def test_a_factor_of_one_leaves_every_amount_of_law_as_it_is():
    held = PARAMS.patched(lines_of({"rates.*": "x1", "law.refusion.step*share": "x1"}))
    for name in PARAMS.law.rates.names:
        usual, now = (p.law.rates.history(name) for p in (PARAMS, held))
        assert [row.amount for row in usual] == [row.amount for row in now]


def test_what_is_set_twice_alike_is_set_once():
    held = PARAMS.patched(lines_of({"rates.dagpenge.max": "x2"}))
    again = WorldQuestion(municipality="herning", patch=held.patch).held(held)
    assert again is held


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("herning-syg02.turned_away.effect", "3", "a share lies between 0 and 1"),
        ("herning.stocks.dagpenge", "-5", "got -5; expected 0 or more"),
        ("herning.stocks.dagpenge", "90000", "in all; expected no more than persons_18_66, 54400"),
        ("herning.stocks.*", "x9", "in all; expected no more than persons_18_66, 54400"),
        ("herning.persons_18_66", "9000", "in all; expected no more than persons_18_66, 9000"),
        ("hazards.dagpenge.job", "0.3", "expected a factor (x1.1)"),
        ("rates.dagpenge.max", "5000", "expected a factor (x1.1)"),
        ("law.refusion.step_4_share", "x9", "a share lies between 0 and 1"),
        ("law.refusion.step_4_share", "1.5", "0 and 1; did you mean 0.015?"),
    ],
)
def test_a_value_outside_what_a_number_can_be_is_refused(name, text, said):
    with pytest.raises(InputError) as refused:
        read_with({name: text})
    assert str(refused.value).startswith(f"{name}: ")
    assert said in str(refused.value)
    assert "?." not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "near"),
    [("hazards.dagpenge.jbo", "hazards.dagpenge.job"), ("hazards.*.jbo", "hazards.*.job")],
)
def test_a_name_that_nothing_has_is_refused_with_the_nearest(name, near):
    with pytest.raises(InputError) as refused:
        refuse_unmatched(PARAMS.patched(lines_of({name: "x1.1"})), HOME)
    assert str(refused.value).endswith(f"is called {name}. Did you mean {near}?")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "set:\n  a.b: x1.1\n  hazards.x: [1]",
            "line 3: set.hazards.x: got [1]; expected a number",
        ),
        ("set:\n  a.b: {value: 3, low: 1}", "line 2: set.a.b: a range needs low, value and high"),
        ("set:\n  a.b: {low: 1, value: 3, high: 2}", "does not hold the value 3"),
        ("sets:\n  a.b: x1.1", "line 1: unknown key 'sets'. Did you mean set?"),
        ("set: {}", "line 1: the file says nothing: expected set or correlations"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_line(tmp_path, text, said):
    path = tmp_path / "patch.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        read_patch(path)
    assert said in str(refused.value)


def test_what_a_file_sets_in_vain_is_told_with_its_line(tmp_path):
    path = tmp_path / "patch.yaml"
    path.write_text("set:\n  rates.dagpenge.max: x1.5\n  rates.nobody: x1.5\n")
    with pytest.raises(InputError) as refused:
        refuse_unmatched(PARAMS.patched(read_patch(path)), HOME)
    assert str(refused.value).startswith(f"{path}, line 3: rates.nobody: no number")


def test_an_answer_depends_on_what_is_done_and_not_on_where_it_stands(tmp_path):
    path = tmp_path / "patch.yaml"
    path.write_text("set:\n  rates.dagpenge.max: x1.5\n")
    by_file, typed = read_patch(path), lines_of({"rates.dagpenge.max": "x1.5"})
    usual, *both = (
        Asked(municipality="herning", patch=each).inputs() for each in ((), by_file, typed)
    )
    assert both[0] == both[1] != usual
    assert "patch" not in usual


class Asked(WorldQuestion):
    """Any question about a world."""

    kind = "any"


@pytest.mark.parametrize(
    "number", [1.2537128170016294, 6.3e-05, 1e-05, 1.2345678901234567e-10, 3, 0.5, -2.5e-07]
)
def test_a_number_of_python_is_set_as_it_is_and_told_in_digits(number):
    for given in (number, np.float64(number)):
        (line,) = lines_of({"a.b": given})
        assert change_of(line.change).value == number
        assert "e" not in line.change


def test_a_whole_number_of_numpy_and_a_fraction_are_numbers():
    asked = {"a.b": np.int64(3), "c.d": Fraction(1, 3)}
    assert [line.change for line in lines_of(asked)] == ["3", f"{1 / 3}"]


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), True, "1e-05", "6.3e-05", "1.2.3"])
def test_what_is_no_number_and_text_with_an_exponent_are_refused(odd):
    with pytest.raises(InputError, match=r"a.b: got .*expected a number \(0.3\)"):
        lines_of({"a.b": odd})


def test_a_small_number_in_a_file_is_a_number_too(tmp_path):
    path = tmp_path / "set.yaml"
    text = "set:\n  a.b: 0.000063\n  c.d: {low: 0.00001, value: 0.00002, high: 0.00003}\n"
    path.write_text(text, encoding="utf-8")
    first, second = (change_of(line.change) for line in read_patch(path))
    assert (first.value, second.low, second.value) == (6.3e-05, 1e-05, 2e-05)
