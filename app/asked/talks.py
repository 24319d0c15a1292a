"""The page *Samtaler*: other rhythms of talks, other posts, other law, as ``contacts`` asks."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from borgerflow.app.asked.comparison import QUOTED, WHOLE, FieldReading, Typed
from borgerflow.app.asked.own_files import House
from borgerflow.app.asked.plain import (
    REPLICATIONS_FIELD,
    SEED_FIELD,
    PlainAsked,
    PlainField,
    option_read,
    run_typed,
    whole_of,
)
from borgerflow.experiments.findings.labels import place_within
from borgerflow.experiments.questions.contacts.asked.command_line import options_typed
from borgerflow.experiments.questions.contacts.asked.question import (
    OPTIONS,
    SAID_OTHERWISE,
    ContactsQuestion,
)
from borgerflow.experiments.questions.contacts.asked.validate import accepted_contacts
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import Params
from borgerflow.sim.world.municipality import municipality_names

USUAL_PLACE, USUAL_SCHEME = "herning", "dagpenge"
EVERY = PlainField(
    "every",
    Wording("Uger mellem samtaler", "Weeks between talks"),
    Wording("fx 2,4,8; hver rytme sammenlignes", "as 2,4,8; each rhythm is compared"),
    usual="4",
)
POSTS = PlainField(
    "fte",
    Wording("Årsværk flere eller færre", "Posts more or fewer"),
    Wording("fx -1,0,1", "as -1,0,1"),
)
LAW = PlainField(
    "contact_law",
    Wording("Samtalereglerne på en dag", "The contact rules of a day"),
    Wording(
        "fx 2019-01-01,2026-07-01; det første er det, der sammenlignes med",
        "as 2019-01-01,2026-07-01; the first is what is compared with",
    ),
    folded=True,
)
EXEMPT = PlainField(
    "exempt",
    Wording("Andel fritaget for samtaler", "Share exempt from talks"),
    Wording("fx 0; 0,1; 0,25", "as 0,0.1,0.25"),
    folded=True,
)
INSTEAD = PlainField(
    "instead",
    Wording("Også færre samtaler, end loven kræver", "Fewer talks than law asks for, too"),
    shape="tick",
)
NO_QUEUE = PlainField(
    "no_queue",
    Wording("Så mange årsværk, som samtalerne kræver", "As many posts as the talks need"),
    shape="tick",
)
TYPED = (EVERY, POSTS, LAW, EXEMPT)
POSTS_TOGETHER = (  # as refusals name every option about posts; the page has one field for them
    *("--fte, --cut eller --cases", "--fte, --cut or --cases"),
    *("--fte, --cut, --cases og --team", "--fte, --cut, --cases and --team"),
)
LABELS = {
    option: Wording(*(QUOTED.text(lang).format(label.text(lang)) for lang in LANGUAGES))
    for option, label in {
        **dict.fromkeys(POSTS_TOGETHER, POSTS.label),
        **{f"--{each.name.replace('_', '-')}": each.label for each in TYPED},
        **{"--rhythm": EVERY.label, "--instead": INSTEAD.label, "--capacity off": NO_QUEUE.label},
    }.items()
}
UNSAID: Mapping[str, Any] = {
    **dict.fromkeys((*OPTIONS, *SAID_OTHERWISE)),
    **dict.fromkeys(("schemes", "target", "weeks_left", "talk"), ""),
    **dict.fromkeys(("instead", "hire", "who"), False),
    **{"effects": "trial", "capacity": "on", "break_even": True},
}
CONTACT = "law.contact."  # begins the name of a rule of talks


def talks_asked(typed: Typed, house: House, lang: str) -> PlainAsked:
    """Return what the page asks, with what is wrong beside each field."""
    reading = FieldReading(typed, lang)
    place = reading.text("place")
    params = reading.tried(WHOLE, lambda: house.held(place), house.held())
    own = {each.name: reading.text(each.name) or None for each in TYPED}
    if not any(own.values()):
        own["every"] = EVERY.usual
    options = _options(reading, own)
    run = run_typed(reading)

    def accept() -> ContactsQuestion:
        asked = {
            **options,
            **run,
            "schemes": (reading.text("scheme") or USUAL_SCHEME,),
            "municipality": reading.text("municipality") or USUAL_PLACE,
            "instead": reading.text("instead") == "on",
            "capacity": reading.text("no_queue") != "on",
        }
        return accepted_contacts(ContactsQuestion.of(asked), params)

    question = whole_of(reading, accept, LABELS)
    return PlainAsked(params, fields_of(params), question, reading.errors)


def _options(reading: FieldReading, own: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the options of the command, those that are typed each read by itself."""
    found = options_typed(UNSAID)
    for each in TYPED:
        if own[each.name]:
            typed = {**UNSAID, each.name: own[each.name]}
            read = option_read(reading, each, _option(each), partial(_one_of, typed, each.name))
            found[each.name] = found[each.name] if read is None else read
    return found


def _one_of(typed: Mapping[str, Any], name: str) -> Any:
    return options_typed(typed)[name]


def _option(each: PlainField) -> str:
    return f"--{each.name.replace('_', '-')}"


def fields_of(params: Params) -> tuple[PlainField, ...]:
    """Return the fields of the page."""
    ruled = {name.split(".")[2] for name in params.law.names if name.startswith(CONTACT)}
    schemes = tuple(
        (name, Wording(scheme.label["da"], scheme.label["en"]))
        for name, scheme in params.law.schemes.items()
        if name in ruled
    )
    label = Wording("Ydelse", "Scheme")
    scheme = PlainField("scheme", label, usual=USUAL_SCHEME, shape="choice", choices=schemes)
    shown = (EVERY, POSTS, INSTEAD, NO_QUEUE, LAW, EXEMPT)
    return (place_field(params), scheme, *shown, REPLICATIONS_FIELD, SEED_FIELD)


def place_field(params: Params) -> PlainField:
    """Return the field in which a municipality is chosen."""
    places = tuple((n, place_within(n, params).capital()) for n in municipality_names(params))
    label = Wording("Kommune", "Municipality")
    return PlainField("municipality", label, usual=USUAL_PLACE, shape="choice", choices=places)
