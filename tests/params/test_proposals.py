"""Proposals: what the packaged ones say, what an override changes, what is refused."""

import re

import pytest

from borgerflow.sim.base.clock import date_of, parse_day
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.proposals.folder import read_proposals
from tests.params.proposal_files import read_proposal

SYG02 = "proposals/herning/herning-syg02.yaml"
OEVR04 = "proposals/herning/herning-oevr04.yaml"
OEVR01 = "proposals/herning/herning-oevr01.yaml"
VEST5 = "proposals/vesthimmerland/vesthimmerland-5.yaml"


def test_the_packaged_proposals_are_read(params):
    assert set(params.proposals) >= {
        "herning-oevr01",
        "herning-oevr04",
        "herning-syg02",
        "vesthimmerland-5",
    }


@pytest.mark.parametrize(
    ("name", "cost"),
    [
        ("herning-syg02", {2019: 4e5, 2020: 4e5, 2021: 4e5, 2022: 4e5}),
        ("herning-oevr04", {2019: 2e6, 2020: 2e6, 2021: 2e6, 2022: 2e6}),
        ("herning-oevr01", {2019: 2.5e5, 2020: 5e5, 2021: 5e5, 2022: 5e5}),
        ("vesthimmerland-5", {2020: 4.5e5, 2021: 4.5e5, 2022: 4.5e5, 2023: 4.5e5}),
    ],
)
def test_the_cost_is_that_of_the_form(params, name, cost):
    stated = params.proposal(name).cost
    assert {year: estimate.value for year, estimate in stated.items()} == cost
    assert {estimate.grade for estimate in stated.values()} == {"sourced"}


def test_every_effect_is_assumed_and_only_the_guides_form_states_its_size(params):
    packaged = params.proposals.values()
    stating = {p.id for p in packaged for m in p.mechanisms if m.stated}
    assert stating == {"herning-ung14"}
    assert {m.effect.grade for p in packaged for m in p.mechanisms} == {"assumed"}


def test_a_proposal_ends_with_its_last_year_of_cost(params):
    assert params.proposal("herning-syg02").until == parse_day("2023-01-01")


def test_a_reading_sets_what_it_says_and_nothing_else(params):
    mechanism = params.proposal("herning-syg02").mechanism("turned_away")
    other = mechanism.under("like_any_case")
    assert mechanism.would_leave_within_weeks.value == 8
    assert other.would_leave_within_weeks is None
    assert other.model_copy(update={"would_leave_within_weeks": None}) == mechanism.model_copy(
        update={"would_leave_within_weeks": None}
    )


def test_an_override_sets_one_number_and_widens_its_range(params):
    changed = params.proposal("herning-syg02").overridden("turned_away", "effect", 0.07)
    effect = changed.mechanism("turned_away").effect
    assert (effect.low, effect.value, effect.high) == (0.0, 0.07, 0.07)
    assert params.proposal("herning-syg02").mechanism("turned_away").effect.value == 0.02


def test_an_override_may_lie_below_the_range_too(params):
    changed = params.proposal("vesthimmerland-5").overridden("shorter_absence", "effect", -3)
    effect = changed.mechanism("shorter_absence").effect
    assert (effect.low, effect.value, effect.high) == (-3, -3, 0.5)


def test_an_override_of_a_sourced_number_is_assumed(params):
    changed = params.proposal("herning-syg02").overridden(
        "turned_away", "would_leave_within_weeks", 5
    )
    weeks = changed.mechanism("turned_away").would_leave_within_weeks
    assert (weeks.low, weeks.value, weeks.high) == (5, 5, 5)
    assert (weeks.grade, weeks.source) == ("assumed", "override")


@pytest.mark.parametrize(
    ("mechanism", "field", "value", "words"),
    [
        ("turned_awy", "effect", 0.1, "has no mechanism called turned_awy. Did you mean turned"),
        ("turned_away", "efect", 0.1, "has no number called efect. Did you mean effect? Known:"),
        ("turned_away", "scheme", 0.1, "has no number called scheme."),
        ("turned_away", "effect", 20, "got 20: a share lies between 0 and 1; did you mean 0.2?"),
    ],
)
def test_an_override_that_cannot_be_is_refused_in_words(params, mechanism, field, value, words):
    with pytest.raises(ParamError, match=re.escape(words)):
        params.proposal("herning-syg02").overridden(mechanism, field, value)


def test_an_unknown_proposal_is_refused_with_the_nearest(params):
    with pytest.raises(ParamError, match=re.escape("Did you mean herning-syg02?")):
        params.proposal("herning-syg2")


def test_an_unknown_reading_is_refused_with_the_nearest(params):
    mechanism = params.proposal("herning-syg02").mechanism("turned_away")
    with pytest.raises(ParamError, match=re.escape("Did you mean like_any_case?")):
        mechanism.under("like_any_cas")


@pytest.fixture
def refused(edited, params):
    """Return a function that gives the words with which an edited proposal is refused."""

    def words(name: str, old: str, new: str) -> str:
        with pytest.raises(ParamError) as caught:
            read_proposal(edited(name, old, new), params.law.schemes)
        return str(caught.value)

    return words


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (SYG02, "id: herning-syg02", "id: herning-syg2", "expected the name of the file, herning"),
        (SYG02, "scheme: sygedagpenge", "scheme: sygedagpeng", "no scheme is called sygedagpeng."),
        (SYG02, "at: door", "at: dor", "Did you mean door?"),
        (SYG02, "    at: door\n", "", "kind inflow needs at: entry or door"),
        (SYG02, "kind: inflow", "kind: inflo", "Did you mean inflow?"),
        (
            SYG02,
            "kind: inflow",
            "kind: hazard",
            "the effect of kind hazard is in factor, not share",
        ),
        (SYG02, "value: 0.02", "value: 2", "got 2: a share lies between 0 and 1; did you mean"),
        (SYG02, "value: 0.02", "value: 0.06", "expected low <= value <= high."),
        (SYG02, "      high: 0.05\n", "", "an assumed number needs low and high."),
        (SYG02, "unit: share", "unit: factor", "got 0: a factor is above 0"),
        (SYG02, "unit: kr,", "unit: kr/week,", "cost.2019.unit: got kr/week; expected kr here."),
        (SYG02, "value: 400000", "value: null", "cost.2019.value: a number is needed here."),
        (SYG02, "value: 400000", "value: 1.7e308", "got 1.7e+308: kr is 1,000,000,000,000 at most"),
        (SYG02, "value: 0.80, unit: fte", "value: 1e300, unit: fte", "got 1e+300: fte is 100,000"),
        (SYG02, "high: 3, unit: months", "high: 1e9, unit: months", "months is 1,200 at most"),
        (
            SYG02,
            "    at: door\n",
            "    at: door\n    window_weeks: [0, 1e300]\n",
            "window_weeks.1: got 1e+300; expected less than or equal to 5218.",
        ),
        (
            SYG02,
            "    at: door\n",
            "    at: door\n    window_weeks: [8, 8]\n",
            "window_weeks: expected 0 <= from < to.",
        ),
        (SYG02, "  2019: {", "  19: {", "got '19'; expected greater than or equal to 2000."),
        (SYG02, "  2020: {", "  2019: {", "cost.2019 is given twice; first on line"),
        (SYG02, "start: 2019-01-01", "start: 2024-01-01", "on or after the end, 2023-01-01."),
        (SYG02, "start: 2019-01-01", "start: januar", "start: 'januar' is not a date"),
        (SYG02, "set: {would_leave", "set: {could_leave", "Did you mean would_leave_within_weeks?"),
        (SYG02, "_weeks: null}", "_weeks: soon}", "readings.like_any_case.set"),
        (
            OEVR04,
            "origins: [job]",
            "origins: [jobb]",
            "no scheme is called jobb. Did you mean job?",
        ),
        (OEVR04, "origins: [job]", "origins: [out]", "sygedagpenge is no exit of out."),
        (OEVR04, "    origins: [job]\n", "", "at: entry needs origins."),
        (OEVR04, "{sector:", "{sektor:", "no attribute of citizens is called sektor. Did you mean"),
        (OEVR04, "[municipal]", "[municipality]", "no level of sector is called municipality. Did"),
        (OEVR01, "exits: [job]", "exits: [jobb]", "no exit of sygedagpenge is called jobb. Did"),
        (OEVR01, "exits: [job]", "exits: []", "kind hazard needs exits"),
        (OEVR01, "value: 1.15, low: 0.95", "value: 1.15, low: 0", "got 0: a factor is above 0"),
        (OEVR01, "kind: hazard", "kind: review", "the effect of kind review is in share, not"),
        (
            OEVR01,
            "kind: hazard",
            "kind: programme",
            "kind programme needs places, weeks, recruited",
        ),
        (OEVR01, "kind: hazard", "kind: hours", "the effect of kind hours is in hours, not factor"),
        (
            OEVR01,
            "exits: [job]",
            "exits: [job]\n    towards: job",
            "kind hazard has no towards; of its own it has exits and window_weeks.",
        ),
        (
            OEVR01,
            "exits: [job]",
            "exits: [job]\n    lock_in: {value: 0.5, unit: share, source: a test, grade: derived}",
            "kind hazard has no lock_in",
        ),
        (
            OEVR01,
            "exits: [job]",
            "exits: [job]\n    places: {value: 2, unit: fte, source: x, grade: derived}",
            "kind hazard has no places",
        ),
        (
            OEVR01,
            "mechanisms:\n",
            "mechanisms:\n  later:\n    label: {da: a, en: b}\n    kind: law\n",
            "mechanisms.later: the key 'parameter' is missing.",
        ),
        (
            OEVR01,
            "mechanisms:\n",
            "mechanisms:\n  later:\n    kind: law\n    parametre: x\n",
            "unknown key 'parametre'. Did you mean parameter?",
        ),
        (VEST5, "grade: assumed", "grade: assume", "Did you mean assumed?"),
        (VEST5, "stated: false", "stated: nej", "got 'nej'; expected a valid boolean."),
        (VEST5, "phase_in_months:", "phase_in_month:", "Did you mean phase_in_months?"),
    ],
)
def test_a_mistake_in_a_proposal_is_refused_in_words(refused, name, old, new, words):
    message = refused(name, old, new)
    assert words in message, message
    assert re.search(r"\.yaml, line \d+: ", message)


LATER = """mechanisms:
  later:
    label: {da: Senere revurdering, en: A later review}
    kind: law
    parameter: law.sygedagpenge.revurdering_after_weeks
    values:
      2020-01-01: {value: 30, source: a test, grade: assumed}
"""


def test_a_patch_of_law_stands_among_the_mechanisms_and_is_read_apart(edited, params):
    proposal = read_proposal(edited(OEVR01, "mechanisms:\n", LATER), params.law.schemes)
    (patch,) = proposal.law
    assert patch.name == "later"
    assert {date_of(day).isoformat(): v.value for day, v in patch.values.items()} == {
        "2020-01-01": 30
    }
    assert "later" not in [mechanism.name for mechanism in proposal.mechanisms]


def proposals_with(edited, params, **edits):
    """Return the two Herning proposals read together, each with a line added."""
    for name, line in edits.items():
        path = f"proposals/herning/herning-{name}.yaml"
        folder = edited(path, "price_year: 2019\n", f"price_year: 2019\n{line}\n").parent
    return read_all(folder, params)


def read_all(folder, params):
    law = params.law
    return read_proposals(folder, law.schemes, params.first_guesses.shares, law.parameters)


def test_an_exclusion_is_written_in_both(edited, params):
    words = "herning-oevr04 does not exclude herning-syg02 back; write it in both."
    with pytest.raises(ParamError, match=re.escape(words)):
        proposals_with(edited, params, syg02="excludes: [herning-oevr04]", oevr04="")


def test_an_exclusion_written_in_both_is_read(edited, params):
    found = proposals_with(
        edited,
        params,
        syg02="excludes: [herning-oevr04]",
        oevr04="excludes: [herning-syg02]",
    )
    assert found["herning-syg02"].excludes == ("herning-oevr04",)


def test_the_same_id_in_two_folders_is_refused(edited, params, tmp_path):
    copy = tmp_path / "proposals" / "elsewhere" / "herning-syg02.yaml"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(edited(SYG02).read_bytes())
    with pytest.raises(ParamError, match=re.escape("id: another proposal has this id:")):
        read_all(tmp_path / "proposals", params)


def test_an_unknown_exclusion_is_refused(edited, params):
    words = "excludes.0: no proposal is called herning-oevr4. Did you mean herning-oevr04?"
    with pytest.raises(ParamError, match=re.escape(words)):
        proposals_with(edited, params, syg02="excludes: [herning-oevr4]", oevr04="")


def test_a_circle_of_dependence_is_refused(edited, params):
    words = "depends on itself in the end."
    with pytest.raises(ParamError, match=re.escape(words)):
        proposals_with(
            edited,
            params,
            syg02="depends_on: [herning-oevr04]",
            oevr04="depends_on: [herning-syg02]",
        )


def test_a_chain_of_dependence_is_read(edited, params):
    found = proposals_with(edited, params, syg02="depends_on: [herning-oevr04]", oevr04="")
    assert found["herning-syg02"].depends_on == ("herning-oevr04",)


def test_nothing_can_exclude_what_it_needs(edited, params):
    words = "herning-syg02 cannot do without herning-oevr04 and exclude it too."
    with pytest.raises(ParamError, match=re.escape(words)):
        proposals_with(
            edited,
            params,
            syg02="excludes: [herning-oevr04]\ndepends_on: [herning-oevr04]",
            oevr04="excludes: [herning-syg02]",
        )


OUTSIDE = "\nexcludes_outside: [{number: %s, source: '000:L36'}]"


def test_a_form_may_exclude_what_is_not_in_the_package(edited, params):
    found = proposals_with(edited, params, syg02=OUTSIDE % "UNG01", oevr04="")
    (outside,) = found["herning-syg02"].excludes_outside
    assert (outside.number, outside.source, outside.note) == ("UNG01", "000:L36", None)


def test_what_is_in_the_package_is_not_excluded_as_if_it_were_outside(edited, params):
    words = "excludes_outside.0.number: ØVR04 is in the package: write herning-oevr04 in excludes."
    with pytest.raises(ParamError, match=re.escape(words)):
        proposals_with(edited, params, syg02=OUTSIDE % "ØVR04", oevr04="")


@pytest.mark.parametrize("name", ["herning-ung02", "herning-ung04"])
def test_the_shop_with_the_bridge_excludes_each_of_its_halves_and_they_not_each_other(params, name):
    assert params.proposal(name).excludes == ("herning-ung05",)
    assert name in params.proposal("herning-ung05").excludes


def test_every_number_the_package_lacks_is_named_by_the_form_that_excludes_it(params):
    outside = {
        p.form.number: {o.number for o in p.excludes_outside}
        for p in params.proposals.values()
        if p.excludes_outside
    }
    assert outside == {
        "UNG02": {"UNG01"},
        "UNG04": {"UNG03"},
        "UNG05": {"UNG01", "UNG03"},
        "UNG06": {"UNG07"},
        "UNG08": {"UNG09"},
        "UNG11": {"UNG10"},
        "UNG14": {"UNG13"},
    }
