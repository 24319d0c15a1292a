"""The figures of a municipality asked for one by one; each answer is checked as it is given."""

from collections.abc import Mapping

from borgerflow.experiments.authoring.dialogue import Talk
from borgerflow.experiments.validation.municipality.accepted import checked, names_of
from borgerflow.experiments.validation.municipality.figures import (
    EIGHT,
    PERSONS,
    PUBLISHED,
    WORKFORCE,
    LocalFigure,
)
from borgerflow.experiments.validation.municipality.given import GivenFigure
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, same

IN_PERSONS = Wording(", antal personer", ", persons")
LEFT_OUT = Wording(" (Enter: skønnes efter indbyggere)", " (Enter: judged by residents)")


def asked_figures(talk: Talk, figures: Mapping[str, LocalFigure], lang: str) -> list[GivenFigure]:
    """Return the figures that somebody answers with: the residents, the workforce, eight stocks."""
    asked = (_asked(talk, figures, name, lang) for name in (PERSONS, WORKFORCE, *EIGHT))
    return [one for one in asked if one is not None]


def _asked(
    talk: Talk, figures: Mapping[str, LocalFigure], name: str, lang: str
) -> GivenFigure | None:
    """Return a figure, asked for until it is a number of persons; none if it may be left out."""
    where = same(f" ({PUBLISHED[name]})") if name in PUBLISHED else LEFT_OUT
    question = (figures[name].label + IN_PERSONS + where).text(lang)
    while True:
        typed = talk.ask(question, "")
        if not typed and name not in PUBLISHED:
            return None
        given = GivenFigure(name, typed, "", figures[name].label)
        try:
            checked(given, names_of(figures), figures)
        except InputError as error:
            talk.tell(error.said.text(lang))
        else:
            return given
