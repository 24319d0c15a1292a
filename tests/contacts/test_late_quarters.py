"""What a smaller team costs, quarter by quarter: lateness against the law's day, and benefits."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from borgerflow import contacts
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.contacts.asked.contact_law import rules_on
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.studies import options_in, study_of
from borgerflow.experiments.questions.contacts.asked.validate import accepted_contacts
from borgerflow.experiments.questions.contacts.finding import AS_NOW
from borgerflow.experiments.questions.contacts.shown.lateness import (
    cut_lines,
    lateness_table,
    short_table,
)
from borgerflow.experiments.questions.contacts.shown.law_text import of_law
from borgerflow.experiments.questions.contacts.simulation.quarters.late_talks import late_talks
from borgerflow.experiments.questions.contacts.simulation.quarters.lateness import (
    days_late_at,
    mean_days_late,
    share_late,
)
from borgerflow.experiments.runs.capacity.posts_for_law import PostsForLaw
from borgerflow.sim.base.clock import FAR, month_index_of, next_working_days, parse_day
from borgerflow.sim.params import load
from borgerflow.sim.records.history import OUTCOMES, ContactArrays

RULE_CHANGES = "2026-07-01"
SMALL = {
    **{"start": "2026-02-10", "end": "2027-01-01", "population": 0.06},
    **{"replications": 1, "workers": 1, "break_even": False, "price_year": 2024},
}


def asked(**keywords):
    return contacts("herning", "dagpenge", **{**SMALL, **keywords})


@pytest.fixture(scope="module")
def smaller():
    """Return a team as it is, and with 10 and 20 % fewer posts."""
    return asked(cut=[0, 0.1, 0.2])


def added(quarters, name):
    return sum(getattr(quarter, name).mean for quarter in quarters)


@pytest.mark.slow
def test_the_quarters_add_up_to_what_the_answer_says_elsewhere(smaller):
    years = sum(smaller.parts_of_years.values())
    for row, quarters in zip((smaller.now, *smaller.rows), smaller.lateness, strict=True):
        held, legal, on_time = (added(quarters, n) for n in ("held", "legal", "on_time"))
        assert held == pytest.approx(row.measures.contacts_held.mean * years)
        assert on_time / legal == pytest.approx(row.measures.share_on_time.mean)
        lost = row.by_payer["kommune"].mean * years if row.by_payer else 0.0
        assert added(quarters, "benefits") == pytest.approx(lost, abs=0.01)
    assert [each.quarter for each in smaller.lateness[0]] == [f"2026-Q{n}" for n in (1, 2, 3, 4)]
    days = np.array([50, 91, 92, 92])  # the first quarter from 10 February on
    posts = np.array([each.fte for each in smaller.lateness[0]])
    assert posts @ days / days.sum() == pytest.approx(
        smaller.base_fte, rel=0.02
    )  # a day has whole minutes
    used = np.array([each.fte_used for each in smaller.lateness[0]])
    share = (used @ days) / (posts @ days)
    assert share == pytest.approx(smaller.baseline.utilisation.mean, rel=0.02)


@pytest.mark.slow
def test_a_team_without_a_cut_changes_nothing(smaller):
    now, same, less, _ = smaller.lateness
    assert same == now
    assert less != now


@pytest.mark.slow
def test_fewer_posts_never_mean_less_lateness():
    """Where talks do nothing but cost, lives and draws are the same under any posts."""
    found = asked(cut=[0.1, 0.2, 0.4], effects="sceptic", replications=3)
    for told in zip(*found.lateness, strict=True):
        shares = [each.share_late for each in told]
        assert shares == sorted(shares)
    waiting = [added(quarters, "waiting") for quarters in found.lateness]
    assert waiting == sorted(waiting)
    waited = [row.measures.waiting_days.mean for row in (found.now, *found.rows)]
    assert waited == sorted(waited)
    assert waited[0] < waited[-1]
    assert all(quarter.benefits.mean == 0 for _, quarter in found.late_quarters)


def without_change(scheme, day):
    """Return what is held true where the contact rules of a scheme do not change on a day."""
    params, first = load(), parse_day(day)
    before, after = (rules_on(params.law, (scheme,), first + n) for n in (-1, 0))
    assert before != after
    changes = {name: {first: value} for name, value in before.items()}
    return replace(params, law=params.law.patched(changes))


@pytest.mark.slow
def test_the_rule_of_july_lowers_the_talks_due_after_it_and_none_before(smaller):
    unchanged = asked(cut=[0.1], params=without_change("dagpenge", RULE_CHANGES))
    for new, old in zip(
        (smaller.lateness[0], smaller.lateness[2]), unchanged.lateness, strict=True
    ):
        assert [each.due for each in new[:2]] == [each.due for each in old[:2]]
        assert all(n.due.mean < o.due.mean for n, o in zip(new[2:], old[2:], strict=True))


@pytest.mark.slow
def test_so_does_the_rule_of_january_2025_for_the_sick():
    small = {"start": "2024-07-01", "end": "2025-07-01", "population": 0.03, "effects": "sceptic"}
    new, old = (
        contacts("herning", "sygedagpenge", cut=[0.1], params=params, **{**SMALL, **small})
        for params in (load(), without_change("sygedagpenge", "2025-01-01"))
    )
    due = [[each.due.mean for each in found.lateness[0]] for found in (new, old)]
    assert due[0][:2] == due[1][:2]
    assert all(n < o for n, o in zip(due[0][2:], due[1][2:], strict=True))


@pytest.mark.slow
def test_a_cut_is_told_first_in_a_sentence_and_then_by_quarter(smaller):
    assert len(cut_lines(smaller, "en")) == 2  # not the team without one
    first = smaller.text("en").splitlines()[2]
    assert first.startswith("10 % fewer FTE saves ")
    assert "Worst is Q" in first
    danish = smaller.text("da")
    assert danish.splitlines()[2].startswith("10 pct. færre årsværk sparer ")
    assert "  4. kvartal 2026 " in danish
    assert "2026-Q" not in danish  # one name of a quarter in one answer
    assert len(lateness_table(smaller).rows) == len(smaller.to_dict()["lateness"]) == 4 * 4
    assert len(short_table(smaller).rows) == 4
    assert set(smaller.charts()) == {"curves", "load", "lateness"}
    rows = smaller.tables()["lateness"]
    assert list(rows["quarter"][:4]) == [each.quarter for each in smaller.lateness[0]]


@pytest.mark.slow
def test_each_team_tells_what_it_comes_to_at_the_low_central_and_high_effect(smaller):
    told = [
        line for line in smaller.text("en").splitlines() if "net a year at low, central" in line
    ]
    names = [row.label.en for row in smaller.rows if row.net.mean]
    assert [line.partition(":")[0].partition(",")[0] for line in told] == names


def law_lines(for_law, since="2026-10"):
    """Return what is told of posts alone that keep the law, in both languages."""
    found = SimpleNamespace(
        **{"base_for_law": for_law, "law_from": since, "base_fte": 4.0, "replications": 20},
        **{"posts_alone": True, "compared_with": AS_NOW, "closing": ()},
    )
    found.now = SimpleNamespace(for_law=for_law, label=AS_NOW)
    return [of_law(found, found.now, lang) for lang in ("en", "da")]


def test_posts_for_the_law_are_told_with_what_the_simulation_keeps_with_them():
    english, danish = law_lines(PostsForLaw(2.0, Interval(0.956), Interval(0.891)))
    assert english == [
        "To meet 95 % of the statutory deadlines with talks as now, 2.0 FTE more than today are "
        "needed (today: 4.0 FTE; counted from October 2026 on, when those hired at the start are "
        "in their posts).",
        "With these FTE the dates are kept, on average of 20 replications: with talks as now in "
        "95.6 % from then on and 89.1 % over all the years.",
    ]
    assert danish == [
        "For at overholde 95 pct. af lovens frister med samtaler som nu skal der 2,0 flere "
        "årsværk til end i dag (i dag 4,0 årsværk; regnet fra oktober 2026, da de, der ansættes "
        "fra start, er tiltrådt).",
        "Med så mange årsværk overholdes fristerne i gennemsnit af 20 simuleringer: med samtaler "
        "som nu i 95,6 pct. derefter og 89,1 pct. i hele perioden.",
    ]


@pytest.mark.parametrize(("kept", "told"), [(0.916, True), (0.95, False)])
def test_posts_that_fall_short_on_average_of_all_replications_are_said_to(kept, told):
    """They are found on the first replications alone; the mean is of all."""
    english, danish = law_lines(PostsForLaw(0.0, Interval(kept), Interval(kept)))
    assert "the FTE of today will do" in english[0]
    assert ("found on the first replications, which differ by chance" in english[1]) == told
    assert ("fundet på de første simuleringer" in danish[1]) == told


def test_dates_that_no_posts_keep_are_said_to_be_kept_in_so_many_at_most():
    none = PostsForLaw(None, Interval(0.932), Interval(0.9))
    english, danish = law_lines(none, None)
    assert [len(lines) for lines in (english, danish)] == [1, 1]
    assert "more FTE are not enough (at most 93.2 %)" in english[0]
    assert "those hired at the start come too late to count" in english[0]
    assert "er flere årsværk ikke nok (højst 93,2 pct.)" in danish[0]
    assert law_lines(PostsForLaw()) == [[], []]


def test_the_ready_study_holds_and_is_about_posts_alone():
    options = options_in(study_of("reform-caseload"))
    question = accepted_contacts(ContactsQuestion.of(options), load())
    assert question.names_posts
    assert not question.tries_rhythms
    assert (question.start, question.end) == (RULE_CHANGES, "2031-01-01")


def calendar(start, end):
    """Return what is asked of a world to count by quarter."""
    first, last = parse_day(start), parse_day(end)
    table = next_working_days(first, last)
    months = np.arange(month_index_of(first), month_index_of(last - 1) + 1)
    tables = SimpleNamespace(working_day_from=first, working_day=table)
    return SimpleNamespace(tables=tables, start_day=first, end_day=last, months=months)


def talk(legal, ended, outcome="held", scheme=3):
    day = parse_day(ended)
    law = parse_day(legal) if legal else FAR
    return (0, scheme, law, day, law, 30, 0, OUTCOMES.index(outcome))


def counted(*talks):
    columns = (np.array(column) for column in zip(*talks, strict=True))
    return late_talks(ContactArrays(*columns), calendar("2026-02-01", "2026-09-01"), [3])


def test_a_talk_is_late_after_the_law_s_day_or_the_next_working_day():
    found = counted(
        talk("2026-02-28", "2026-03-02"),  # a Saturday, held on Monday: on time
        talk("2026-02-28", "2026-03-03"),
        talk("2026-03-31", "2026-04-07"),  # due in one quarter, held in the next
        talk("", "2026-03-03"),  # by a local rule alone
        talk("2026-02-28", "2026-03-03", scheme=4),
    )
    assert found.due.tolist() == [3, 0, 0]
    assert found.held.tolist() == [2, 1, 0]
    assert np.argwhere(found.late).tolist() == [[0, 0], [0, 1], [1, 7]]
    assert found.waiting.tolist() == [1, 0, 0]


def test_what_ends_while_it_waits_is_due_if_its_day_had_passed_and_late_only_if_held():
    found = counted(
        talk("2026-03-31", "2026-05-01", "went_home"),
        talk("2026-05-05", "2026-05-01", "went_home"),
        talk("2026-08-31", "2026-09-01", "still_waits"),
    )
    assert found.due.tolist() == [1, 0, 1]
    assert found.late.sum() == 0
    assert found.waiting.tolist() == [1, 0, 1]


def test_the_late_ones_are_told_by_share_mean_and_ninetieth_percentile():
    talks = np.zeros(40, dtype=np.int64)
    talks[0], talks[1], talks[20], talks[30] = 10, 8, 1, 1
    assert share_late(talks) == 0.5
    assert mean_days_late(talks) == pytest.approx((8 + 20 + 30) / 10)
    assert days_late_at(0.9, talks) == 20
    nobody = np.zeros(40, dtype=np.int64)
    assert (share_late(nobody), mean_days_late(nobody), days_late_at(0.9, nobody)) == (None,) * 3
