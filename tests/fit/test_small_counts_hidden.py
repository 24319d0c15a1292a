"""What a fit tells of few people is hidden in all that it writes, and cannot be worked out."""

import json
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.data.fit.finding import (
    CurvePoint,
    FitFinding,
    FittedFrailty,
    FittedGroup,
    FittedHazard,
    Goodness,
)
from borgerflow.experiments.questions.data.fit.small import without_small_counts
from borgerflow.sim.params import load
from borgerflow.sim.records.small_counts import smallest_shown
from tests.pages import html_of

LEAST, WEEKS = 5, 1000.0
EXITS, BANDS, GROUPS = ("job", "dagpenge", "fleksjob"), (0.0, 13.0, 26.0), ("a", "b")


def hazard(to, band, events):
    rate = events / WEEKS
    return FittedHazard("sygedagpenge", to, band, None, Interval(rate, 0, 2 * rate), events, WEEKS)


def found(bands, of_groups=None):
    """Return a finding of events by exit and band, and perhaps by exit and group."""
    hazards = [hazard(to, band, bands[to][at]) for to in EXITS for at, band in enumerate(BANDS)]
    groups = [
        FittedGroup("sygedagpenge", to, name, Interval(1.3, 1, 2), events, 7.5, 0.6)
        for to, counts in (of_groups or {}).items()
        for name, events in zip(GROUPS, counts, strict=True)
    ]
    point = Interval(0.1, 0.05, 0.2)
    total = sum(map(sum, bands.values()))
    return FitFinding(
        version="0.1.0",
        file="spells.csv",
        spells=900,
        citizens=800,
        hazards=tuple(hazards),
        groups=tuple(groups),
        frailties=(FittedFrailty("sygedagpenge", 0.2, 1.0, 3, is_carried=False),),
        goodness=(Goodness("sygedagpenge", total, 0.01, "job", 3.0, 2, 0.2),),
        curves=tuple(CurvePoint("sygedagpenge", to, 13.0, point, 0.1) for to in EXITS),
        notes=(),
        command="borgerflow fit spells.csv",
        params={"model/hazards.yaml": b""},
    )


FEW = {"job": (60, 40, 3), "dagpenge": (30, 20, 10), "fleksjob": (1, 2, 0)}
BY_GROUP = {"job": (53, 50), "dagpenge": (58, 2), "fleksjob": (3, 0)}


def shown_events(finding):
    return {(row.destination, row.from_weeks): row.events for row in finding.hazards}


def test_a_small_count_is_hidden_with_its_rate_and_with_another_that_would_tell_it():
    told = without_small_counts(found(FEW, BY_GROUP), LEAST)
    events = shown_events(told)
    assert events["job", 26.0] is None
    assert events["job", 13.0] is None
    assert events["dagpenge", 0.0] == 30
    assert events["fleksjob", 26.0] == 0
    for row in told.hazards:
        assert (row.per_week is None) == (row.events is None)
    for group in told.groups:
        assert (group.factor is None) == (group.events is None) == (group.weight is None)
    assert told.frailties[0].several is None


def test_curves_of_an_exit_that_few_took_are_left_out():
    told = without_small_counts(found(FEW), LEAST)
    assert {point.destination for point in told.curves} == {"job", "dagpenge"}


def worked_out_by_hand(told):
    """Return the events that whoever sees the rest can solve for: of bands and of groups."""
    bands = {(r.destination, r.from_weeks): r.events for r in told.hazards}
    groups = {(r.destination, r.group): r.events for r in told.groups}
    unknown = [key for shown in (bands, groups) for key, events in shown.items() if events is None]
    same = [[(key[0] == to) * (1 if key in bands else -1) for key in unknown] for to in EXITS]
    in_all = [[float(key in bands) for key in unknown]]
    known = [*same, *(in_all if told.goodness[0].events is not None else [])]
    rank = np.linalg.matrix_rank(np.array(known)) if unknown else 0
    rows = np.eye(len(unknown))
    return {
        key
        for key, row in zip(unknown, rows, strict=True)
        if np.linalg.matrix_rank(np.array([*known, row])) == rank
    }


counts = st.tuples(*[st.integers(0, 9)] * len(BANDS))


@given(st.fixed_dictionaries(dict.fromkeys(EXITS, counts)), st.integers(2, 6))
def test_no_small_count_is_told_by_what_is_shown_of_bands_groups_and_the_scheme(bands, least):
    thirds = {to: sum(events) // 3 for to, events in bands.items()}
    by_group = {to: (third, sum(bands[to]) - third) for to, third in thirds.items()}
    told = without_small_counts(found(bands, by_group), least)
    small = {
        (to, name)
        for to in EXITS
        for name, events in (
            *zip(BANDS, bands[to], strict=True),
            *zip(GROUPS, by_group[to], strict=True),
        )
        if 0 < events < least
    }
    shown = {(r.destination, r.from_weeks) for r in told.hazards if r.events is not None}
    shown |= {(r.destination, r.group) for r in told.groups if r.events is not None}
    assert not small & shown
    assert not small & worked_out_by_hand(told), (bands, by_group)


def test_params_that_small_counts_could_be_worked_out_from_say_so_themselves():
    told = without_small_counts(found(FEW, BY_GROUP), LEAST)
    assert "do not share the folder" in told.params["DO-NOT-SHARE.txt"].decode()
    assert set(without_small_counts(found(FEW), 1).params) == {"model/hazards.yaml"}


def test_none_of_the_files_has_a_small_count(tmp_path):
    told = without_small_counts(found(FEW, BY_GROUP), LEAST)
    told.to_excel(tmp_path / "t.xlsx", "da")
    rows = list(openpyxl.load_workbook(tmp_path / "t.xlsx")["Afgangsrater"].values)
    at = rows[1].index("Afgange")
    assert [row[at] for row in rows[2:5]] == [60, "..", ".."]
    assert [row[3] for row in rows[3:5]] == [None, None]
    saved = json.loads(told.to_json())
    assert [row["events"] for row in saved["hazards"][:3]] == [60, None, None]
    assert saved["hazards"][2]["per_week"] is None
    assert told.tables()["hazards"]["events"].dropna().min() in {0, 10, 20}
    for text in (told.text("da"), html_of(told, "da", drawn=False)):
        assert "Antal fra 1 til 4 er ikke vist (..)" in text
        assert "del ikke mappen" in text
    assert "Counts from 1 to 4 are not shown" in told.text("en")


def test_nothing_is_said_where_nothing_is_hidden():
    many = dict.fromkeys(EXITS, (50, 60, 70))
    whole = replace(found(many), frailties=())
    assert without_small_counts(whole, LEAST) == whole
    assert without_small_counts(found(FEW, BY_GROUP), 1) == found(FEW, BY_GROUP)


def test_the_least_count_is_that_of_params_unless_somebody_wants_another():
    assert (smallest_shown(load(), None), smallest_shown(load(), 3)) == (5, 3)


@pytest.mark.parametrize("typed_as", ["0", "5,5", "mange"])
def test_a_least_count_that_is_none_is_refused(typed_as, capsys):
    from borgerflow.experiments.cli import main  # noqa: PLC0415

    assert main(["fit", "spells.csv", "--smallest-count", typed_as]) == 2
    assert "--smallest-count" in capsys.readouterr().err
