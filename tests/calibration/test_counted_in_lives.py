"""What published figures measure, counted in lives that were made by hand."""

import pytest

from tests.calibration.hand_made import LAST_DAY, counted, lives

WEEK = 7
ONE_WINDOW_YEAR = 730 / 365.25


def test_a_stock_is_those_who_are_there_on_its_day():
    seen = lives((1, "dagpenge", 0, 500), (2, "dagpenge", 400, 1100), (3, "job", 0, 1100))
    assert counted("stock", ["dagpenge"], "", seen, day=450) == 2
    assert counted("stock", ["dagpenge"], "", seen, day=500) == 1


def test_a_case_of_sygedagpenge_begins_where_the_municipality_pays():
    seen = lives((1, "sygedagpenge", 900, 920, 1), (2, "sygedagpenge", 900, 1100, 1))
    assert counted("inflow", ["sygedagpenge"], "", seen) == pytest.approx(2 / ONE_WINDOW_YEAR)
    paid = counted("inflow", ["sygedagpenge"], "", seen, paid=True)
    assert paid == pytest.approx(1 / ONE_WINDOW_YEAR)
    assert counted("stock", ["sygedagpenge"], "", seen, paid=True, day=925) == 0


def test_a_move_between_schemes_counted_as_one_is_no_new_case():
    seen = lives((1, "job", 0, 600), (1, "dagpenge", 600, 700), (1, "fleksjob", 700, 1100))
    alone = counted("inflow", ["fleksjob"], "", seen)
    assert alone == pytest.approx(1 / ONE_WINDOW_YEAR)
    assert counted("inflow", ["dagpenge", "fleksjob"], "", seen) == pytest.approx(alone)
    assert counted("inflow", ["job", "dagpenge", "fleksjob"], "", seen) == 0  # began too early


def test_the_share_ended_within_weeks_is_of_cases_that_could_be_seen_so_long():
    seen = lives(
        (1, "dagpenge", 400, 400 + 26 * WEEK),
        (2, "dagpenge", 400, 401 + 26 * WEEK),
        (3, "dagpenge", 990, 1100),  # begun too late to be seen 26 weeks
    )
    assert counted("ended_within", ["dagpenge"], "26", seen) == 0.5


def test_survival_is_the_days_there_in_some_weeks_beside_those_in_others():
    seen = lives((1, "dagpenge", 400, 400 + 8 * WEEK), (2, "dagpenge", 400, 400 + 10 * WEEK))
    # Weeks 9 to 10 hold two weeks of one, weeks 5 to 8 four of two.
    assert counted("survival_ratio", ["dagpenge"], "9-10/5-8", seen) == pytest.approx(0.5)


def test_cases_that_reach_weeks_are_counted_a_year():
    seen = lives((1, "dagpenge", 400, 400 + 6 * WEEK), (2, "dagpenge", 400, 900))
    years = (LAST_DAY + 1 - 8 * WEEK - (LAST_DAY + 1 - 8 * WEEK - 730)) / 365.25
    assert counted("reaching", ["dagpenge"], "5-8", seen) == pytest.approx(1.5 / years)


ENDED = lives(
    *[(1, "dagpenge", 400, 410), (1, "job", 410, 1100)],
    *[(2, "dagpenge", 400, 430), (2, "fleksjob", 430, 1100)],
    *[(3, "dagpenge", 400, 1100)],  # under way
    *[(4, "dagpenge", 400, 440), (4, "job", 440, 500), (4, "dagpenge", 500, 1100)],
)


@pytest.mark.parametrize(
    ("measure", "detail", "expected"),
    [
        ("outcome", "job", 2 / 3),
        ("outcome", "job+fleksjob", 1.0),
        ("mean_length", "", (10 + 30 + 40) / 3 / WEEK),
        ("ended_at_most", "5", 2 / 3),  # 35 days
        ("status_after", "job@13", 1 / 3),
        ("status_after", "dagpenge@13", 1 / 3),
    ],
)
def test_cases_that_ended_are_followed(measure, detail, expected):
    assert counted(measure, ["dagpenge"], detail, ENDED) == pytest.approx(expected)


def test_those_there_on_the_last_day_are_counted_by_how_long_they_have_been_there():
    seen = lives((1, "dagpenge", LAST_DAY - 26 * WEEK - 1, 1100), (2, "dagpenge", 990, 1100))
    assert counted("elapsed_over", ["dagpenge"], "26", seen) == 0.5


def test_turnover_is_persons_of_a_year_by_those_there_on_average():
    seen = lives((1, "dagpenge", 0, 1100), (2, "dagpenge", 900, 901), (2, "job", 901, 1100))
    assert counted("turnover", ["dagpenge"], "", seen) == pytest.approx(2 / (1 + 1 / 366), rel=0.01)


def test_a_job_breaks_in_the_weeks_in_which_it_ends():
    seen = lives(
        *[(1, "dagpenge", 300, 400), (1, "job", 400, 400 + 13 * WEEK), (1, "dagpenge", 491, 1100)],
        *[(2, "dagpenge", 300, 400), (2, "job", 400, 1100)],
        *[(3, "fleksjob", 300, 400), (3, "job", 400, 410), (3, "fleksjob", 410, 1100)],
    )
    assert counted("job_broken", ["dagpenge"], "0-13", seen) == 0.5
    assert counted("job_broken", ["dagpenge"], "13-52", seen) == 0
