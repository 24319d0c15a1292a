"""The municipalities there are, as a page lists them."""

from borgerflow.app.site import in_lang
from borgerflow.experiments.findings.labels import place_within
from borgerflow.sim.params import Params
from borgerflow.sim.world.municipality import municipality_names


def places_of(params: Params) -> list[tuple[str, str]]:
    """Return name and label of every municipality."""
    return [(name, place_called(name, params)) for name in municipality_names(params)]


def place_called(name: str, params: Params) -> str:
    """Return what a municipality is called."""
    return in_lang(place_within(name, params).capital())
