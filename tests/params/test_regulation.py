"""Rates after their last row: one table of yearly percentages, and what follows what."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.sim.base.clock import parse_day, year_of
from borgerflow.sim.base.errors import InputError, ParamError
from borgerflow.sim.params import load
from borgerflow.sim.params.law.book import refuse_missing_years
from borgerflow.sim.params.law.regulation import (
    DEDUCTION,
    EXTRA,
    EXTRA_ADOPTED,
    GROSS,
    LAST_YEAR,
    read_regulation,
)
from borgerflow.sim.world.horizon import horizon_days

LAW = load().law
AHEAD = range(2027, LAST_YEAR + 1)


def amount(law, name, year):
    return law.rates.row(name, parse_day(f"{year}-06-01")).amount


@pytest.mark.parametrize(
    ("rate", "year", "kroner"),
    [  # 22,041 x 1.0275; x 1.032; 22,647 x 12 / 52 = 5,226.2; 7,544 x 1.035; 13,060 x 1.0275
        ("dagpenge.max", 2027, 22_647),
        ("dagpenge.max", 2028, 23_372),
        ("sygedagpenge.max", 2027, 5_225),
        ("folkepension.grundbeloeb", 2027, 7_808),
        ("kontanthjaelp.forhoejet_sats", 2027, 13_419),
        ("ledighedsydelse.hoej", 2027, 20_156),
    ],
)
def test_a_year_ahead_is_the_year_before_and_the_percentage_of_its_kind(rate, year, kroner):
    assert amount(LAW, rate, year) == kroner


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_folkepension_rises_by_the_gross_percentage_and_dagpenge_by_less(year):
    day = parse_day(f"{year}-01-01")
    gross, deduction = (float(LAW.on(name, day)) for name in (GROSS, DEDUCTION))
    before = {2024: 19_728}.get(year) or amount(LAW, "dagpenge.max", year - 1)
    assert amount(LAW, "dagpenge.max", year) == pytest.approx(
        before * (1 + gross - deduction), abs=1
    )
    if year > 2024:
        pension = amount(LAW, "folkepension.grundbeloeb", year - 1) * (1 + gross)
        assert amount(LAW, "folkepension.grundbeloeb", year) == pytest.approx(pension, abs=1)


@pytest.mark.parametrize("who", ["enlig", "samlevende"])
def test_the_published_foertidspension_of_2024_rose_as_working_age_benefits_do(who):
    day, name = parse_day("2024-01-01"), f"foertidspension.{who}"
    assert LAW.rates.row(name, day).grade == "sourced"
    gross, deduction = (float(LAW.on(share, day)) for share in (GROSS, DEDUCTION))
    risen = amount(LAW, name, 2023) * (1 + gross - deduction)
    assert amount(LAW, name, 2024) == pytest.approx(risen, abs=1)
    assert LAW.rates.regulation["foertidspension.enlig"].follows == "working_age"


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026])
def test_sygedagpenge_are_the_dagpenge_of_a_week_down_to_a_multiple_of_five(year):
    weekly = amount(LAW, "dagpenge.max", year) * 12 / 52
    assert amount(LAW, "sygedagpenge.max", year) == weekly // 5 * 5


@pytest.mark.parametrize(
    ("name", "year", "kroner"),
    [  # 17,672 x 1.0275 = 18,157.98; x 1.032; 5,454 x 1.0275 = 5,603.99; x 1.032
        ("law.fleksjob.threshold", 2026, 17_672),
        ("law.fleksjob.threshold", 2027, 18_158),
        ("law.fleksjob.threshold", 2028, 18_739),
        ("law.refusion.fleksbidrag_cap", 2027, 5_604),
        ("law.refusion.fleksbidrag_cap", 2028, 5_783),
    ],
)
def test_an_amount_of_law_that_is_regulated_goes_on_as_the_rates_do(name, year, kroner):
    assert LAW.on(name, parse_day(f"{year}-01-01")) == kroner


def test_an_amount_set_by_a_proposal_is_not_regulated_on():
    name, day = "law.fleksjob.threshold", parse_day("2027-01-01")
    patched = LAW.patched({name: {day: 20_000}, EXTRA_ADOPTED: {day: False}})
    assert patched.on(name, parse_day("2031-01-01")) == 20_000
    assert LAW.patched({EXTRA_ADOPTED: {day: False}}).on(name, day) == 18_238  # 17,672 x 1.032


@settings(max_examples=20, deadline=None)
@given(year=st.sampled_from(AHEAD), share=st.sampled_from([0.02, 0.03, 0.045]))
def test_one_changed_percentage_moves_its_own_year_and_later_alone(year, share):
    parameter = LAW.parameter(GROSS)
    values = tuple(
        replace(v, value=share) if year_of(v.day) == year else v for v in parameter.values
    )
    changed = replace(
        LAW, parameters={**LAW.parameters, GROSS: replace(parameter, values=values)}
    ).regulated()
    for name in ("dagpenge.max", "sygedagpenge.max", "folkepension.grundbeloeb"):
        for other in range(2016, LAST_YEAR + 1) if name != "folkepension.grundbeloeb" else AHEAD:
            moved = amount(changed, name, other) != amount(LAW, name, other)
            assert moved == (other >= year), (name, other)


def test_the_extra_deduction_is_law_and_is_taken_in_the_one_year_that_is_left():
    """Lov 630 of 2024: 0.45 off in one of 2026 and 2027; 22,041 / 21,092 = 4.8 - 0.3 %."""
    adopted = LAW.parameter(EXTRA_ADOPTED).dated(parse_day("2027-01-01"))
    assert (adopted.value, adopted.grade) == (True, "sourced")
    taken = {year: LAW.on(EXTRA, parse_day(f"{year}-01-01")) for year in range(2025, 2029)}
    assert taken == {2025: 0, 2026: 0, 2027: 0.0045, 2028: 0}


def test_without_the_extra_deduction_2027_and_later_are_higher_and_pensions_are_not():
    without = LAW.patched({EXTRA_ADOPTED: {parse_day("2027-01-01"): False}})
    assert amount(without, "dagpenge.max", 2026) == 22_041
    assert amount(without, "dagpenge.max", 2027) == 22_746  # 22,041 x 1.032
    assert amount(without, "folkepension.grundbeloeb", 2027) == 7_808


def test_an_abolished_rate_is_not_reckoned_on():
    assert not any(row.projected for row in LAW.rates.history("kontanthjaelp.forsoerger"))


def test_a_year_without_a_percentage_is_refused_with_what_to_add():
    gross = LAW.parameter(GROSS)
    values = tuple(v for v in gross.values if year_of(v.day) != 2029)
    words = f"{GROSS} has no percentage of 2029; add 2029-01-01"
    with pytest.raises(ParamError, match=rf"regulering\.yaml, line \d+: {re.escape(words)}"):
        refuse_missing_years(replace(gross, values=values))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("su,pension", "susu,pension", "rate: no rate is called susu. Did you mean su?"),
        ("su,pension,,", "su,pensions,,", "follows: got 'pensions'; expected one of working_age"),
        ("su,pension,,", "su,sygedagpenge.max,,", "sygedagpenge.max follows another rate itself"),
        ("max,0.89,", "max,89 %,", "share: got '89 %'; expected a number as 0.89."),
        ("su,pension,,,2026-11-28", "su,pension,,,i går", "still_valid_on: 'i går' is not a date"),
        ("revalidering,", "foertidspension,", "'foertidspension' is given twice"),
    ],
)
def test_a_mistake_in_how_rates_go_on_is_refused_in_words(edited, old, new, words):
    path = edited("regulation.csv", old, new)
    with pytest.raises(ParamError) as caught:
        read_regulation(path, LAW.rates)
    assert words in str(caught.value), str(caught.value)
    assert re.search(r"regulation\.csv, line \d+: ", str(caught.value))


def test_a_rate_that_no_row_speaks_of_is_refused(edited):
    path = edited("regulation.csv")
    text = path.read_text("utf-8")
    path.write_text("".join(r for r in text.splitlines(True) if not r.startswith("su,")), "utf-8")
    with pytest.raises(ParamError, match=r"no row says how su\.udeboende is regulated; add one"):
        read_regulation(path, LAW.rates)


def test_a_horizon_ends_with_the_last_year_that_rates_are_projected_to():
    assert year_of(horizon_days("2027-01-01", "2036-01-01")[1]) == 2036
    with pytest.raises(InputError, match="rates are projected to 2035 at most"):
        horizon_days("2027-01-01", "2036-01-02")
