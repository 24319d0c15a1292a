"""What the names that may be chosen are called in a form, and which name an answer means.

Names are read back by what they are called, in either language and any case, or as they are.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from borgerflow.experiments.findings.labels import place_within
from borgerflow.experiments.present.words import GRADES, LEVEL_LABELS
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.danish_names import KINDS, WAYS_IN
from borgerflow.sim.params.proposals.names import CAME_FROM
from borgerflow.sim.params.reading.phrases import GOT
from borgerflow.sim.world.municipality import municipality_names

Called = Mapping[str, Wording]  # what each name is called
MOST_BESIDE_THE_NEAREST = 10  # names; more would hide the one that was meant
OUT = "out"  # leaving the model: no scheme, but an exit
YES_NO: Called = {"yes": Wording("ja", "yes"), "no": Wording("nej", "no")}
GRADES_CALLED: Called = {grade: Wording(**said) for grade, said in GRADES.items()}


def choices_called(params: Params) -> Mapping[str, Called]:
    """Return what the names of each naming field are called, by the last part of its place."""
    schemes = {
        name: Wording(scheme.label["da"], scheme.label["en"])
        for name, scheme in params.law.schemes.items()
    }
    decided = {**schemes, CAME_FROM: Wording("det, de kom fra", "what they came from")}
    exits = {OUT: Wording("ud af modellen", "out of the model"), **schemes}
    places = {name: place_within(name, params) for name in municipality_names(params)}
    return {
        "municipality": places,
        **dict.fromkeys(("scheme", "origins", "came_from"), schemes),
        **dict.fromkeys(("away_from", "towards"), decided),
        "exits": exits,
        "kind": KINDS,
        "at": WAYS_IN,
        "grade": GRADES_CALLED,
        **LEVEL_LABELS,
    }


def chosen(text: str, names: Sequence[str], called: Called) -> str:
    """Return the name that a text means.

    Raises
    ------
    InputError
        If it means none: with the nearest, and all that are known, in words.
    """
    meant = _meant(text, names, called)
    if meant is not None:
        return meant
    each = [called.get(name, same(name)) for name in names]
    da, en = [said.da for said in each], [said.en for said in each]
    near = Wording(_near(text, names, da).da, _near(text, names, en).en)
    listed = Wording(f" Mulige: {'; '.join(da)}.", f" Known: {'; '.join(en)}.")
    short = near.da and len(names) > MOST_BESIDE_THE_NEAREST
    raise InputError(GOT + quoted(text) + "." + near + ("" if short else listed))


def _near(text: str, names: Sequence[str], labels: Sequence[str]) -> Wording:
    """Return the nearest label or name, whatever its case."""
    folded = {known.casefold(): known for known in (*names, *labels)}
    close = get_close_matches(text.casefold(), folded, n=1)
    return nearest(folded[close[0]], [folded[close[0]]]) if close else same("")


def several_chosen(text: str, names: Sequence[str], called: Called) -> list[str]:
    """Return the names that a text means, commas or semicolons between; labels may have commas."""
    if ";" in text:
        return [name for part in text.split(";") for name in several_chosen(part, names, called)]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found: list[str] = []
    while parts:
        lengths = range(len(parts), 0, -1)
        fits = [n for n in lengths if _meant(", ".join(parts[:n]), names, called) is not None]
        length = fits[0] if fits else 1
        found.append(chosen(", ".join(parts[:length]), names, called))
        parts = parts[length:]
    return found


def _meant(text: str, names: Sequence[str], called: Called) -> str | None:
    typed = text.strip().casefold()
    for name in names:
        said = called.get(name, same(name))
        if typed in (name.casefold(), said.da.casefold(), said.en.casefold()):
            return name
    return None
