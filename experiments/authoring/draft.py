"""A proposal being written: checked by its own reader, then kept in a new file."""

import json
import os
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borgerflow.experiments.authoring.answers import not_as_expected
from borgerflow.experiments.authoring.words.questions import words_of
from borgerflow.experiments.lookup.proposals import unfit_mechanisms
from borgerflow.experiments.typed.numbers import without_exponent
from borgerflow.sim.base.errors import InputError, ParamError, refusals_of, refuse_all
from borgerflow.sim.base.files import (
    not_written,
    refuse_cpr_name,
    refusing_a_bad_disk,
    write_text,
)
from borgerflow.sim.base.texts import wrong_with
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.folder import refuse_company
from borgerflow.sim.params.proposals.mechanisms import MechanismForm
from borgerflow.sim.params.proposals.proposals import ProposalForm, proposal_of, unfit_parts
from borgerflow.sim.params.reading.faults import UNPLACED
from borgerflow.sim.params.reading.forms import Sheet, faults_of, validated
from borgerflow.sim.params.reading.kept import Loc

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
LONGEST_NAME = 60  # letters of an id: with a folder and an ending, a name every disk takes
MECHANISM = re.compile(r"[a-z][a-z0-9_]*")
ANSWERS: Mapping[Loc, int] = {(): UNPLACED}


@dataclass(frozen=True)
class Place:
    """Where new proposals are kept, and which ids are taken."""

    folder: Path
    params: Params

    def path(self, municipality: str, name: str) -> Path:
        """Return the path of a proposal's file."""
        return self.folder / Path(municipality).stem / f"{name}.yaml"

    def refuse_taken(self, municipality: str, name: str) -> None:
        """Refuse an id that is no name of a file, or that a file or a proposal has already."""
        refuse_name(name)
        if name in self.params.proposals:
            said = Wording(
                da=f"{name} er et af de forslag, der følger med: vælg et andet id.",
                en=f"{name} is a packaged proposal: expected another id.",
            )
            raise InputError(said)
        path = self.path(municipality, name)
        refuse_cpr_name(path)
        if os.path.lexists(path):
            said = Wording(
                da=f"{path} findes allerede: vælg et andet id.",
                en=f"{path} is there already: another id?",
            )
            raise InputError(said)


def refuse_name(name: str) -> None:
    """Refuse an id that is no name of a file, or names a citizen."""
    wrong = wrong_with(name)
    if wrong:
        raise InputError(Wording("navnet ", "the name ") + wrong)
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        expected = Wording(
            da=f"højst {LONGEST_NAME} små bogstaver a-z, tal og bindestreger, fx mit-forslag.",
            en=f"small letters a-z, digits and hyphens, {LONGEST_NAME} at most, as my-proposal.",
        )
        raise not_as_expected(name, expected)


def fault_at(data: Mapping[str, Any], loc: Loc) -> Wording | None:
    """Return what is wrong with the field at a place, in the words of the reader, or nothing."""
    faults = faults_of(data, ProposalForm)
    return next((text for where, text in faults if where[: len(loc)] == loc), None)


def refuse_draft(
    data: Mapping[str, Any], params: Params, path: Path, places: Mapping[Loc, int] = ANSWERS
) -> Sheet[ProposalForm]:
    """Return a draft as the reader has it; what is wrong is refused with its place."""
    sheet: Sheet[ProposalForm] = validated(path, data, places, ProposalForm)
    refuse_all(faults_of_the_whole(sheet, params))
    return sheet


def faults_of_the_whole(sheet: Sheet[ProposalForm], params: Params) -> list[ParamError]:
    """Return what does not hang together in a draft whose fields hold, each by itself."""
    usual = params.first_guesses.shares
    unfit = unfit_parts(sheet, params.law.schemes, usual, params.law.parameters)
    unfit += unfit_mechanisms(sheet, params)
    drafted = proposal_of(sheet.content, str(sheet.path), usual)
    known = {**params.proposals, drafted.id: drafted}
    return unfit + refusals_of([lambda: refuse_company(sheet, known, [sheet.path])])


def keep_draft(
    data: Mapping[str, Any], place: Place, lang: str, own_place: Path | None = None
) -> Path:
    """Return the new file that holds a draft; a file that is there already is never touched.

    Where the municipality is a file of the user's own, its path from the new file on is kept.

    Raises
    ------
    InputError
        If it does not hold, is there already, or cannot be written.
    """
    path = place.path(data["municipality"], data["id"])
    place.refuse_taken(data["municipality"], data["id"])
    refuse_draft(data, place.params, path)
    if own_place is not None:
        data = {**data, "municipality": _path_from(path.parent, own_place)}
    with refusing_a_bad_disk(not_written(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, proposal_text(data, lang), new=True)
    return path


def _path_from(folder: Path, file: Path) -> str:
    """Return how a file is found from a folder on; one that was given in full stays so."""
    return file.as_posix() if file.is_absolute() else Path(os.path.relpath(file, folder)).as_posix()


WIDTH = 96
ESTIMATE = ("value", "low", "high", "unit", "source", "grade", "note", "distribution")
HEADS = {
    "da": "Et forslag, som borgerflow kan læse. Hvert tal har enhed, kilde og grundlag; et antaget"
    " tal har low og high. Ret filen, som du vil: borgerflow proposals check FIL siger, hvad der"
    " ikke holder.",
    "en": "A proposal that borgerflow can read. Every number has a unit, a source and a grade; an"
    " assumed one has low and high. Change the file as you like: borgerflow proposals check FILE"
    " tells what does not hold.",
}


def proposal_text(data: Mapping[str, Any], lang: str) -> str:
    """Return the text of a proposal's file, with comments in a language."""
    lines = [*_comment(HEADS[lang], "")]
    for name in ProposalForm.model_fields:
        if name in data and name != "mechanisms":
            lines += _block(name, data[name], "", lang)
        elif name in data:
            lines += _comment(words_of(name, lang), "")
            lines.append("mechanisms:")
            for mechanism, content in data[name].items():
                lines.append(f"  {_scalar(mechanism)}:")
                lines += _mechanism(content, lang)
    return "\n".join(lines) + "\n"


def _mechanism(content: Mapping[str, Any], lang: str) -> Iterator[str]:
    for name in MechanismForm.model_fields:
        if name in content:
            yield from _block(name, content[name], "    ", lang)


def _block(name: str, value: Any, indent: str, lang: str) -> Iterator[str]:
    yield from _comment(words_of(name, lang), indent)
    yield from _entry(name, value, indent)


def _comment(text: str, indent: str) -> list[str]:
    first = f"{indent}# "
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=first)


def _entry(name: str, value: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a key: keys inside below it, anything else beside it."""
    if isinstance(value, Mapping) and value and "grade" not in value:
        yield f"{indent}{name}:"
        for key, inner in value.items():
            yield from _entry(str(key), inner, f"{indent}  ")
    else:
        yield f"{indent}{name}: {_flow(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        keys = [key for key in ESTIMATE if key in value] if "grade" in value else list(value)
        return "{" + ", ".join(f"{key}: {_flow(value[key])}" for key in keys) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """Return a scalar of YAML: a plain word as it is, any other text as JSON quotes it."""
    if isinstance(value, str) and _plain(value):
        return value
    if isinstance(value, float):
        return without_exponent(value)  # which is text to other readers: 1e-05
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> bool:
    """Tell whether a text is a name or a day, which need no quotes."""
    words = ("true", "false", "null", "yes", "no", "on", "off")
    bare = text.replace("_", "").replace("-", "")
    return bare.isascii() and bare.isalnum() and text[0].isalnum() and _no_number(text, words)


def _no_number(text: str, words: tuple[str, ...]) -> bool:
    day = text.count("-") == 2 and text[:4].isdigit()  # noqa: PLR2004  (2024-01-01)
    return text.casefold() not in words and (day or text[0].isalpha())
