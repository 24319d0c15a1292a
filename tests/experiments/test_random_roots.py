"""Whatever a proposal does and costs, the effect it is told to need leaves next to nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borgerflow import compare
from borgerflow.experiments.runs.estimators.root_search import LEFT, LEFT_AT_MOST, LEFT_KRONER
from borgerflow.experiments.runs.validate import main_mechanism
from borgerflow.sim.params import load
from tests.experiments.fakes import roots_alone
from tests.experiments.test_put_back import holding

pytestmark = pytest.mark.slow

PARAMS = load()
FORMS = ("herning-syg02", "herning-oevr01", "herning-ung14", "herning-ung05", "vesthimmerland-5")
SMALL = {"population": 0.03, "replications": 2, "workers": 1, "start": "2020-01-01"}
TRIES = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(scope="module", autouse=True)
def only_roots():
    with pytest.MonkeyPatch.context() as monkeypatch:
        roots_alone(monkeypatch)
        yield


@st.composite
def proposals(draw):
    """Return a packaged proposal of another cost, effect and reach."""
    form = PARAMS.proposal(draw(st.sampled_from(FORMS)))
    cost = draw(st.floats(20_000, 5_000_000))
    form = form.model_copy(
        update={"cost": {year: amount.at(cost) for year, amount in form.cost.items()}}
    )
    _, mechanism = main_mechanism([form])
    times = draw(st.floats(0.2, 1.0))
    form = form.overridden(mechanism.name, "implementation", times)
    if mechanism.effect.unit == "factor":
        form = form.overridden(mechanism.name, "effect", draw(st.floats(0.6, 2.0)))
    return form


def left_at_the_root(form):
    """Return the cost, what is told to be left at the root, and what a comparison finds left."""
    home, months = form.municipality, {"end": "2021-01-01"}
    found = compare(home, [form.id], params=holding(form), **SMALL, **months)
    main = found.break_even[0]
    if main.effect is None or main.net_left.mean == 0:
        return None
    _, mechanism = main_mechanism([form])
    given_ = form.overridden(mechanism.name, "effect", main.effect.mean)
    again = compare(home, [form.id], params=holding(given_), break_even=False, **SMALL, **months)
    return found, main, again.net_municipal.total.mean


@TRIES
@given(proposals())
def test_put_back_it_leaves_what_was_told_and_that_is_next_to_nothing(form):
    told = left_at_the_root(form)
    if told is None:
        return
    found, main, left = told
    assert left == pytest.approx(main.net_left.mean, abs=0.02)
    (cost,) = (row.amounts.total.mean for row in found.summary if row.line == "investment")
    enough = max(LEFT * cost, min(LEFT_KRONER, LEFT_AT_MOST * cost))
    pays_already = left <= 0 and main.effect.mean in (0.0, 1.0)
    turns = main.short is not None and left < 0 < main.short.net.mean
    assert abs(left) <= enough + 0.02 or turns or pays_already
