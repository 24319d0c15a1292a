"""A study gives the same answer however it is run, and nothing finished is lived again."""

import math
import shutil
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.findings.rows import Interval, Yearly
from borgerflow.experiments.questions.batch import question as run_room
from borgerflow.experiments.questions.batch import workers as workers_room
from borgerflow.experiments.questions.batch.finding import Knowledge
from borgerflow.experiments.questions.batch.parts import Parts
from borgerflow.experiments.questions.batch.plan import work_of
from borgerflow.experiments.questions.batch.question import run_alone
from borgerflow.experiments.questions.batch.study import read_study
from borgerflow.experiments.questions.batch.tasks import simulate_unit
from borgerflow.experiments.questions.batch.text import spread_lines
from borgerflow.experiments.questions.compare.question import compare
from borgerflow.experiments.runs import pool as pool_room
from borgerflow.experiments.runs.statistics import Moments, mean_interval
from borgerflow.experiments.store.kept import StoredAnswer
from borgerflow.sim.base.errors import InputError
from tests.batch.studies import SMALL, content_of, held_in, numbers, parts_in, ran, written

TASKS = 4 * (3 + 1)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, params):
    """Return the answer of the small study, run in one go."""
    place = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("borgerflow.experiments.store.saving.pictures_of", lambda *_: {})
        return ran(written(place), place / "out", params)


@pytest.fixture
def counted(monkeypatch):
    """Count how often each task is lived."""
    times = Counter()

    def counting(work, unit):
        times.update((unit.replication, draw) for draw in unit.draws)
        return simulate_unit(work, unit)

    monkeypatch.setattr(workers_room, "simulate_unit", counting)
    return times


@pytest.fixture
def stopping(monkeypatch):
    """Press Ctrl-C in the third replication."""

    def stop(work, unit):
        if unit.replication == 2:
            raise KeyboardInterrupt
        return simulate_unit(work, unit)

    with monkeypatch.context() as patch:
        patch.setattr(workers_room, "simulate_unit", stop)
        yield patch


@pytest.mark.slow
def test_the_ledger_of_every_task_lies_beside_the_answer_and_adds_up_to_its_net(undisturbed):
    answer = StoredAnswer(undisturbed, fresh=False)
    long, tasks = answer.table("ledger_long"), answer.table("tasks")
    change = long.assign(kroner=np.where(long.world == "investment", 1, -1) * long.kroner)
    net = change.groupby(["draw", "replication", "payer"], observed=True).kroner.sum()
    wanted = tasks.set_index(["draw", "replication"])
    for payer in ("kommune", "stat"):
        there = net.xs(payer, level="payer").reindex(wanted.index, fill_value=0.0)
        assert np.abs(there - wanted[f"net_{payer}"]).max() < 0.005
    drawn = answer.table("parameters")
    assert len(drawn) == 3 * 3
    draws = {row["draw"]: row for row in content_of(undisturbed)["draws"]}
    assert all(draws[d][n] == v for d, n, v in drawn.itertuples(index=False))
    with pytest.raises(InputError, match="Did you mean ledger_long"):
        answer.table("ledger_lang")


@pytest.mark.slow
def test_the_answer_gives_what_a_finding_gives(undisturbed, tmp_path):
    answer = StoredAnswer(undisturbed, fresh=False)
    assert answer.to_dict() == content_of(undisturbed)
    assert answer.text("en") == answer.text()
    assert answer.text("da").startswith("Hvad koster det?")
    assert len(answer.text("da", all_assumptions=True)) > len(answer.text("da"))
    assert set(answer.tables()) == {path.stem for path in undisturbed.glob("*.parquet")}
    assert len(answer.table()) > 0
    for write, file in ((answer.to_excel, "t.xlsx"), (answer.plot, "c.svg")):
        write(tmp_path / file, lang="en")
        assert (tmp_path / file).stat().st_size > 0


@pytest.mark.slow
def test_at_central_values_it_is_what_compare_finds(undisturbed, params):
    found = content_of(undisturbed)
    compared = compare(
        "modelkommune",
        ["herning-syg02"],
        replications=4,
        end="2019-07-01",
        population=SMALL["population"],
        workers=1,
        break_even=False,
        params=held_in(params),
        estimator="lottery",
    ).to_dict()
    assert found["schema"] == "borgerflow/batch/1"
    alone = {"schema", "flows", "warnings", "assumption_range", "assumptions", "gains"}
    alone |= {"estimator", "stocks", "steps", "exits", "moves", "lives"}
    for key in set(compared) - alone:
        assert_alike(found[key], compared[key], key)
    names = [sorted(row["name"] for row in each["assumptions"]) for each in (found, compared)]
    assert names[0] == names[1]
    few = "courses change a year"  # told of the few replications of an answer, not of a study
    told = {warning for warning in compared["warnings"] if few not in warning}
    assert told <= set(found["warnings"])
    assert abs(compared["net_municipal"]["total"]["mean"] - 200_000) > 100  # the price alone


def assert_alike(one, other, where):
    """Assert that two pieces of JSON hold the same, numbers to a billionth of a krone million."""
    if isinstance(one, dict):
        assert one.keys() == other.keys(), where
        for key in one:
            assert_alike(one[key], other[key], f"{where}.{key}")
    elif isinstance(one, list):
        assert len(one) == len(other), where
        for n, pair in enumerate(zip(one, other, strict=True)):
            assert_alike(*pair, f"{where}.{n}")
    elif isinstance(one, float):
        assert one == pytest.approx(other, rel=1e-9, abs=1e-6), where
    else:
        assert one == other, where


def test_chance_and_knowledge_are_told_apart(tmp_path, params):
    folder = ran(written(tmp_path, seed=3), tmp_path / "out", params)
    found, tasks = content_of(folder), pd.read_parquet(folder / "tasks.parquet")
    central = tasks[tasks["draw"] == 0]["net_kommune"].to_numpy()
    interval = mean_interval(central)
    assert found["chance"]["net_municipal"]["total"]["low"] == pytest.approx(interval.low)
    assert found["chance"]["half_width"] == pytest.approx(interval.high - interval.mean)
    assert found["chance"]["standard_deviation"] == pytest.approx(np.std(central, ddof=1))
    means = tasks[tasks["draw"] > 0].groupby("draw")["net_kommune"].mean()
    knowledge = found["knowledge"]
    assert knowledge["draws"] == 3
    total = knowledge["net_municipal"]["total"]
    assert (total["low"], total["high"]) == (None, None)  # three draws tell no ends
    assert total["mean"] == pytest.approx(means.mean())
    assert knowledge["median"] == pytest.approx(means.median())
    assert knowledge["share_that_saves"] == np.mean(means < 0)
    assert [d["net_kommune"] for d in found["draws"]] == pytest.approx(means.tolist())
    assert len({round(mean) for mean in means}) == 3


def test_the_text_begins_with_the_question_and_tells_both(undisturbed):
    text = (undisturbed / "finding.txt").read_text()
    assert text.startswith("What does it cost?\nModelkommune")
    assert "Chance: ± " in text
    assert "Knowledge: 3 draws are too few for an interval (10 at least); median " in text


def test_draws_that_all_save_are_told_with_the_bound_that_they_leave():
    net = Yearly({2019: Interval(-2.0, -3.0, -1.0)}, Interval(-2.0, -3.0, -1.0))
    known = Knowledge(20, net, -2.0, 1.0, {})
    told = SimpleNamespace(half_width=None, knowledge=known, varied=(1, 2))
    (danish,), (english,) = (list(spread_lines(told, lang)) for lang in ("da", "en"))
    assert english.endswith("the chance of a saving is at least 86 % (all 20 draws).")
    assert danish.endswith("en besparelse er mindst 86 pct. (alle 20 trækninger).")
    assert plain(known)["chance_of_saving_bound"] == pytest.approx(0.861, abs=1e-3)


@pytest.mark.slow
def test_an_answer_is_found_again_and_nothing_lived(tmp_path, params, counted):
    first = ran(written(tmp_path), tmp_path / "out", params)
    assert sorted(counted) == [(r, d) for r in range(4) for d in range(4)]
    counted.clear()
    assert ran(written(tmp_path), tmp_path / "out", params) == first
    assert not counted


def test_stopped_and_run_again_it_lives_the_rest_alone(
    tmp_path, params, undisturbed, stopping, monkeypatch
):
    study, root = written(tmp_path), tmp_path / "out"
    with pytest.raises(
        KeyboardInterrupt, match=rf"8 of {TASKS} tasks are finished and saved in .*goes on"
    ):
        ran(study, root, params)
    assert len(parts_in(root)) == 2
    times = Counter()

    def counting(work, unit):
        times.update([unit.replication])
        return simulate_unit(work, unit)

    told = []
    stopping.undo()
    monkeypatch.setattr(workers_room, "simulate_unit", counting)
    folder = ran(study, root, params, progress=lambda done, total: told.append((done, total)))
    assert times == {2: 1, 3: 1}
    assert told == [(12, TASKS), (16, TASKS)]  # those of the first run are counted
    assert numbers(folder) == numbers(undisturbed)


@pytest.mark.slow
def test_the_order_of_the_tasks_changes_nothing(tmp_path, params, undisturbed, monkeypatch):
    usual = run_room.missing_units

    def shuffled(tasks, parts):
        return sorted(usual(tasks, parts), key=lambda unit: (7 * unit.replication) % 5)

    monkeypatch.setattr(run_room, "missing_units", shuffled)
    folder = ran(written(tmp_path), tmp_path / "out", params)
    assert numbers(folder) == numbers(undisturbed)


@pytest.mark.slow
def test_a_damaged_part_is_lived_again(tmp_path, params, undisturbed, counted):
    study, root = written(tmp_path), tmp_path / "out"
    shutil.rmtree(ran(study, root, params))
    counted.clear()
    damaged = parts_in(root)[1]
    damaged.write_bytes(damaged.read_bytes()[:-9])
    assert numbers(ran(study, root, params)) == numbers(undisturbed)
    assert sorted(counted) == [(1, draw) for draw in range(4)]


@pytest.mark.slow
def test_more_replications_and_draws_go_on_from_those_there_are(tmp_path, params, counted):
    ran(written(tmp_path), tmp_path / "out", params)
    counted.clear()
    more = ran(written(tmp_path, replications=5, draws=4), tmp_path / "out", params)
    assert sorted(counted) == sorted([*((r, 4) for r in range(4)), *((4, d) for d in range(5))])
    fresh = ran(written(tmp_path, replications=5, draws=4), tmp_path / "fresh", params)
    assert numbers(more) == numbers(fresh)


@pytest.mark.slow
def test_fewer_replications_use_those_there_are_and_no_more(tmp_path, params):
    ran(written(tmp_path), tmp_path / "out", params)
    fewer = ran(written(tmp_path, replications=2, draws=1), tmp_path / "out", params)
    fresh = ran(written(tmp_path, replications=2, draws=1), tmp_path / "fresh", params)
    assert numbers(fewer) == numbers(fresh)


@pytest.mark.slow
def test_params_that_changed_since_the_start_are_refused_by_name(tmp_path, own_params, stopping):
    study, root = written(tmp_path), tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        ran(study, root, own_params)
    stopping.undo()
    rates = own_params / "rates.csv"
    usual = rates.read_text(encoding="utf-8")
    rates.write_text(usual + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"params/rates.csv changed. Put it back to go on"):
        ran(study, root, own_params)
    rates.write_text(usual, encoding="utf-8")
    assert content_of(ran(study, root, own_params))["replications"] == 4


@pytest.mark.slow
def test_after_the_answer_other_params_are_another_question(tmp_path, own_params):
    study, root = written(tmp_path), tmp_path / "out"
    first = ran(study, root, own_params)
    (own_params / "rates.csv").open("a", encoding="utf-8").write("\n")
    second = ran(study, root, own_params)
    assert first != second
    assert numbers(first) == numbers(second)


@pytest.mark.slow
def test_an_impossible_draw_is_told_and_the_others_go_on(tmp_path, params_that_fail):
    study = written(tmp_path, replications=2, draws=25, vary=["herning-syg02.turned_away.effect"])
    found = content_of(ran(study, tmp_path / "out", params_that_fail))
    failed = [draw["draw"] for draw in found["failed_draws"]]
    assert 0 < len(failed) < 10
    assert found["knowledge"]["draws"] == 25 - len(failed)
    total = found["knowledge"]["net_municipal"]["total"]
    nets = [draw["net_kommune"] for draw in found["draws"] if not draw["reason"]]
    assert (total["low"], total["high"]) == pytest.approx((min(nets), max(nets)))
    assert [d["draw"] for d in found["draws"] if d["reason"]] == failed
    assert all(d["net_kommune"] is None for d in found["draws"] if d["reason"])
    assert "a share lies between 0 and 1" in found["failed_draws"][0]["reason"]
    assert any(f"{len(failed)} draw" in warning for warning in found["warnings"])


@pytest.mark.slow
def test_replications_are_added_until_the_interval_is_narrow_enough(tmp_path, params):
    study = written(tmp_path, draws=1, replications=2, until_halfwidth=2_000, at_most=60)
    folder = ran(study, tmp_path / "out", params)
    found, tasks = content_of(folder), pd.read_parquet(folder / "tasks.parquet")
    assert found["chance"]["half_width"] <= 2_000
    assert 10 < found["replications"] < 60
    assert tasks.groupby("draw").size().to_dict() == {0: found["replications"], 1: 2}


@pytest.mark.slow
def test_replications_end_at_the_most_allowed_and_the_answer_says_so(tmp_path, params):
    study = written(tmp_path, draws=0, until_halfwidth=1, at_most=12)
    found = content_of(ran(study, tmp_path / "out", params))
    assert found["replications"] == 12
    assert any("After 12 replications, the most allowed" in told for told in found["warnings"])


@pytest.mark.parametrize(("replication", "draw"), [(0, 0), (3, 0), (2, 3)])
def test_one_replication_run_alone_gives_the_numbers_of_the_batch(
    tmp_path, params, undisturbed, replication, draw
):
    held = held_in(params)
    study = read_study(written(tmp_path), held)
    alone = run_alone(study, held, replication, draw)
    (effect,) = (a for a in alone.assumptions if a.name.endswith("turned_away.effect"))
    assert effect.value == work_of(study, held).values(draw).get(effect.name, 0.30)
    tasks = pd.read_parquet(undisturbed / "tasks.parquet").set_index(["draw", "replication"])
    assert alone.net_municipal.total.mean == tasks.loc[(draw, replication), "net_kommune"]
    assert (alone.replication, alone.draw, alone.replications) == (replication, draw, 1)
    assert alone.net_municipal.total.low is None


@pytest.mark.parametrize(("replication", "draw"), [(-1, 0), (0, 4), (0, -1)])
def test_a_task_the_study_has_not_is_refused(tmp_path, params, replication, draw):
    held = held_in(params)
    with pytest.raises(InputError, match=r"expected (a whole number from )?0"):
        run_alone(read_study(written(tmp_path), held), held, replication, draw)


@pytest.mark.slow
def test_a_long_run_is_foretold_once(tmp_path, params, monkeypatch):
    monkeypatch.setattr(pool_room, "LONG", 0.0)
    monkeypatch.setattr(pool_room, "JUDGED_AFTER", 0.0)
    told = []
    ran(written(tmp_path, replications=6), tmp_path / "out", params, remark=told.append)
    (notice,) = told
    assert "tasks are left: about" in notice.en
    assert "GB" in notice.en


@pytest.mark.slow
def test_a_forecast_waits_until_it_can_be_judged(tmp_path, params, monkeypatch):
    monkeypatch.setattr(pool_room, "LONG", 0.0)
    monkeypatch.setattr(pool_room, "JUDGED_AFTER", math.inf)  # on however slow a machine
    told = []
    ran(written(tmp_path, replications=6, draws=0), tmp_path / "out", params, remark=told.append)
    assert told == []


@pytest.mark.slow
def test_one_process_lives_one_unit_at_a_time(tmp_path, params, monkeypatch):
    order = []
    save = Parts.save
    monkeypatch.setattr(
        workers_room,
        "simulate_unit",
        lambda work, unit: order.append("simulated") or simulate_unit(work, unit),
    )
    monkeypatch.setattr(Parts, "save", lambda *given: order.append("saved") or save(*given))
    ran(written(tmp_path), tmp_path / "out", params)
    assert order == ["simulated", "saved"] * 4


def test_moments_are_those_of_the_whole_sample():
    sample = np.random.default_rng(1).normal(1e6, 3.0, size=(50, 4))
    moments = Moments()
    for numbers_ in sample:
        moments.add(numbers_)
    statistics = moments.statistics()
    for place in range(4):
        expected = mean_interval(sample[:, place])
        got = statistics.interval_at((place,))
        assert (got.mean, got.low, got.high) == pytest.approx(
            (expected.mean, expected.low, expected.high), rel=1e-12
        )
