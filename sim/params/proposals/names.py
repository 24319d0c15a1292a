"""The names that the mechanisms of a proposal mention, looked up: schemes, exits, attributes."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from borgerflow.sim.base.errors import said_by
from borgerflow.sim.base.wording import Wording, same, sentence
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.params.proposals.danish_names import kind_called
from borgerflow.sim.params.proposals.mechanisms import ContactForm, Mechanism, MechanismForm
from borgerflow.sim.params.reading.expected import expected
from borgerflow.sim.params.reading.faults import NO_SCHEME
from borgerflow.sim.params.reading.forms import Sheet
from borgerflow.sim.params.reading.kept import Loc
from borgerflow.sim.params.reading.phrases import (
    NO_ATTRIBUTE,
    NO_SCHEME_WITH_TALKS,
    is_no_exit,
    no_exit_of,
    no_level_of,
)

CAME_FROM = "came_from"  # stands for the scheme the citizen came from
RELAPSED_FROM = ("job", "fleksjob", "uddannelse")  # whoever leaves these for a benefit falls back


def schemes_fit_for(kind: str, schemes: Mapping[str, Scheme]) -> tuple[str, ...]:
    """Return the schemes that a kind of mechanism can be about.

    Relapse is of those in a job or in education; sanctions are where citizens are called to talks.
    """
    if kind == "relapse":
        return tuple(name for name in RELAPSED_FROM if name in schemes)
    if kind == "sanction":
        return tuple(name for name, scheme in schemes.items() if scheme.contact)
    return tuple(schemes)


def refuse_strangers(
    sheet: Sheet[Any], loc: Loc, form: MechanismForm, schemes: Mapping[str, Scheme]
) -> None:
    """Refuse a mechanism that names a scheme, an exit or a group of citizens there is not."""
    sheet.refuse_unknown((*loc, "scheme"), form.scheme, schemes, NO_SCHEME)
    _refuse_unfit_scheme(sheet, loc, form, schemes)
    for place, origin in enumerate(form.origins):
        where = (*loc, "origins", place)
        sheet.refuse_unknown(where, origin, schemes, NO_SCHEME)
        if form.scheme not in schemes[origin].exits:
            raise sheet.fault(where, is_no_exit(form.scheme, origin))
    possible = (*schemes[form.scheme].exits, "out")
    for place, exit_ in enumerate(form.exits):
        sheet.refuse_unknown(
            (*loc, "exits", place),
            exit_,
            possible,
            no_exit_of(form.scheme),
        )
    for place, origin in enumerate(form.came_from):
        sheet.refuse_unknown((*loc, "came_from", place), origin, schemes, NO_SCHEME)
    for field in ("away_from", "towards"):
        decided = getattr(form, field)
        if decided is not None:
            sheet.refuse_unknown((*loc, field), decided, (*schemes, CAME_FROM), NO_SCHEME)
    _refuse_strange_target(sheet, loc, form.target)


def _refuse_unfit_scheme(
    sheet: Sheet[Any], loc: Loc, form: MechanismForm, schemes: Mapping[str, Scheme]
) -> None:
    """Refuse a scheme in which a kind of mechanism would be an exit like any other."""
    fit = schemes_fit_for(form.kind, schemes)
    if form.scheme not in fit:
        names = Wording("; ".join(schemes[name].label["da"] for name in fit), ", ".join(fit))
        said = kind_called(form.kind) + _ABOUT[form.kind] + names + "."
        raise sheet.fault((*loc, "scheme"), said + _INSTEAD.get(form.kind, same("")))


_ABOUT = {
    "relapse": Wording(
        " kræver her den ordning, borgerne falder tilbage fra: ",
        " needs here what citizens fall back from: ",
    ),
    "sanction": Wording(
        " findes kun i ydelser, hvor borgeren indkaldes til samtaler: ",
        " is only where citizens are called to talks: ",
    ),
}
_INSTEAD = {
    "relapse": Wording(
        " Den ydelse, de falder tilbage til, er afgangen. Skal de hurtigere væk fra en ydelse, er"
        " ændringen »hurtigere eller langsommere afgang«.",
        " The benefit they fall back to is the exit. Where they are to leave a benefit sooner, the"
        " change is “leaving sooner or later” (kind hazard).",
    )
}


def refuse_strange_contacts(
    sheet: Sheet[Any], loc: Loc, form: ContactForm, schemes: Mapping[str, Scheme]
) -> None:
    """Refuse talks in a scheme that has none, or for a group of citizens there is not."""
    contacted = [name for name, scheme in schemes.items() if scheme.contact]
    for place, scheme in enumerate(form.schemes):
        sheet.refuse_unknown(
            (*loc, "schemes", place),
            scheme,
            contacted,
            NO_SCHEME_WITH_TALKS,
        )
    _refuse_strange_target(sheet, loc, form.target)


def _refuse_strange_target(
    sheet: Sheet[Any], loc: Loc, target: Mapping[str, Sequence[str]]
) -> None:
    for attribute, values in target.items():
        where = (*loc, "target", attribute)
        sheet.refuse_unknown(
            where,
            attribute,
            LEVELS,
            NO_ATTRIBUTE,
        )
        for place, value in enumerate(values):
            sheet.refuse_unknown(
                (*where, place),
                value,
                LEVELS[attribute],
                no_level_of(attribute),
            )


def refuse_bad_readings(
    sheet: Sheet[Any], loc: Loc, form: MechanismForm, schemes: Mapping[str, Scheme]
) -> None:
    """Refuse another reading that sets a field there is not, or to what cannot stand."""
    mechanism = Mechanism.model_validate({**form.model_dump(), "name": str(loc[-1])})
    changeable = [f for f in MechanismForm.model_fields if f not in ("readings", "label")]
    for name, reading in form.readings.items():
        where = (*loc, "readings", name, "set")
        for field in reading.set:
            sheet.refuse_unknown(
                (*where, field),
                field,
                changeable,
                Wording("intet felt i en virkning", "no field of a mechanism"),
            )
        try:
            changed = mechanism.under(name)
        except ValidationError as error:
            raise sheet.fault(where, _said(error).each(sentence)) from None
        refuse_strangers(sheet, where, changed, schemes)


def _said(error: ValidationError) -> Wording:
    first = error.errors(include_url=False)[0]
    told = first["type"] == "value_error"
    return said_by(first["ctx"]["error"]) if told else expected(first)
