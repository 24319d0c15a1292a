"""What ``proposals check`` tells of a proposal that can be read: each oddity, and no other."""

import pytest
from made_forms import assumed, estimate, form, mechanism, params_with

from borgerflow.experiments.authoring.checks.check import check_forms
from borgerflow.experiments.authoring.checks.evidence import beyond_evidence
from borgerflow.experiments.authoring.checks.reach import coverage_of, replication_for
from borgerflow.experiments.authoring.remarks import written
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.measures.new_cases import NewCases, new_cases
from borgerflow.sim.params import load
from borgerflow.sim.params.proposals.evidence import read_evidence

NO_POSTS = {"2021": estimate(0, "fte")}


def looked_at(folder, *made, together=True, **settings):
    """Return the check of some forms as (rule, severity, what) in English."""
    params = params_with(folder, *made)
    several = [written(params, one["id"]) for one in made]
    return check_forms(several, params, together=together, **{"simulated": False} | settings)


def rules(checked):
    return [(remark.rule, remark.severity) for remark in checked.remarks]


def test_a_sound_form_calls_for_no_remark(tmp_path):
    checked = looked_at(tmp_path, form(), simulated=True)
    assert checked.remarks == ()
    assert checked.coverage[0].now > 100
    assert checked.coverage[0].new_a_year > 1_000


def two(**of_second):
    return {"talks": mechanism(), "more": mechanism(**of_second)}


def test_two_mechanisms_on_the_same_exit_of_the_same_citizens_count_double(tmp_path):
    checked = looked_at(tmp_path, form(mechanisms=two()))
    assert rules(checked) == [("double_counting", "warning")]
    said = checked.remarks[0].text("en")
    assert "talks and more both change sickness benefit > job for the same citizens" in said
    assert said.startswith(f"warning: {tmp_path}/more-talks.yaml, line ")


def test_what_two_mechanisms_change_is_told_in_words_and_not_by_its_id(tmp_path):
    ready = {"scheme": "uddannelseshjaelp_uddannelsesparat", "exits": ["job", "out"]}
    both = {"talks": mechanism(**ready), "more": mechanism(**ready)}
    (remark,) = looked_at(tmp_path, form(mechanisms=both)).remarks
    ways = "hjælp (uddannelsesparat) > job, uddannelseshjælp (uddannelsesparat) > ude af befolkn"
    assert ways in remark.text("da")


@pytest.mark.parametrize(
    "apart",
    [
        {"exits": ["uddannelse"]},
        {"scheme": "jobafklaring"},
        {"target": {"age": ["under_25"]}},
        {"window_weeks": [8, None]},
    ],
)
def test_mechanisms_that_never_meet_do_not_count_double(tmp_path, apart):
    first = mechanism(target={"age": ["age_30_49"]}, window_weeks=[0, 8])
    same = {"target": {"age": ["age_30_49"]}, "window_weeks": [0, 8]}
    both = {"talks": first, "more": mechanism(**same | apart)}
    assert looked_at(tmp_path, form(mechanisms=both)).remarks == ()


@pytest.mark.parametrize(("until", "meets"), [(7, False), (8, True)])
def test_a_compulsory_programme_acts_from_the_week_in_which_it_is_known(until, meets, tmp_path):
    duty = mechanism(
        kind="programme",
        weeks=estimate(4, "weeks"),
        completion=estimate(0.8, "share"),
        lock_in=estimate(0.7, "factor"),
        lasts_weeks=estimate(26, "weeks"),
        at_week=estimate(13, "weeks"),
        threat=estimate(1.1, "factor"),
        threat_weeks=estimate(6, "weeks"),
    )
    both = {"duty": duty, "talks": mechanism(window_weeks=[0, until])}
    found = rules(looked_at(tmp_path, form(mechanisms=both)))
    assert (("double_counting", "warning") in found) is meets


def test_proposals_named_together_count_double_only_while_both_run(tmp_path):
    cost = {year: estimate(500_000, "kr") for year in ("2023", "2024")}
    none = {"2023": estimate(0, "fte")}
    later = {"start": "2023-01-01", "until": "2025-01-01", "cost": cost, "fte": none}
    at_once = form(id="at-once")
    assert ("double_counting", "warning") in rules(looked_at(tmp_path, form(), at_once))
    assert looked_at(tmp_path, form(), form(id="later", **later)).remarks == ()
    fading = form(mechanisms={"talks": mechanism(fade_out_months=estimate(6, "months"))})
    assert rules(looked_at(tmp_path, fading, form(id="later", **later))) == [
        ("double_counting", "warning")
    ]
    assert looked_at(tmp_path, form(), at_once, together=False).remarks == ()


def test_a_year_that_runs_without_a_cost_is_told_and_zero_is_a_cost(tmp_path):
    one_year = {"2021": estimate(500_000, "kr")}
    checked = looked_at(tmp_path, form(cost=one_year, fte=NO_POSTS))
    assert rules(checked) == [("missing_cost", "warning")]
    assert "no cost in 2022" in checked.remarks[0].what.en
    zero = one_year | {"2022": estimate(0, "kr")}
    assert looked_at(tmp_path, form(cost=zero, fte=NO_POSTS)).remarks == ()


@pytest.mark.parametrize(("kroner", "told"), [(424_000, True), (426_000, False)])
def test_a_cost_below_what_its_staff_is_paid_is_told(tmp_path, kroner, told):
    cost = {year: estimate(kroner, "kr") for year in ("2021", "2022")}
    found = rules(looked_at(tmp_path, form(cost=cost)))
    assert found == [("cheap_staff", "warning")] * 2 * told


@pytest.mark.parametrize(
    ("kroner", "told"), [(500_000, 0), (500_001, 1), (-500_000, 0), (-600_000, 1)]
)
def test_staff_of_more_kroner_than_a_year_costs_is_told(tmp_path, kroner, told):
    staff = {"2021": estimate(kroner, "kr")}
    checked = looked_at(tmp_path, form(staff=staff))
    assert rules(checked) == [("staff_beyond_cost", "warning")] * told


def test_staff_in_a_year_without_a_cost_is_told(tmp_path):
    checked = looked_at(tmp_path, form(staff={"2031": estimate(100_000, "kr")}))
    assert rules(checked) == [("staff_beyond_cost", "warning")]
    assert "-100,000 kr., goes to transfers" in checked.remarks[0].what.en


def test_staff_for_half_a_year_is_paid_half_a_year(tmp_path):
    cost = {"2021": estimate(215_000, "kr"), "2022": estimate(500_000, "kr")}
    assert looked_at(tmp_path, form(cost=cost, start="2021-07-02")).remarks == ()


def test_posts_saved_in_a_year_it_does_not_run_are_paid_nothing(tmp_path):
    cost = form()["cost"] | {"2019": estimate(100_000, "kr")}
    fte = form()["fte"] | {"2019": estimate(-1, "fte")}
    checked = looked_at(tmp_path, form(cost=cost, fte=fte))
    assert rules(checked) == [("prepared", "warning")]


def test_fewer_posts_in_a_year_that_costs_kroner_are_told_and_silence_no_warning(tmp_path):
    fte = {year: estimate(-1, "fte") for year in ("2021", "2022")}
    reached = {"talks": mechanism(reach=estimate(1, "share"))}
    checked = looked_at(tmp_path, form(fte=fte, mechanisms=reached), simulated=True)
    assert rules(checked) == [("posts_fewer", "warning")] * 2 + [("too_many_reached", "warning")]
    assert "-1.00 FTE and a cost of 500,000 kr. in 2021" in checked.remarks[0].what.en
    saved = {year: estimate(-400_000, "kr") for year in ("2021", "2022")}
    assert looked_at(tmp_path, form(fte=fte, cost=saved)).remarks == ()


@pytest.mark.parametrize(("paid", "told"), [({}, 1), ({"paid": estimate(1, "factor")}, 0)])
def test_sanctions_that_say_nothing_of_what_is_paid_are_told(tmp_path, paid, told):
    stopped = {"talks": mechanism(kind="sanction", **paid)}
    found = rules(looked_at(tmp_path, form(mechanisms=stopped)))
    assert found == [("sanction_unpaid", "warning")] * told


def test_a_cost_before_it_begins_prepares_it_and_posts_without_a_cost_are_told(tmp_path):
    cost = form()["cost"] | {"2020": estimate(300_000, "kr")}
    fte = form()["fte"] | {"2019": estimate(1, "fte"), "2020": estimate(1, "fte")}
    checked = looked_at(tmp_path, form(cost=cost, fte=fte))
    assert rules(checked) == [
        ("missing_cost", "warning"),
        ("prepared", "warning"),
        ("outside_years", "warning"),
    ]
    said = checked.remarks[1].what
    assert "costs 300,000 kr. in 2020, before its first day, 2021-01-01" in said.en
    assert "koster 300.000 kr. i 2020, før dets første dag, 2021-01-01" in said.da
    assert checked.errors == ()


def test_a_cost_after_its_last_day_is_refused_at_its_line_by_whoever_reads_it(tmp_path):
    cost = form()["cost"] | {"2023": estimate(300_000, "kr")}
    with pytest.raises(InputError, match=r"line \d+: cost\.2023: 2023 lies after the last day"):
        looked_at(tmp_path, form(cost=cost))
    assert looked_at(tmp_path, form(cost=cost, fte=None, until=None)).errors == ()


def test_an_unknown_municipality_is_an_error_with_the_nearest_name(tmp_path):
    checked = looked_at(tmp_path, form(municipality="herningg"), simulated=True)
    assert rules(checked) == [("unknown_municipality", "error")]
    assert "Did you mean herning?" in checked.remarks[0].expected.en


def test_an_effect_graded_better_than_its_form_allows_is_told(tmp_path):
    graded = {"talks": mechanism(effect=estimate(1.1, "factor"))}
    assert rules(looked_at(tmp_path, form(mechanisms=graded))) == [("odd_grade", "warning")]
    stated = {"talks": mechanism(effect=estimate(1.1, "factor"), stated=True)}
    assert looked_at(tmp_path, form(mechanisms=stated)).remarks == ()


def test_an_effect_without_a_number_is_told(tmp_path):
    blank = {"talks": mechanism(effect=assumed(None, 1, 1.2, "factor"))}
    assert rules(looked_at(tmp_path, form(mechanisms=blank))) == [("no_effect", "warning")]


def test_an_excluded_pair_and_a_missing_condition_are_errors_only_together(tmp_path):
    other = form(id="other", excludes=["more-talks"], depends_on=["herning-syg02"])
    other["mechanisms"] = {"talks": mechanism(scheme="jobafklaring")}
    checked = looked_at(tmp_path, form(), other)
    assert rules(checked) == [("exclusive", "error"), ("dependency", "error")]
    assert "other and more-talks exclude each other." in checked.remarks[0].what.en
    assert "other depends on herning-syg02." in checked.remarks[1].what.en
    assert looked_at(tmp_path, form(), other, together=False).remarks == ()


def test_a_pair_that_excludes_each_other_is_told_once():
    params = load()
    several = [written(params, name) for name in ("herning-ung05", "herning-ung02")]
    checked = check_forms(several, params, together=True, simulated=False)
    assert [remark.rule for remark in checked.errors] == ["exclusive"]


@pytest.fixture(scope="module")
def herning():
    """Herning, lived once over 2021 and 2022."""
    begins = load().proposal("herning-syg02").model_copy(update={"start": parse_day("2021-01-01")})
    return replication_for("herning", [begins], load())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"effect": assumed(1.1, 1, 1.5, "factor")}, None),
        ({"effect": assumed(1.1, 1, 1.51, "factor")}, "1.50 at most"),
        (
            {"effect": assumed(1.06, 1, 1.06, "factor"), "target": {"sector": ["none"]}},
            "1.05 at most",
        ),
        ({"effect": assumed(0.5, 0.1, 1, "factor")}, None),
        ({"effect": assumed(9, 1, 9, "factor"), "exits": ["uddannelse"]}, None),
        ({"kind": "duration", "effect": assumed(-1, -5, 0, "weeks")}, None),
        ({"kind": "duration", "effect": assumed(-1, -7, 0, "weeks")}, "1.50 at most"),
    ],
)
@pytest.mark.slow
def test_an_effect_beyond_what_any_study_found_is_told_beside_it(tmp_path, herning, changes, words):
    params = params_with(tmp_path, form(mechanisms={"talks": mechanism(**changes)}))
    evidence = read_evidence(params.directory / "model" / "evidence.yaml", params.law.schemes)
    remarks = beyond_evidence(written(params, "more-talks"), evidence, herning.world)
    told = [remark.expected.en for remark in remarks]
    assert len(told) == (1 if words else 0)
    assert not words or told[0].startswith(words)


def test_what_a_study_found_is_told_in_the_language_of_the_warning(tmp_path, herning):
    too_much = mechanism(effect=assumed(1.1, 1, 1.51, "factor"))
    params = params_with(tmp_path, form(mechanisms={"talks": too_much}))
    evidence = read_evidence(params.directory / "model" / "evidence.yaml", params.law.schemes)
    (remark,) = beyond_evidence(written(params, "more-talks"), evidence, herning.world)
    assert "Sammen om fastholdelse: no faster return on average" in remark.expected.en
    assert "Sammen om fastholdelse: ingen hurtigere tilbagevenden" in remark.expected.da
    assert "så hurtig afgang fra sygedagpenge." in remark.what.da
    assert "leaving sickness benefit up to" in remark.what.en


def test_the_counts_are_those_of_the_history(tmp_path, herning):
    """By hand, from the spells: in the scheme on the day, and in the window of the spell."""
    made = form(mechanisms={"talks": mechanism(window_weeks=[8, 26])})
    proposal = params_with(tmp_path, made).proposal("more-talks")
    counted = coverage_of(herning, proposal, proposal.mechanisms[0])
    spells, day = herning.spells, parse_day("2021-01-01")
    sick = spells.scheme == herning.world.scheme_names.index("sygedagpenge")
    weeks = (day - spells.start) / 7
    there = sick & (spells.start <= day) & (day < spells.end) & (weeks >= 8) & (weeks < 26)
    eighth = spells.start + 56
    reached = sick & (eighth < spells.end) & (eighth >= day) & (eighth < day + 365)
    assert (counted.now, counted.new_a_year) == (there.sum(), reached.sum())
    assert counted.now > 0


def test_cases_at_the_door_are_those_that_a_comparison_calls_new(herning):
    """From one replication, and without stays that end while others pay."""
    proposal = (
        load().proposal("herning-syg02").model_copy(update={"start": herning.world.start_day})
    )
    counted = coverage_of(herning, proposal, proposal.mechanisms[0])
    cases = NewCases("sygedagpenge", at_the_door=True)
    first_year = new_cases(herning.spells, herning.world, cases)[0]
    assert counted.new_a_year == pytest.approx(first_year, rel=0.01)
    all_of_them = new_cases(herning.spells, herning.world, cases._replace(at_the_door=False))[0]
    assert first_year < 0.8 * all_of_them


def test_prevented_cases_are_counted_where_they_come_from(tmp_path, herning):
    prevented = mechanism(kind="inflow", at="entry", origins=["job"], exits=[])
    prevented["effect"] = estimate(0.05, "share")
    proposal = params_with(tmp_path, form(mechanisms={"talks": prevented})).proposal("more-talks")
    counted = coverage_of(herning, proposal, proposal.mechanisms[0])
    spells, day = herning.spells, parse_day("2021-01-01")
    job, sick = (herning.world.scheme_names.index(name) for name in ("job", "sygedagpenge"))
    working = (spells.scheme == job) & (spells.start <= day) & (day < spells.end)
    new = (spells.scheme == sick) & (spells.came_from == job)
    new &= (spells.start >= day) & (spells.start < day + 365)
    assert (counted.now, counted.new_a_year) == (working.sum(), new.sum())


def test_a_target_parts_those_it_counts(tmp_path, herning):
    groups = [["under_25", "age_25_29"], ["age_30_49"], ["age_50_59", "age_60_plus"], None]
    counts = []
    for place, ages in enumerate(groups):
        target = {} if ages is None else {"age": ages}
        made = form(id=f"form-{place}", mechanisms={"talks": mechanism(target=target)})
        proposal = params_with(tmp_path, made).proposal(made["id"])
        counts.append(coverage_of(herning, proposal, proposal.mechanisms[0]))
    *parts, whole = counts
    assert sum(part.now for part in parts) == whole.now
    assert sum(part.new_a_year for part in parts) == whole.new_a_year
    assert min(part.now for part in parts) > 0


@pytest.mark.slow
def test_a_change_of_weeks_that_no_exit_can_give_is_an_error(tmp_path):
    made = form(mechanisms={"talks": mechanism(kind="duration", effect=estimate(-99, "weeks"))})
    made["mechanisms"]["talks"]["stated"] = True
    assert rules(looked_at(tmp_path, made, simulated=True)) == [("impossible", "error")]


@pytest.mark.slow
def test_a_target_that_nobody_is_in_is_told_with_the_numbers(tmp_path):
    nobody = {"age": ["age_60_plus"]}
    empty = mechanism(scheme="uddannelseshjaelp_aktivitetsparat", target=nobody)
    empty["effect"] = assumed(1.1, 1, 1.15, "factor")
    checked = looked_at(tmp_path, form(mechanisms={"talks": empty}), simulated=True)
    assert rules(checked) == [("empty_target", "warning")]
    assert "0 citizens of its target on 2021-01-01 and 0 new ones" in checked.remarks[0].what.en


@pytest.mark.slow
def test_citizens_are_counted_where_they_are_asked_for(tmp_path):
    at_home = looked_at(tmp_path, form(), simulated=True).coverage[0]
    elsewhere = looked_at(tmp_path, form(), simulated=True, municipality="vesthimmerland").coverage[
        0
    ]
    assert 0 < elsewhere.now < at_home.now


@pytest.mark.slow
def test_every_packaged_proposal_is_without_errors():
    params = load()
    several = [written(params, name) for name in sorted(params.proposals)]
    checked = check_forms(several, params, together=False, simulated=True)
    assert checked.errors == ()
    assert all(one.now or one.new_a_year for one in checked.coverage)
