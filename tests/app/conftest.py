"""The pages without a browser: their long work is done in this process, or held by a test."""

import pytest
from made_rooms import Held, Here, rooms_with

from borgerflow.app.served import with_pages


@pytest.fixture
def held(tmp_path):
    """Return pages whose long work a test carries out."""
    rooms = rooms_with(tmp_path / "results", Held)
    yield rooms
    rooms.desk.close()


@pytest.fixture
def browser(held):
    """Return a browser without a window, on pages whose long work a test carries out."""
    return with_pages(held).test_client()


@pytest.fixture(scope="session")
def worked(tmp_path_factory):
    """Return pages that carry out what is asked of them."""
    rooms = rooms_with(tmp_path_factory.mktemp("app") / "results", Here)
    yield rooms
    rooms.desk.close()
