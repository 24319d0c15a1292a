"""The pages without a browser: their long work is done in this process, or held by a test."""

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from made_rooms import Held, Here, rooms_with

from borgerflow.app.served import with_pages


@pytest.fixture(autouse=True, scope="session")
def templates_compiled_once(tmp_path_factory):
    """Keep what templates are compiled to: each test has pages of its own."""
    kept = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", kept)
        yield


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
