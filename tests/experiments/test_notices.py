"""What a reader is told of a proposal outside the years asked about, and of places misfilled."""

import re

import pytest

import borgerflow as bf
from borgerflow.experiments.runs.capacity import programme_places as places
from borgerflow.experiments.runs.notices import (
    fit_notices,
    outside_notices,
    places_notices,
    prepared_notices,
    rate_notices,
    visitor_notices,
    world_notices,
)
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.measures.invested import investment
from borgerflow.sim.params import load
from borgerflow.sim.params.model import Calibration
from borgerflow.sim.params.reading.forms import Label
from borgerflow.sim.world.world import load_world
from tests.proposing.made_forms import estimate, form, kept, params_with


def told(proposal, **horizon):
    world = load_world("modelkommune", [proposal], population=0.01, **horizon)
    return list(outside_notices(world))


@pytest.mark.parametrize(
    ("year", "said"), [(2025, "1 af de 30 satser i 2025 er "), (2027, "Alle 30 satser i 2027 er ")]
)
def test_rates_that_are_all_assumed_are_said_to_be(year, said):
    (notice,) = rate_notices(load().law, parse_day(f"{year}-12-31"))
    assert notice.da == said + "antaget."


def test_a_proposal_of_another_place_is_told_by_title_and_names_in_either_language():
    world = load_world("modelkommune", ["herning-syg02"], population=0.01)
    (notice,) = visitor_notices(world, world.proposals)
    assert notice.da.startswith("»Fremskudt socialfaglig vurdering")
    assert notice.en.startswith("“A social worker's assessment at the door")
    assert "was made for Herning, not for " in notice.en


def test_a_proposal_within_the_horizon_needs_no_word():
    assert told("herning-syg02") == []


def test_a_proposal_of_later_years_is_said_to_lie_outside():
    (notice,) = told("hedensted-rehabteam")
    assert notice.en == (
        "hedensted-rehabteam runs from 2024-01-01 to 2024-12-31: nothing of it lies within"
        " 2019-01-01 to 2022-12-31 (--start, --end)."
    )
    assert notice.da == (
        "»Rehabiliteringsteam i jobafklaring kun efter behov« løber fra 2024-01-01 til 2024-12-31:"
        " intet af det ligger i perioden 2019-01-01 til 2022-12-31 (--start, --end)."
    )


@pytest.mark.parametrize(
    "horizon",
    [{"start": "2020-01-01", "end": "2023-01-01"}, {"start": "2019-01-01", "end": "2022-12-31"}],
)
def test_a_proposal_that_is_cut_is_said_to_be_there_in_part(horizon):
    (notice,) = told("herning-syg02", **horizon)
    assert "only a part of it lies within" in notice.en
    assert "kun en del af det ligger i perioden" in notice.da


@pytest.mark.parametrize(
    ("proposal", "start", "end"),
    [
        ("herning-syg02", "2023-01-01", "2024-01-01"),
        ("vesthimmerland-2", "2019-01-01", "2020-01-01"),
    ],
)
def test_a_horizon_that_only_touches_a_proposal_holds_nothing_of_it(proposal, start, end):
    (notice,) = told(proposal, start=start, end=end)
    assert "nothing of it lies within" in notice.en


COUNTED = {
    ("2020-01-01", "2023-01-01"): ("it is counted, as the cost of preparing it", 300_000),
    ("2020-07-02", "2023-01-01"): (
        "only the part of it within 2020-07-02 to 2022-12-31 (--start, --end) is counted",
        150_000,
    ),
    ("2021-01-01", "2023-01-01"): (
        "it is not counted, as it lies outside 2021-01-01 to 2022-12-31 (--start, --end)",
        0,
    ),
}


@pytest.mark.parametrize("days", COUNTED)
def test_what_is_said_of_a_cost_before_a_proposal_begins_is_what_is_booked(tmp_path, days):
    start, end = days
    cost = form()["cost"] | {"2020": estimate(300_000, "kr")}
    prepared = form(cost=cost, price_year=2019)
    params = params_with(tmp_path, prepared)
    world = load_world(
        "modelkommune", ["more-talks"], start=start, end=end, params=params, population=0.01
    )
    (notice,) = prepared_notices(world)
    said, kroner = COUNTED[days]
    lead = "more-talks costs 300,000 kr. in 2020, before its first day, 2021-01-01: "
    assert notice.en == f"{lead}{said}."
    booked = investment(world.proposals[0], reckoner_of(world).borders, world.unit_costs)
    assert booked.sum() == pytest.approx(1_000_000 + kroner)


def test_every_question_about_proposals_tells_a_cost_before_they_begin(tmp_path):
    path = str(kept(tmp_path, form(cost=form()["cost"] | {"2020": estimate(300_000, "kr")})))
    asked = {"replications": 1, "workers": 1, "population": 0.01}
    found = bf.compare("herning", [path], break_even=False, **asked)
    chosen = bf.portfolio("herning", [path], **asked)
    alone = bf.run("herning", [path], **asked)
    for finding in (found, chosen, alone):
        assert any("it is counted, as the cost of" in said.en for said in finding.warnings)
    (candidate,) = chosen.candidates
    (invested,) = [row for row in found.summary if row.line == "investment"]
    assert candidate.investment.total == pytest.approx(invested.amounts.total.mean)


def small(name, home="herning", years=("2019-01-01", "2023-01-01"), part=0.3, **overrides):
    """Return a part of a municipality under a proposal with one programme, some numbers set."""
    return load_world(
        home,
        [name],
        start=years[0],
        end=years[1],
        population=part,
        run_in_years=1,
        overrides={f"{name}.course.{field}": value for field, value in overrides.items()},
    )


@pytest.mark.parametrize(
    ("enrolled", "by_chance", "off"),
    [
        (14.9, 1.0, False),
        (15.1, 1.0, True),
        (8.9, 1.0, True),
        (15.1, 4.0, False),
        (16.1, 4.0, True),
    ],
)
def test_places_are_misfilled_by_more_than_a_quarter_that_is_more_than_chance(
    enrolled, by_chance, off
):
    named = load().proposal("herning-ung08"), Label(da="Et forløb", en="A course")
    filling = places.Filling(*named, enrolled, places=12.0, by_chance=by_chance, team=False)
    assert filling.is_off is off


def test_a_programme_that_recruits_for_its_places_needs_no_word():
    world = small("herning-ung08")
    (filling,) = places.fillings(world)
    assert filling.places == pytest.approx(12 * 0.3)
    assert filling.enrolled > 1
    assert places_notices(world) == []


def test_a_programme_with_too_many_on_it_is_told_beside_its_places():
    (notice,) = places_notices(small("herning-ung08", recruited=0.03))
    words = r"UNG08, Half a year among clubs and firms: (\d+\.\d) at a time on average of four "
    told = re.fullmatch(words + r"replications, but 3\.6 places\.", notice.en)
    assert told, notice.en
    assert float(told[1]) > 2 * 3.6
    assert notice.da == (
        f"UNG08, Et halvt års forløb i foreninger og virksomheder: {told[1].replace('.', ',')} ad"
        " gangen i gennemsnit af fire simuleringer, men 3,6 pladser."
    )


def test_a_programme_with_too_few_on_it_is_told_too():
    (notice,) = places_notices(small("herning-ung08", recruited=0.0001))
    assert re.search(
        r": 0(\.\d)? at a time on average of four replications, but 3\.6 places\.$", notice.en
    )


@pytest.mark.slow
def test_of_a_team_those_who_began_are_told():
    team = ("vesthimmerland-1", "vesthimmerland", ("2020-01-01", "2021-01-01"))
    assert places_notices(small(*team, part=1.0)) == []
    (notice,) = places_notices(small(*team, part=1.0, recruited=0.2))
    assert re.search(
        r": \d\d take part on average of four replications, but 18 places\.$", notice.en
    )
    danish = r": \d\d deltager i gennemsnit af fire simuleringer, men 18 pladser\.$"
    assert re.search(danish, notice.da)


def test_a_programme_that_never_runs_in_full_within_the_horizon_is_not_judged():
    assert places.fillings(small("herning-ung08", years=("2019-01-01", "2019-09-01"))) == []


def test_nothing_is_simulated_where_there_is_no_programme(monkeypatch):
    monkeypatch.setattr(places, "simulate", None)
    assert places_notices(load_world("modelkommune", ["herning-syg02"], population=0.01)) == []


PROGRAMMES = [
    proposal
    for proposal in load().proposals.values()
    if any(mechanism.kind == "programme" for mechanism in proposal.mechanisms)
]


@pytest.mark.slow
@pytest.mark.parametrize("proposal", PROGRAMMES, ids=lambda p: p.id)
def test_every_packaged_programme_is_filled_to_its_places(proposal):
    years = f"{min(proposal.cost)}-01-01", f"{max(proposal.cost) + 1}-01-01"
    world = load_world(proposal.municipality, [proposal.id], start=years[0], end=years[1])
    assert places.fillings(world)
    assert places_notices(world) == []


@pytest.mark.parametrize(
    ("start", "end", "is_told"),
    [
        ("2019-01-01", "2023-01-01", True),
        ("2024-01-01", "2026-01-01", True),
        ("2027-01-01", "2028-01-01", False),
    ],
)
def test_what_some_years_lack_is_told_where_they_are_lived_the_years_before_the_horizon_too(
    start, end, is_told
):
    world = load_world("herning", start=start, end=end, population=0.01)
    assert any("COVID" in notice.en for notice in world_notices(world)) is is_told


@pytest.mark.parametrize(("gap", "told"), [(0.04, 0), (-0.049, 0), (0.051, 1), (-0.2, 1)])
def test_a_municipality_that_misses_a_stock_by_a_twentieth_says_so_in_every_answer(gap, told):
    home = load_world("modelkommune").municipality
    fit = {"dagpenge": {"simulated": 1, "gap": gap}}
    made = {"command": "x", "made": "2026-01-01", "seed": 1, "replications": 4, "params": "x"}
    calibration = Calibration.model_validate({**made, "fit": fit})
    said = list(fit_notices(home.model_copy(update={"calibration": calibration})))
    assert len(said) == told
    assert all(each.da.startswith("Kommunens fil rammer ikke") for each in said)
    assert all(each.da.endswith("A-dagpenge +5,1 pct.") for each in said if gap == 0.051)
