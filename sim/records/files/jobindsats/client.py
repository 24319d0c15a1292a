"""A client of version 3 of the jobindsats service; its key comes from the environment alone.

The key is sent to the service and to nobody else: it is in no message, no file and no note.
"""

import json
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording

KEY = "JOBINDSATS_API_TOKEN"
ADDRESS = "https://api.jobindsats.dk/v3"
TRIED_AGAIN = frozenset({429, 500, 502, 503, 504})  # the service asks to wait, or is away
TRIES, FIRST_WAIT, TIMEOUT = 4, 2.0, 60.0  # seconds; each wait is twice the one before
FEWER = re.compile(r"only\s+([0-9]+)\s+periods?\s+(?:is|are)\s+available", re.IGNORECASE)
TYPES = ("M", "Q", "Y")  # of periods: a table has one of them, and 422 is said to the others
ALL = "*"
ROOT = "/"
Answer = Mapping[str, Any]


@dataclass(frozen=True)
class JobindsatsService:
    """Where the service answers, and how long is waited; a test has one of its own."""

    key: str = field(repr=False)
    address: str = ADDRESS
    wait: Callable[[float], None] = time.sleep

    @classmethod
    def of_environment(cls) -> "JobindsatsService":
        """Return the service with the key of the environment.

        Raises
        ------
        InputError
            If there is no key.
        """
        key = os.environ.get(KEY, "").strip()
        if not key:
            raise InputError(NO_KEY)
        return cls(key)

    def table(self, table: str, periods: int) -> Answer:
        """Return the latest periods of a table, every municipality and the whole country.

        ``latest`` gives members and not their total, so that is asked for by itself. Where fewer
        periods are available than asked for, those are.

        Raises
        ------
        InputError
            If the service refuses or cannot be reached.
        """
        for kind in TYPES:
            members = self._latest(table, kind, periods, ALL)
            if members is not None:
                total = self._latest(table, kind, periods, ROOT) or {}
                return _joined(members, total)
        raise InputError(quoted(table) + NO_PERIODS)

    def _latest(self, table: str, kind: str, periods: int, area: str) -> Answer | None:
        """Return the latest periods of a kind, None if the table has no such."""
        try:
            return self._asked(table, kind, periods, area)
        except _TooManyPeriodsError as fewer:
            return self._asked(table, kind, fewer.available, area)
        except _OtherKindError:
            return None

    def _asked(self, table: str, kind: str, periods: int, area: str) -> Answer:
        query = {
            "mgroup.*": ALL,
            f"period.{kind}": f"latest:{periods}",
            "hierarchy._nykom": area,
            "format": "json",
        }
        path = f"/data/{urllib.parse.quote(table.lower())}?{urllib.parse.urlencode(query)}"
        wait = FIRST_WAIT
        for left in reversed(range(TRIES)):
            try:
                return self._got(path)
            except _AwayError as away:
                if not left:
                    raise InputError(_away(away.status)) from None
                self.wait(wait)
                wait *= 2
        raise AssertionError("the last try answers or refuses")

    def _got(self, path: str) -> Answer:
        request = urllib.request.Request(
            self.address + path, headers={"Authorization": f"Bearer {self.key}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                content = json.loads(answer.read().decode("utf-8-sig"))
        except urllib.error.HTTPError as error:
            raise _said_by_service(error.code, error.read().decode("utf-8", "replace")) from None
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            raise _AwayError(0) from None
        except ValueError:
            raise InputError(NO_JSON) from None
        if not isinstance(content, dict):
            raise InputError(NO_JSON)
        return content


class _AwayError(Exception):
    """The service is away, or asks to wait; 0 where there was no answer at all."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _TooManyPeriodsError(Exception):
    """Fewer periods are available than were asked for."""

    def __init__(self, available: int) -> None:
        super().__init__(available)
        self.available = available


class _OtherKindError(Exception):
    """The table has periods of another kind."""


def _said_by_service(status: int, text: str) -> Exception:
    """Return what follows from an answer that is none."""
    fewer = FEWER.search(text)
    if fewer and int(fewer[1]) > 0:
        return _TooManyPeriodsError(int(fewer[1]))
    if status in TRIED_AGAIN:
        return _AwayError(status)
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return _OtherKindError()
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return InputError(WRONG_KEY)
    if status == HTTPStatus.NOT_FOUND:
        return InputError(NO_TABLE)
    return InputError(Wording(f"jobindsats svarede {status}.", f"jobindsats answered {status}."))


def _joined(members: Answer, total: Answer) -> Answer:
    """Return the rows of members and those of the total that are not among them."""
    rows = list(members.get("rows", []))
    more = [row for row in total.get("rows", []) if row not in rows]
    return {**members, "rows": [*rows, *more]}


def _away(status: int) -> Wording:
    said = Wording(f" (HTTP {status})", f" (HTTP {status})") if status else ""
    return Wording("jobindsats svarer ikke", "jobindsats does not answer") + said + TRY_LATER


TRY_LATER = Wording(
    da="; prøv igen senere, eller hent filen på jobindsats.dk.",
    en="; try again later, or get the file at jobindsats.dk.",
)
NO_KEY = Wording(
    da=f"Der er ingen nøgle til jobindsats: sæt miljøvariablen {KEY}, eller giv en fil, du har"
    " hentet.",
    en=f"There is no key to jobindsats: set the environment variable {KEY}, or give a file that you"
    " have saved.",
)
WRONG_KEY = Wording(
    da=f"jobindsats afviser nøglen i {KEY}; brug en nøgle til version 3.",
    en=f"jobindsats refuses the key in {KEY}; expected a key to version 3.",
)
NO_TABLE = Wording(
    da="jobindsats har ingen sådan tabel; skriv en som Y07A02.",
    en="jobindsats has no such table; expected one as Y07A02.",
)
NO_PERIODS = Wording(
    da=" har hverken måneder, kvartaler eller år på jobindsats.",
    en=" has neither months, quarters nor years at jobindsats.",
)
NO_JSON = Wording(
    da="jobindsats svarede ikke med JSON; prøv igen senere.",
    en="jobindsats did not answer with JSON; try again later.",
)
