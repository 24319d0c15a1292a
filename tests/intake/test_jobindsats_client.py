"""The client of jobindsats against a stand-in of the documented shape, on this machine alone."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from extracts_made import PARAMS

from borgerflow.experiments.questions.data.intake.fetched import fetch_table
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.records.files.jobindsats.client import KEY, JobindsatsService

SECRET = "a-key-nobody-may-see"
COLUMNS = ["Periode", "Område", "Antal personer"]
MEMBERS = [["2026M08", "Herning", "1.234"], ["2026M08", "Odder", "-"]]
TOTAL = [["2026M08", "Hele landet", "70.000"]]


class StandIn(ThreadingHTTPServer):
    """Answers as the service is documented to; ``script`` holds what comes before an answer."""

    daemon_threads = True

    def __init__(self, script=(), kind="M", available=None):
        super().__init__(("127.0.0.1", 0), Answering)
        self.script, self.kind, self.available = list(script), kind, available
        self.asked, self.waited = [], []

    @property
    def service(self):
        address = f"http://127.0.0.1:{self.server_address[1]}/v3"
        return JobindsatsService(SECRET, address, wait=self.waited.append)

    def answer(self, path, query, key):
        """Return the status and the content of an answer."""
        self.asked.append((path, query))
        if key != f"Bearer {SECRET}":
            return 401, {"message": "unauthorized"}
        if self.script:
            return self.script.pop(0)
        wanted = query.get(f"period.{self.kind}")
        if wanted is None:
            return 422, {"message": "wrong period type"}
        if self.available and int(wanted[0].removeprefix("latest:")) > self.available:
            return 400, {"message": f"only {self.available} periods are available"}
        rows = TOTAL if query["hierarchy._nykom"] == ["/"] else MEMBERS
        return 200, {"columns": COLUMNS, "rows": rows}


class Answering(BaseHTTPRequestHandler):
    """Answers each request by what the server says."""

    def do_GET(self):
        url = urlparse(self.path)
        key = self.headers.get("Authorization")
        status, content = self.server.answer(url.path, parse_qs(url.query), key)
        self.send_response(status)
        self.end_headers()
        self.wfile.write("\ufeff".encode() + json.dumps(content).encode())

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def stand_in():
    """Return what starts a stand-in; each is ended with the test."""
    started = []

    def start(**asked):
        server = StandIn(**asked)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def test_members_and_their_total_are_asked_for_and_read(stand_in):
    server = stand_in()
    fetched = fetch_table("y07a02", 12, PARAMS, server.service)
    assert list(fetched.table["municipality"]) == ["Herning", "Odder", "Hele landet"]
    assert list(fetched.table["value"])[::2] == [1234, 70000]
    assert list(fetched.table["status"]) == ["value", "suppressed", "value"]
    assert [query["hierarchy._nykom"] for _, query in server.asked] == [["*"], ["/"]]
    assert {path for path, _ in server.asked} == {"/v3/data/y07a02"}


def test_a_service_that_asks_to_wait_is_asked_again_later_and_later(stand_in):
    server = stand_in(script=[(429, {}), (503, {})])
    assert len(fetch_table("Y07A02", 12, PARAMS, server.service).table) == 3
    assert server.waited == [2.0, 4.0]


def test_a_service_that_is_away_is_told_after_four_tries(stand_in):
    server = stand_in(script=[(502, {})] * 9)
    with pytest.raises(InputError, match=r"does not answer \(HTTP 502\); try again later"):
        fetch_table("Y07A02", 12, PARAMS, server.service)
    assert len(server.asked) == 4


def test_fewer_periods_are_taken_where_no_more_are_available(stand_in):
    server = stand_in(available=3)
    fetch_table("Y07A02", 12, PARAMS, server.service)
    assert [query["period.M"][0] for _, query in server.asked] == [
        *("latest:12", "latest:3", "latest:12", "latest:3")
    ]


def test_a_table_of_quarters_is_asked_for_quarters(stand_in):
    server = stand_in(kind="Q")
    assert len(fetch_table("Y07B15", 4, PARAMS, server.service).table) == 3
    assert "period.Q" in server.asked[-1][1]


def test_a_table_without_periods_is_refused(stand_in):
    with pytest.raises(InputError, match="'Y07A02' has neither months, quarters nor years"):
        fetch_table("Y07A02", 4, PARAMS, stand_in(kind="W").service)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((401, {}), "refuses the key in JOBINDSATS_API_TOKEN"),
        ((404, {}), "has no such table; expected one as Y07A02"),
        ((418, {"message": "no"}), "jobindsats answered 418"),
        ((200, ["no", "object"]), "did not answer with JSON"),
    ],
)
def test_what_the_service_refuses_is_told_without_the_key(answer, told, stand_in):
    with pytest.raises(InputError, match=told) as refused:
        fetch_table("Y07A02", 4, PARAMS, stand_in(script=[answer]).service)
    assert SECRET not in refused.value.said.en + refused.value.said.da + repr(refused.value)


def test_nobody_answers(stand_in):
    server = stand_in()
    service = server.service
    server.shutdown()
    server.server_close()
    with pytest.raises(InputError, match="jobindsats does not answer; try again later"):
        fetch_table("Y07A02", 4, PARAMS, service)


def test_the_key_comes_from_the_environment_and_is_shown_to_nobody(monkeypatch):
    monkeypatch.delenv(KEY, raising=False)
    with pytest.raises(InputError, match=f"set the environment variable {KEY}"):
        JobindsatsService.of_environment()
    monkeypatch.setenv(KEY, SECRET)
    assert SECRET not in repr(JobindsatsService.of_environment())
