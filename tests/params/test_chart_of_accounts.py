"""Every krone of a municipality has one authorised function; a bad table is refused."""

import shutil
from pathlib import Path

import pytest

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.law.grants import share_of_grant
from borgerflow.sim.params import load
from borgerflow.sim.params.law.accounts import FRAMES, SERVICE, TRANSFERS, read_accounts

FOLDER = Path(__file__).parents[2] / "params" / "accounts"
OUT_OF_THE_ACCOUNTS = {"folkepension", "uddannelse"}  # the state pays all of these


def paid_categories():
    """Return each scheme and category that the municipality pays a part of."""
    for name, scheme in load().law.schemes.items():
        for category in scheme.categories if name not in OUT_OF_THE_ACCOUNTS else ():
            yield name, category


@pytest.mark.parametrize(("scheme", "category"), list(paid_categories()))
def test_each_category_of_a_benefit_is_booked_on_one_function_of_the_transfers(scheme, category):
    posting = load().law.accounts.posting("benefit", scheme, category)
    assert posting.function.frame == TRANSFERS


def test_talks_are_service_and_programmes_are_transfers_in_every_scheme():
    chart = load().law.accounts
    for scheme in load().law.schemes:
        assert chart.posting("contact", scheme).function.number == "6.45.53"
        assert chart.posting("contact", scheme).function.frame == SERVICE
        assert chart.posting("activation", scheme).function.frame == TRANSFERS


def test_a_disability_pension_is_booked_by_when_it_was_granted():
    chart = load().law.accounts
    assert chart.posting("benefit", "foertidspension").function.number == "5.48.66"
    assert chart.posting("benefit", "foertidspension", "enlig").function.number == "5.48.66"
    assert (
        chart.posting("benefit", "foertidspension", "enlig_foer_2014").function.number == "5.48.68"
    )


def test_the_state_refunds_sickness_benefit_and_never_dagpenge_which_the_funds_pay():
    chart = load().law.accounts
    assert chart.posting("benefit", "sygedagpenge").refunded
    assert not chart.posting("benefit", "dagpenge").refunded


def test_a_function_is_not_verified_where_it_or_what_is_booked_on_it_is_recalled():
    chart = load().law.accounts
    assert chart.checked("5.57.71")
    assert not chart.checked("5.48.66")  # the function itself
    assert not chart.checked("5.58.80")  # its refund


def test_what_nobody_books_has_no_function():
    assert load().law.accounts.posting("benefit", "uddannelse") is None


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "postings.csv",
            "5.57.78,outside",
            "5.57.87,outside",
            "line 9.*5.57.87.*5.57.78",
        ),
        ("postings.csv", "5.57.78,outside", "5.57.78,state", "expected one of refund, outside"),
        (
            "postings.csv",
            "benefit,dagpenge",
            "benefit,jobafklaring",
            "line 9.*told twice",
        ),
        ("postings.csv", "contact,*", "talk,*", "expected one of benefit, contact"),
        (
            "functions.csv",
            "5.57.71,Sygedagpenge",
            "5.57.7,Sygedagpenge",
            "the number of a function",
        ),
        ("functions.csv", "5.57.73,", "5.57.71,", "functions.csv, line 7.*told twice"),
        ("functions.csv", ",service,", ",servise,", "expected one of service, transfers"),
        ("grants.csv", "5.57.73,,", "5.57.37,,", "line 7.*5.57.37. Did you mean 5.57.7"),
        ("grants.csv", "5.57.73,,", "5.57.73,2021,", "5.57.73 is missing"),
        ("grants.csv", "5.57.78,2021", "5.57.78,21", "line 9.*expected a year"),
        ("grants.csv", "guarantee", "garanti", "line 2.*expected one of guarantee, deal"),
        ("grants.csv", ",2026-11-28", ",28-11-2026", "line 2.*looked_up.*a date as 2026-11-28"),
        ("equalisation.yaml", "own_rate:", "own_rates:", "own_rates.*own_rate"),
        ("rules.yaml", "grade: sourced", "grade: guessed", "rules.yaml.*guessed"),
    ],
)
def test_a_table_that_does_not_hold_is_refused_with_file_line_and_what_was_expected(
    tmp_path, file, old, new, said
):
    shutil.copytree(FOLDER, tmp_path / "accounts")
    path = tmp_path / "accounts" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParamError, match=said):
        read_accounts(tmp_path / "accounts")


def test_every_function_is_used_and_lies_on_a_frame():
    chart = load().law.accounts
    used = {posting.function.number for posting in chart.postings.values()}
    assert used == set(chart.functions)
    assert {each.frame for each in chart.functions.values()} == set(FRAMES)


def test_dagpenge_were_shared_by_the_landsdel_to_2020_and_by_all_since():
    chart = load().law.accounts
    assert [chart.grant_rule("5.57.78", year).rule for year in (2019, 2020, 2021, 2030)] == [
        *("landsdel", "landsdel", "grant", "grant")
    ]


def test_hedensted_has_its_published_share_of_the_block_grant():
    country = load().law.accounts.rules.persons_18_66_of_country.value
    assert share_of_grant(28_500, country) == pytest.approx(0.00763, abs=5e-6)
