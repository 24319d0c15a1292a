"""How often hypothesis tries a rule that states no number of its own; what is compiled once."""

import gc
import os
from itertools import count

import pytest
from hypothesis import settings

SOME, MANY = 6, 25
PLACES = count()
FEW_LOOKS = (
    100_000,
    20,
    100,
)  # for garbage: thousands of tests are a heap that is slow to look through
ALL_SLOW = "\npytestmark = pytest.mark.slow\n"


def pytest_addoption(parser):
    """Let `make seek` say how many examples it wants, others in each run."""
    parser.addoption("--seek", type=int, default=0, metavar="N", help="N other examples of a rule")


def pytest_configure(config):
    """Try some examples in `make quick`, many in `make test`, whoever starts them.

    They are the same in every run, so that a change is judged by what it changes; `make seek`
    looks among others. What a user has chosen in the environment plays no part.
    """
    for chosen in ("BORGERFLOW_LANG", "BORGERFLOW_PARAMS"):
        os.environ.pop(chosen, None)
    gc.set_threshold(*FEW_LOOKS)
    wanted = config.option.seek
    usual = SOME if is_quick(config) else MANY
    settings.register_profile(
        "here", max_examples=wanted or usual, deadline=None, derandomize=not wanted
    )
    settings.load_profile("here")


def is_quick(config):
    """Tell whether the slow tests are left out."""
    return config.option.markexpr == "not slow"


@pytest.fixture(scope="session")
def many(pytestconfig):
    """Return what chooses how many inputs are tried: few in `make quick`, which are the first."""
    return lambda few, more: few if is_quick(pytestconfig) else more


@pytest.fixture
def tmp_path(tmp_path_factory):
    """Return an empty folder; pytest's own looks through those of all tests before it for each."""
    return tmp_path_factory.mktemp(f"test-{next(PLACES)}", numbered=False)


@pytest.fixture
def nothing_drawn():
    """Keep an empty picture in the place of each."""
    from tests.pages import empty_pictures  # noqa: PLC0415  (slow to load)

    with empty_pictures():
        yield


def pytest_ignore_collect(collection_path, config):
    """Leave out unread the files all of whose tests are slow, where slow tests are left out."""
    if is_quick(config) and collection_path.suffix == ".py":
        return ALL_SLOW in collection_path.read_text(encoding="utf-8") or None
    return None


def pytest_collection_finish():
    """Look no more for garbage in what was imported and collected: it stays until the end."""
    gc.freeze()


def pytest_sessionfinish():
    """Look for no garbage at the end either, where pytest would look twice: all of it ends here."""
    gc.freeze()


def pytest_sessionstart(session):
    """Compile the simulation before several workers start, so that they do not each compile it."""
    options = session.config.option
    if getattr(options, "numprocesses", None) and not options.collectonly and not is_compiled():
        compile_once()


def is_compiled():
    """Tell whether an earlier run has kept all that tests need; asked before much is loaded."""
    from borgerflow.sim.base.compiling import is_complete  # noqa: PLC0415  (slow to load)

    return all(is_complete(kind) for kind in ("plain", "queued", "branch"))


def compile_once():
    """Have all that tests of both kinds of worlds, and of pairs, need compiled, unless it is."""
    from borgerflow.experiments.runs import warmup  # noqa: PLC0415  (slow to load)
    from borgerflow.sim.world.contact_rules import Staff  # noqa: PLC0415
    from borgerflow.sim.world.world import load_world  # noqa: PLC0415

    plain = load_world("modelkommune")
    queued = plain.with_contacts(staff=Staff({"unge": ((plain.run_in_day, 5.0),)}))
    warmup.compile_pair("compiled", plain, load_world("modelkommune", ["herning-syg02"]))
    warmup.compile_engines("compiled", queued)
