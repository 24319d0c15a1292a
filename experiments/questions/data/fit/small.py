"""Fitted hazards with the counts of few people hidden, and whatever would tell them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from borgerflow.experiments.questions.data.fit.finding import FitFinding
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.small_counts import hidden_counts, told_hidden

PARAMS_TELL = Wording(
    "Raterne i mappen params er ikke skjulte, for en simulering skal bruge dem; med personugerne"
    " kan få afgange regnes ud af dem: del ikke mappen.",
    "The hazards in the folder params are not hidden, for a simulation needs them; with the"
    " person-weeks few events can be worked out from them: do not share the folder.",
)
NOT_SHARED = "DO-NOT-SHARE.txt"
Exit = tuple[str, str]  # scheme and destination
Key = tuple[str, ...]  # of a count: of which kind it is, and of what


def without_small_counts(finding: FitFinding, smallest: int) -> FitFinding:
    """Return a finding in which no count of people above zero and below the smallest is shown.

    Events and person-weeks give a rate, so that of a hidden count is hidden with it; curves of
    an exit that few took are left out.
    """
    hidden = frozenset(_hidden(finding, smallest))
    several = [row.several for row in finding.frailties if 0 < (row.several or 0) < smallest]
    if not hidden and not several:
        return finding
    counts = _counts(finding)
    few = {key[1:] for key in hidden if key[0] == EXIT and counts[key] < smallest}
    told = (told_hidden(smallest), *([PARAMS_TELL] if finding.params else []))
    return replace(
        finding,
        hazards=tuple(
            replace(row, per_week=None, events=None)
            if (BAND, *key, str(row.from_weeks)) in hidden
            else row
            for row in finding.hazards
            for key in [(row.scheme, row.destination)]
        ),
        groups=tuple(
            replace(row, factor=None, events=None, weight=None)
            if (GROUP, row.scheme, row.destination, row.group) in hidden
            else row
            for row in finding.groups
        ),
        goodness=tuple(
            replace(row, events=None) if (SCHEME, row.scheme) in hidden else row
            for row in finding.goodness
        ),
        frailties=tuple(
            replace(row, several=None) if row.several in several else row
            for row in finding.frailties
        ),
        curves=tuple(
            point for point in finding.curves if (point.scheme, point.destination) not in few
        ),
        notes=(*finding.notes, *told),
        params=_marked(finding.params),
    )


def _marked(params: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of params with one that says not to share them, where there are any."""
    said = f"{PARAMS_TELL.da}\n\n{PARAMS_TELL.en}\n".encode()
    return {**params, NOT_SHARED: said} if params else {}


BAND, GROUP, EXIT, SCHEME = "band", "group", "exit", "scheme"


def _hidden(finding: FitFinding, smallest: int) -> Iterator[Key]:
    """Yield the counts that are hidden, scheme by scheme: no sum ties two of them."""
    counts = _counts(finding)
    for scheme in dict.fromkeys(row.scheme for row in finding.hazards):
        own = {key: count for key, count in counts.items() if key[1] == scheme}
        keys = list(own)
        sums = [
            (keys.index(total), [keys.index(part) for part in parts])
            for total, parts in _sums(keys)
        ]
        for place in hidden_counts([own[key] for key in keys], sums, smallest):
            yield keys[place]


def _counts(finding: FitFinding) -> Mapping[Key, int]:
    """Return every count of events by what it is of: bands, groups, exits and schemes."""
    counts: dict[Key, int] = {}
    for row in finding.hazards:
        events = row.events or 0
        counts[BAND, row.scheme, row.destination, str(row.from_weeks)] = events
        for key in ((EXIT, row.scheme, row.destination), (SCHEME, row.scheme)):
            counts[key] = counts.get(key, 0) + events
    for group in finding.groups:
        counts[GROUP, group.scheme, group.destination, group.group] = group.events or 0
    return counts


def _sums(keys: list[Key]) -> Iterator[tuple[Key, list[Key]]]:
    """Yield which counts are the sum of which others; groups and bands both add up to an exit."""
    exits = [key for key in keys if key[0] == EXIT]
    for each in exits:
        for kind in (BAND, GROUP):
            parts = [key for key in keys if key[0] == kind and key[1:3] == each[1:]]
            if parts:
                yield each, parts
    for scheme in (key for key in keys if key[0] == SCHEME):
        yield scheme, exits
