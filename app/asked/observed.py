"""The page of what was observed: how far 2019-2022 as simulated is from it, as ``backcast``."""

from typing import Any

from borgerflow.app.asked.comparison import WHOLE, FieldReading, Typed
from borgerflow.app.asked.own_files import House
from borgerflow.app.asked.plain import (
    REPLICATIONS_FIELD,
    SEED_FIELD,
    PlainAsked,
    PlainField,
    run_typed,
    whole_of,
)
from borgerflow.app.asked.talks import place_field
from borgerflow.experiments.findings.labels import place_within
from borgerflow.experiments.validation.backcast.asked import (
    UNTIL,
    BackcastQuestion,
    accepted_backcast,
    with_start,
)
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params

USUAL_PLACE, PLACE = "herning", "municipality"
OBSERVED = PlainField(
    "observed",
    Wording("Lad ledigheden være, som den blev", "Have unemployment as it was (observed)"),
    shape="tick",
)
COVID = PlainField("covid", Wording("Regn corona med", "Count COVID-19 in (covid)"), shape="tick")
CONDITIONS = (OBSERVED, COVID)
LABELS = {"--replications": REPLICATIONS_FIELD.label}


def observed_asked(typed: Typed, house: House, lang: str) -> PlainAsked:
    """Return what the page asks, with what is wrong beside each field."""
    reading = FieldReading(typed, lang)
    place = reading.text("place")
    params = reading.tried(WHOLE, lambda: house.held(place), house.held())
    home = reading.text(PLACE) or USUAL_PLACE
    run: dict[str, Any] = {**run_typed(reading)}
    if home in dict(_places(params)) and not params.published.observed(home):
        reading.errors[PLACE] = _needs_file(home, params)
    conditions = tuple(each.name for each in CONDITIONS if reading.text(each.name) == "on")

    def accept() -> BackcastQuestion:
        question = BackcastQuestion(municipality=home, conditions=conditions, **run)
        return accepted_backcast(with_start(question, parse_day(UNTIL)), params)

    question = whole_of(reading, accept, LABELS)
    return PlainAsked(params, fields_of(params), question, reading.errors)


def _places(params: Params) -> tuple[tuple[str, Wording], ...]:
    return place_field(params).choices


def _needs_file(home: str, params: Params) -> Wording:
    """Return which file would be needed to hold a municipality against what was observed."""
    label = place_within(home, params).capital()
    named = f"{home}.yaml" if home in {path.stem for path in params.own_places} else home
    command = f"borgerflow backcast {named} --actuals"
    return Wording(
        f"Der følger ingen observerede tal med for {label.da}: der skal en fil til med kolonnerne"
        " tal;periode;værdi;kilde (fx sygedagpenge;2019K1;212;jobindsats Y07A02) eller en tabel,"
        f" som import har skrevet, og kommandoen »{command} FIL« holder kommunen op mod den.",
        f"No observed figures of {label.en} are packaged: it takes a file with the columns"
        " figure;period;value;source (as sygedagpenge;2019Q1;212;jobindsats Y07A02), or a table"
        f" that import wrote, and the command “{command} FILE” holds the municipality against it.",
    )


def fields_of(params: Params) -> tuple[PlainField, ...]:
    """Return the fields of the page."""
    return (place_field(params), *CONDITIONS, REPLICATIONS_FIELD, SEED_FIELD)
