"""The map of schemes: what it holds, and the names it refuses."""

import re

import pytest

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.law.schemes import read_schemes, scheme_of, settled_categories

IN_ORDER = (
    "job",
    "sygedagpenge",
    "jobafklaring",
    "ressourceforloeb",
    "kontanthjaelp_jobparat",
    "kontanthjaelp_aktivitetsparat",
    "uddannelseshjaelp_uddannelsesparat",
    "uddannelseshjaelp_aktivitetsparat",
    "dagpenge",
    "ledighedsydelse",
    "fleksjob",
    "revalidering",
    "shydelse",
    "foertidspension",
    "uddannelse",
    "selvforsoergelse",
    "out",
)


def test_the_order_of_the_file_numbers_the_schemes(params):
    assert params.law.scheme_names == IN_ORDER


def test_only_work_and_own_means_are_self_support(params):
    found = {name for name, scheme in params.law.schemes.items() if scheme.self_support}
    assert found == {"job", "selvforsoergelse"}


def test_every_paid_scheme_but_education_climbs_the_staircase(params):
    paid = {name for name, scheme in params.law.schemes.items() if scheme.paid}
    climbing = {name for name, scheme in params.law.schemes.items() if scheme.ladder}
    assert climbing == paid - {"uddannelse"}


def test_the_state_pays_what_the_municipality_does_not_of_dagpenge_too(params):
    """ALF § 79, stk. 1: the state refunds the funds; § 77: contributions are of the rate alone."""
    assert {scheme.rest_payer for scheme in params.law.schemes.values() if scheme.paid} == {"stat"}


def test_a_default_category_is_one_of_its_own(params):
    for scheme in params.law.schemes.values():
        assert scheme.default_category in {*scheme.categories, None}


def test_a_group_of_contacts_has_every_column(params):
    columns = (
        "first_within_weeks",
        "talks_in_window",
        "window_weeks",
        "then_every_weeks",
        "minutes",
    )
    for scheme in params.law.schemes.values():
        for column in columns if scheme.contact else ():
            assert f"law.contact.{scheme.contact}.{column}" in params.law.names


def test_an_unknown_scheme_is_refused_with_the_nearest(params):
    with pytest.raises(ParamError, match=re.escape("Did you mean sygedagpenge?")):
        scheme_of(params.law.schemes, "sygedagpeng")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[sygedagpenge,", "[sygedagpeng,", "job.exits.0: no scheme is called sygedagpeng. Did"),
        ("[sygedagpenge,", "[job,", "job.exits.0: a scheme is no exit from itself."),
        (
            "rate: sygedagpenge.max",
            "rate: sygedagpenge.mx",
            "sygedagpenge.categories.loenmodtager.rate: no rate is called sygedagpenge.mx. Did",
        ),
        (
            "arbejdsgiverperiode_days",
            "arbejdsgiverperioden_days",
            "no parameter is called law.sygedagpenge.arbejdsgiverperioden_days. Did you mean",
        ),
        ("as: dagpenge.max", "as: dagpenge.maks", "no category is called dagpenge.maks. Did"),
        ("category: loenmodtager", "category: loenmodtagr", "Did you mean loenmodtager?"),
        ("  default_category: loenmodtager\n", "", "the key 'default_category' is missing."),
        (
            "category: {dagpenge: ledig",
            "category: {dagpeng: ledig",
            "sygedagpenge.default_after.category.dagpeng: no scheme is called dagpeng. Did you",
        ),
        ("{dagpenge: ledig", "{dagpenge: ledi", "no category is called ledi. Did you mean ledig?"),
        ("rule: revurdering", "rule: revurderes", "Did you mean revurdering?"),
        (
            "value: law.sygedagpenge.revurdering_after_weeks",
            "value: law.sygedagpenge.revurdering_after_week",
            "sygedagpenge.deadline.value: no parameter is called law.sygedagpenge.revurdering",
        ),
        (
            "pay: [kontanthjaelp.forhoejet_sats, kontanthjaelp.boernetillaeg]",
            "pay: [kontanthjaelp.forhoejet_sats, kontanthjaelp.boernetillag]",
            "pay: no rate is called kontanthjaelp.boernetillag. Did you mean kontanthjaelp.boern",
        ),
        ("rates: {2025-07-01: {pay:", "rates: {1. juli: {pay:", "is not a date"),
        ("contact: sygedagpenge", "contact: sygedagpeng", "no group of contacts is called"),
        ("rest_payer: stat", "rest_payer: staten", "Did you mean stat?"),
        ("  rest_payer: stat\n", "", "a paid scheme needs rest_payer: stat or a_kasse."),
        ("ladder: true", "ladder: yes", "got 'yes'; expected a valid boolean."),
        ("  ladder: true\n", "", "sygedagpenge: the key 'ladder' is missing."),
        (
            "becomes: kontanthjaelp_jobparat",
            "becomes: revalidering",
            "uddannelseshjaelp_uddannelsesparat ends with nowhere to go: revalidering has itself",
        ),
        ("becomes: kontanthjaelp_jobparat", "becomes: kontanthjaelp", "no scheme is called"),
        ("{becomes: mindstesats,", "{becomes: mindste,", "no category is called mindste."),
        ("    max: {rate", "    max: {becomes: max, rate", "no category is called max."),
        ("becomes: kontanthjaelp_jobparat", "becomes: job", "must both have talks or both have"),
        ("      jobafklaring: {value: 0.5", "      jobafklaring: {value: 0.4", "add up to 0.9;"),
        (
            "      jobafklaring: {value",
            "      revalidering: {value",
            "revalidering is closed to new",
        ),
        (
            "lost_in: [ressourceforloeb,",
            "lost_in: [ressourceforlob,",
            "grant.lost_in.0: no scheme is called ressourceforlob. Did you mean ressourceforloeb?",
        ),
        (
            "earlier: {of: [enlig, enlig_foer_2003]",
            "earlier: {of: [enlig, enlig_for_2003]",
            "of.1: no category is called enlig_for_2003. Did you mean enlig_foer_2003?",
        ),
        (
            "switch: law.ressourceforloeb.open_to_new",
            "switch: law.ressourceforloeb.opn_to_new",
            "closed.switch: no parameter is called law.ressourceforloeb.opn_to_new. Did you mean",
        ),
        (
            "      kontanthjaelp_aktivitetsparat: {value: 1,",
            "      jobafklaring: {value: 1,",
            "revalidering is closed to new citizens, who have nowhere to go: name under instead",
        ),
    ],
)
@pytest.mark.slow
def test_a_mistake_in_the_map_is_refused_in_words(edited, params, old, new, words):
    path = edited("schemes.yaml", old, new)
    with pytest.raises(ParamError) as caught:
        read_schemes(path, params.law.rates, params.law.names)
    assert words in str(caught.value), str(caught.value)
    assert re.search(r"schemes\.yaml, line \d+: ", str(caught.value))


def test_a_category_is_paid_a_sum_of_rates_from_a_day_on(params):
    law, day = params.law, parse_day
    category = law.schemes["kontanthjaelp_jobparat"].categories["forsoerger"]
    before, after = (law.rows(category, day(d)) for d in ("2025-06-30", "2025-07-01"))
    assert [row.rate for row in before] == ["kontanthjaelp.forsoerger"]
    assert [row.amount for row in after] == [12_498, 2_784]
    assert law.weekly(category, day("2025-07-01")) == pytest.approx(15_282 * 12 / 52)


def test_a_category_that_begins_later_is_numbered_after_all_older_ones(params):
    names = settled_categories(params.law.schemes)
    begins = [params.law.schemes[s].begins(c) for s, _, c in (n.partition(".") for n in names)]
    assert begins == sorted(begins)
    assert begins[-1] == parse_day("2025-07-01")


def test_a_category_says_on_which_day_it_begins_where_it_is_asked_too_early(params):
    category = params.law.schemes["kontanthjaelp_jobparat"].categories["grundsats"]
    with pytest.raises(ParamError, match="is paid from 2025-07-01 on, not on 2025-06-30"):
        params.law.rows(category, parse_day("2025-06-30"))


def test_every_transition_that_is_assumed_says_what_is_not_known(params):
    for scheme in params.law.schemes.values():
        for category in scheme.categories.values():
            for paid in category.rates.values():
                assert paid.note or paid.grade != "assumed"
