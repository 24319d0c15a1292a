"""What the packaged params say: figures of law, each told by hand, and relations between rates."""

import itertools

import pytest

from borgerflow.sim.base.clock import parse_day

YEARS = range(2016, 2025)


def amount(params, rate: str, day: str) -> float:
    return params.law.rates.row(rate, parse_day(day)).amount


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        ("law.refusion.step_1_weeks", "2019-01-01", 4),
        ("law.refusion.step_2_weeks", "2019-01-01", 26),
        ("law.refusion.step_3_weeks", "2019-01-01", 52),
        ("law.refusion.step_1_share", "2019-01-01", 0.20),
        ("law.refusion.step_2_share", "2019-01-01", 0.60),
        ("law.refusion.step_3_share", "2019-01-01", 0.70),
        ("law.refusion.step_4_share", "2019-01-01", 0.80),
        ("law.refusion.reset_weeks", "2019-01-01", 52),
        ("law.refusion.reset_window_weeks", "2019-01-01", 156),
        ("law.refusion.foertidspension_foer_2014_share", "2019-01-01", 0.65),
        ("law.refusion.activation_municipal_share", "2018-12-31", 0.5),
        ("law.refusion.activation_municipal_share", "2019-01-01", 1.0),
        ("law.refusion.activation_municipal_share_dagpenge", "2019-06-30", 0.5),
        ("law.refusion.activation_municipal_share_dagpenge", "2019-07-01", 1.0),
        ("law.refusion.activation_municipal_share_ressourceforloeb", "2021-12-31", 0.5),
        ("law.refusion.activation_municipal_share_ressourceforloeb", "2022-01-01", 1.0),
        ("law.refusion.activation_municipal_share_jobafklaring", "2018-12-31", 0.5),
        ("law.refusion.activation_municipal_share_jobafklaring", "2021-12-31", 1.0),
        ("law.refusion.activation_municipal_share_shydelse", "2026-01-01", 0.5),
        ("law.refusion.fleksbidrag_cap", "2022-06-01", 4753),
        ("law.sygedagpenge.arbejdsgiverperiode_days", "2019-01-01", 30),
        ("law.sygedagpenge.ledig_a_kasse_days", "2019-01-01", 14),
        ("law.sygedagpenge.ledig_a_kasse_days", "2014-06-20", 14),
        ("law.sygedagpenge.selvstaendig_days", "2014-06-20", 14),
        ("law.sygedagpenge.revurdering_after_weeks", "2019-01-01", 22),
        ("law.sygedagpenge.revurdering_looks_back_months", "2019-01-01", 9),
        ("law.jobafklaring.max_years", "2019-01-01", 2),
        ("law.dagpenge.max_weeks", "2019-01-01", 104),
        ("law.dagpenge.requalify_hours", "2019-01-01", 1924),
        ("law.fleksjob.threshold", "2022-01-01", 15401),
        ("law.fleksjob.threshold", "2024-01-01", 16323),
        ("law.folkepension.pension_age_months", "1953-12-31", 65 * 12),
        ("law.folkepension.pension_age_months", "1954-01-01", 65 * 12 + 6),
        ("law.folkepension.pension_age_months", "1955-07-01", 67 * 12),
        ("law.folkepension.pension_age_months", "1963-01-01", 68 * 12),
        ("law.contact.kontanthjaelp_jobparat.talks_in_window", "2019-12-31", 3),
        ("law.contact.kontanthjaelp_jobparat.talks_in_window", "2020-01-01", 4),
        ("law.contact.fleksjob.then_every_weeks", "2019-01-01", 130),
        ("law.contact.dagpenge.talks_in_window", "2024-01-01", 3),
    ],
)
def test_the_law_says(params, name, day, value):
    assert params.law.on(name, parse_day(day)) == value


@pytest.mark.parametrize(
    ("rate", "day", "kroner"),
    [
        ("sygedagpenge.max", "2019-01-01", 4355),
        ("sygedagpenge.max", "2022-12-31", 4465),
        ("dagpenge.max", "2022-01-01", 19351),
        ("kontanthjaelp.forsoerger", "2019-01-01", 15180),
        ("uddannelseshjaelp.udeboende", "2020-01-01", 6331),
        ("uddannelseshjaelp.udeboende_aktivitet", "2020-01-01", 6331 + 5223),
        ("shydelse.ikke_forsoerger", "2018-06-30", 6182),
        ("shydelse.ikke_forsoerger", "2018-07-01", 5997),
        ("foertidspension.enlig", "2022-01-01", 19360),
        ("foertidspension.enlig_foer_2003", "2021-01-01", 16448),
        ("foertidspension.samlevende_foer_2003", "2021-01-01", 12976),
        ("foertidspension.enlig", "2024-01-01", 20370),
        ("foertidspension.samlevende", "2024-01-01", 17315),
        ("fleksloentilskud.max", "2022-01-01", 18964),
        ("ledighedsydelse.hoej", "2020-01-01", 16984),
        ("revalidering.fyldt_30", "2023-01-01", 19741),
        ("dagpenge.med_beskaeftigelsestillaeg", "2023-05-01", 23449),
        ("dagpenge.dimittend_under_30_efter_481_timer", "2023-12-31", 9700),
        ("dagpenge.dimittend_fyldt_30_efter_481_timer", "2023-05-01", 12253),
    ],
)
def test_the_amount_is(params, rate, day, kroner):
    assert amount(params, rate, day) == kroner


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("rate", "share"),
    [
        ("fleksloentilskud.max", 0.98),
        ("ledighedsydelse.hoej", 0.89),
        ("dagpenge.dimittend_forsoerger", 0.82),
        ("dagpenge.dimittend_ikke_forsoerger", 0.715),
    ],
)
def test_a_rate_is_its_share_of_the_dagpenge_maximum(params, rate, share, year):
    day = parse_day(f"{year}-12-31")
    paid, most = (params.law.rates.weekly(name, day) for name in (rate, "dagpenge.max"))
    assert paid == pytest.approx(share * most, abs=1)


@pytest.mark.parametrize("year", YEARS)
def test_ressourceforloebsydelse_is_at_the_level_of_kontanthjaelp(params, year):
    for category in ("forsoerger", "ikke_forsoerger"):
        day = f"{year}-01-01"
        assert amount(params, f"ressourceforloebsydelse.{category}", day) == amount(
            params, f"kontanthjaelp.{category}", day
        )


@pytest.mark.parametrize("year", [*YEARS, 2025, 2026])
def test_an_old_pension_of_couples_moves_as_that_of_singles(params, year):
    old, of_2021 = (
        [amount(params, f"foertidspension.{who}_foer_2003", day) for who in ("samlevende", "enlig")]
        for day in (f"{year}-01-01", "2021-01-01")
    )
    assert old[0] == pytest.approx(of_2021[0] / of_2021[1] * old[1], abs=1.5)


def test_every_rate_after_2026_says_it_is_a_guess(params):
    for name in params.law.rates.names:
        for row in params.law.rates.history(name):
            if row.valid_from >= parse_day("2027-01-01"):
                assert row.projected
                assert row.grade == "assumed"


def test_every_step_of_a_rate_is_small(params):
    first = parse_day(f"{YEARS[0]}-12-31")
    for name in params.law.rates.names:
        if params.law.rates.history(name)[0].valid_from > first:
            continue
        weekly = [params.law.rates.weekly(name, parse_day(f"{y}-12-31")) for y in YEARS]
        for before, after in itertools.pairwise(weekly):
            assert -0.031 < after / before - 1 < 0.036, name


def test_every_value_names_its_source_and_grade(params):
    for parameter in params.law.parameters.values():
        for value in parameter.values:
            assert value.source
            assert value.grade
