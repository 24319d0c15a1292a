"""Lives as StatBank and jobindsats publish them: figures by period, of few persons none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import FAR, date_of, first_day_of_month, month_index_of
from borgerflow.sim.params.words.published import Published
from borgerflow.sim.records.observed import Sightings, Stays
from borgerflow.sim.records.stocks import ended, full_time_persons, mean_weeks, persons

FEWEST = 5  # persons: users of jobindsats say that fewer are not told
SUPPRESSED = ".."
MONTHS_A_QUARTER = 3
BENEFITS = ("SY", "JA", "RES", "LY", "RE", "FP")  # codes of AUK01 that are one scheme of ours
ALL = "TOT"
DAYS_AFTER = {"membb15_1": 30, "membb15_2": 92, "membb15_3": 182, "membb15_4": 365}
STATUSES = {
    "dagpenge": "A-dagpenge",
    "kontanthjaelp_jobparat": "Kontanthjælp",
    "kontanthjaelp_aktivitetsparat": "Kontanthjælp",
    "shydelse": "Integrationsydelse",
    "uddannelseshjaelp_uddannelsesparat": "Uddannelseshjælp",
    "uddannelseshjaelp_aktivitetsparat": "Uddannelseshjælp",
    "revalidering": "Revalidering",
    "ressourceforloeb": "Ressourceforløb",
    "jobafklaring": "Jobafklaringsforløb",
    "sygedagpenge": "Sygedagpenge",
    "fleksjob": "Fleksjob",
    "ledighedsydelse": "Ledighedsydelse",
    "foertidspension": "Førtidspension",
    "uddannelse": "Uddannelse",
    "job": "Lønmodtagerbeskæftigelse",
    "selvforsoergelse": "Selvforsørgelse",
}
OTHERS = "Øvrige"


@dataclass(frozen=True)
class Publication:
    """What is published of a municipality: ``seen`` its benefits, ``lived`` all its stays."""

    area: str
    code: str
    known: Published
    seen: Sightings
    lived: Stays
    window: tuple[int, int]

    @cached_property
    def months(self) -> list[int]:
        """Return the first days of the whole months, and where the last one ends."""
        return borders_of(self.window, 1)

    @cached_property
    def _persons(self) -> Ints:
        return persons(self.seen, self.months)

    @cached_property
    def _full_time(self) -> Floats:
        return full_time_persons(self.seen, self.months)

    @cached_property
    def _ended(self) -> Ints:
        return ended(self.seen, self.months)

    @cached_property
    def _weeks(self) -> Floats:
        return mean_weeks(self.seen, self.months)

    def statbank(self) -> pd.DataFrame:
        """Return AUK01 by codes: full-time persons by benefit and quarter, and all benefits."""
        borders = borders_of(self.window, MONTHS_A_QUARTER)
        stock = full_time_persons(self.seen, borders)
        by_code = {code: stock[:, self._place(code)] for code in BENEFITS}
        rows = [
            (self.code, code, ALL, ALL, quarter_text(day), round(figures[n]))
            for code, figures in ({ALL: stock.sum(axis=1)} | by_code).items()
            for n, day in enumerate(borders[:-1])
        ]
        names = ["OMRÅDE", "YDELSESTYPE", "KØN", "ALDER", "TID", "INDHOLD"]
        return pd.DataFrame(rows, columns=names)

    def _place(self, code: str) -> int:
        member = self.known.member("AUK01", "benefit", code, "")
        assert member is not None
        return self.seen.schemes.index(member.means)

    def jobindsats(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield tables of recipients (A02), durations (A27) and status after a spell (B15)."""
        for name, table in self.known.tables.items():
            if table.publisher == "jobindsats" and table.scheme in self.seen.schemes:
                made = self.table_named(name)
                if made is not None:
                    yield name, made

    def table_named(self, name: str) -> pd.DataFrame | None:
        """Return one table of jobindsats about a scheme; None where it is of another kind."""
        table = self.known.tables[name]
        scheme = self.seen.schemes.index(table.scheme)
        if name.endswith("A02"):
            return self._recipients(scheme)
        if table.measure == "mean_weeks":
            return self._durations(scheme)
        return self._statuses(scheme) if table.measure == "share_after_days" else None

    def _by_month(self, columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
        months = [month_text(day) for day in self.months[:-1]]
        return pd.DataFrame({"Periode": months, "Område": self.area, **columns})

    def _recipients(self, scheme: int) -> pd.DataFrame:
        many, full = self._persons[:, scheme], self._full_time[:, scheme]
        told = (many == 0) | (many >= FEWEST)
        columns = {
            "Antal personer": _told(many, told),
            "Antal fuldtidspersoner": _told(np.rint(full).astype(np.int64), told),
        }
        return self._by_month(columns)

    def _durations(self, scheme: int) -> pd.DataFrame:
        weeks, told = self._weeks[:, scheme], self._ended[:, scheme] >= FEWEST
        name = "Gnsn. varighed af afsluttede forløb (uger)"
        return self._by_month({name: _told(np.round(weeks, 1), told)})

    def _statuses(self, scheme: int) -> pd.DataFrame:
        """Return by month and status how many per cent had it some days after a spell's last."""
        seen, labels = self.seen, [*dict.fromkeys(STATUSES.values()), OTHERS]
        is_ended = (seen.scheme == scheme) & ~seen.is_open
        month = np.searchsorted(self.months, seen.end[is_ended] - 1, side="right") - 1
        shares = {}
        for measure, days in DAYS_AFTER.items():
            day = seen.end[is_ended] - 1 + days
            status = self._status_on(seen.citizen[is_ended], day, labels)
            shares[measure] = self._shares(month, status, len(labels), days)
        rows = [
            (month_text(first), self.area, label, *(shares[name][n][m] for name in shares))
            for n, first in enumerate(self.months[:-1])
            for m, label in enumerate(labels)
        ]
        names = ["Periode", "Område", "_amstatusb15", *shares]
        return pd.DataFrame(rows, columns=names)

    def _status_on(self, citizen: Ints, day: Ints, labels: Sequence[str]) -> Ints:
        """Return the status of citizens on days: that of the stay which holds the day."""
        lived = self.lived
        at = np.searchsorted(lived.citizen * FAR + lived.start, citizen * FAR + day, "right") - 1
        holds = (lived.citizen[at] == citizen) & (day < lived.end[at])
        names = [labels.index(STATUSES.get(name, OTHERS)) for name in self.seen.schemes]
        return np.where(holds, np.array(names)[lived.scheme[at]], labels.index(OTHERS))

    def _shares(self, month: Ints, status: Ints, labels: int, days: int) -> list[list[object]]:
        """Return per cent [month][status]; of few persons, and of days to come, none."""
        table = []
        for n, until in enumerate(self.months[1:]):
            counts = np.bincount(status[month == n], minlength=labels)
            is_past = until + days <= self.window[1]
            told = ((counts == 0) | (counts >= FEWEST)) & (counts.sum() >= FEWEST) & is_past
            table.append(_told(np.round(100 * counts / max(1, counts.sum()), 1), told))
        return table


def _told(figures: np.ndarray, told: Flags) -> list[object]:
    """Return figures as numbers, and `SUPPRESSED` in the place of those that are not told."""
    pairs = zip(figures.tolist(), told.tolist(), strict=True)
    return [figure if is_told else SUPPRESSED for figure, is_told in pairs]


def borders_of(window: tuple[int, int], months: int) -> list[int]:
    """Return the first days of the whole periods of some months in a window, and the end."""
    first, until = window
    month = month_index_of(first - 1) + 1
    month += -month % months
    last = month_index_of(until)
    return [first_day_of_month(each) for each in range(month, last + 1, months)]


def quarter_text(day: int) -> str:
    """Return the quarter that begins on a day: ``2019Q1``."""
    date = date_of(day)
    return f"{date.year}Q{(date.month - 1) // MONTHS_A_QUARTER + 1}"


def month_text(day: int) -> str:
    """Return the month that begins on a day: ``2019M01``."""
    return f"{date_of(day):%YM%m}"
