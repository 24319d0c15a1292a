"""The map of schemes as a picture: a box for each scheme, an arrow to each that it leads to."""

from collections.abc import Iterator
from pathlib import Path

from borgerflow.experiments.lookup.scheme_map import CLOSED, ENDED, MappedScheme, SchemeMap
from borgerflow.experiments.present.chart import (
    BLUE,
    ORANGE,
    VERMILION,
    Arrow,
    Box,
    Picture,
    ring,
    save,
)
from borgerflow.sim.base.files import not_written, refusing_a_bad_disk
from borgerflow.sim.base.wording import Wording

GREY = "#9A9A9A"
GROUNDS = {CLOSED: "#FCE8C5", ENDED: "#EEEEEE"}
STATES = {CLOSED: Wording("lukket for nye", "closed to new"), ENDED: Wording("ophørt", "ended")}
STRONG = 2.2  # points: what a change of law brings about
LEGEND = {
    GREY: Wording("grå: begge veje", "grey: both ways"),
    BLUE: Wording("blå: kun én vej", "blue: one way only"),
    VERMILION: Wording("rød: ophørt, fortsætter i", "red: ended, carries on in"),
    ORANGE: Wording("gul: lukket, i stedet for", "yellow: closed, instead of it"),
}


def keep_map(found: SchemeMap, path: Path, lang: str) -> Path:
    """Return the new file that holds a map of schemes as a picture.

    Raises
    ------
    InputError
        If the disk refuses it.
    """
    with refusing_a_bad_disk(not_written(path)):
        save(map_drawn(found, lang), [path])
    return path


def map_drawn(found: SchemeMap, lang: str) -> Picture:
    """Return the map of schemes as a picture."""
    title = {"da": f"Ordningerne den {found.day}", "en": f"The schemes on {found.day}"}[lang]
    boxes = [_box(scheme, lang) for scheme in found.schemes]
    arrows = [*_leading(found), *_carrying_on(found)]
    met = {arrow.colour for arrow in arrows}
    legend = {words.text(lang): colour for colour, words in LEGEND.items() if colour in met}
    return ring(title, boxes, arrows, legend)


def _box(scheme: MappedScheme, lang: str) -> Box:
    name, state = scheme.label[lang], STATES.get(scheme.state)
    if state is None:
        return Box(name)
    told = f"{name} ({state.text(lang)} {scheme.since})"
    return Box(told, GROUNDS[scheme.state], broken=True)


def _leading(found: SchemeMap) -> Iterator[Arrow]:
    """Yield an arrow for each way that a life may take, one for both directions of a pair."""
    place = {scheme.name: n for n, scheme in enumerate(found.schemes)}
    ways = {(place[one.name], place[to]) for one in found.schemes for to in one.leads_to}
    for start, end in sorted(ways):
        if (end, start) not in ways:
            yield Arrow(start, end, BLUE)
        elif start < end:
            yield Arrow(start, end, GREY, both_ways=True)


def _carrying_on(found: SchemeMap) -> Iterator[Arrow]:
    """Yield an arrow from what has ended to its successor, and from what is closed to others."""
    place = {scheme.name: n for n, scheme in enumerate(found.schemes)}
    for n, scheme in enumerate(found.schemes):
        if scheme.becomes:
            yield Arrow(n, place[scheme.becomes], VERMILION, STRONG)
        for to in scheme.instead:
            yield Arrow(n, place[to], ORANGE, STRONG)
