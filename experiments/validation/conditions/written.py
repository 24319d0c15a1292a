"""A condition that was found, as the text of its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.validation.conditions.search import (
    ConditionSearch,
    entry_factor,
    exit_factor,
    ways_of,
)
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import iso_date, year_of
from borgerflow.sim.base.files import not_written, refusing_a_bad_disk, write_text
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.fit.params_written import yaml_of

RANGE = (0.9, 1.1)  # of a factor: what chance in the stocks of a quarter leaves open, about
DIGITS = 4
HEAD = (
    "# Factors found by the command under fitted, and frozen: 1 outside the periods, the same in"
    " both worlds.\n"
)
NAMED = {
    "entry": Wording("afgang til {}, ledighed som observeret", "leaving for {}, as observed"),
    "exit": Wording("fra {} til job, ledighed som observeret", "from {} to a job, as observed"),
}


@dataclass(frozen=True)
class Origin:
    """How a condition was found."""

    command: str
    made: str


def file_text(search: ConditionSearch, tightness: Mapping[str, Floats], origin: Origin) -> str:
    """Return the condition as the text of its file."""
    home, (first, last) = search.world.municipality, (search.days[0], search.days[-1] - 1)
    label, years = home.label, f"{year_of(first)}-{year_of(last)}"
    about = {
        "label": {
            "da": f"ledighed som observeret {years} ({label.da})",
            "en": f"unemployment as observed {years} ({label.en})",
        },
        "note": {
            "da": f"Dagpenge og jobparate følger de observerede bestande {years}: faktorer pr."
            " kvartal, frosne og ens i begge scenarier. Resten af corona er ikke med, medmindre"
            " covid er valgt.",
            "en": f"Dagpenge and jobparate follow the stocks observed in {years}: factors by"
            " quarter, frozen and the same in both worlds. The rest of COVID is left out unless"
            " covid is chosen.",
        },
        "municipality": home.name,
        "fitted": {
            "command": origin.command,
            "made": origin.made,
            "seed": search.seed,
            "replications": search.replications,
        },
    }
    groups = "".join(_groups(search, scheme, x) for scheme, x in tightness.items())
    return HEAD + yaml_of(about) + "groups:\n" + groups


def _groups(search: ConditionSearch, scheme: str, x: Floats) -> str:
    """Return the groups of hazards into a scheme and out of it."""
    into, out = ways_of(search.world, scheme)
    entry = _group(search, (scheme, "entry"), into, [entry_factor(each) for each in x])
    return entry + _group(search, (scheme, "exit"), out, [exit_factor(each) for each in x])


def _group(
    search: ConditionSearch,
    name: tuple[str, str],
    hazards: Sequence[str],
    factors: Sequence[float],
) -> str:
    scheme, way = name
    called = scheme_within(search.world.law.schemes[scheme])
    content: dict[str, Any] = {
        "label": {lang: NAMED[way].text(lang).format(called.text(lang)) for lang in ("da", "en")},
        "hazards": list(hazards),
        "source": search.observed.source,
        "grade": "estimated",
        "range": list(RANGE),
    }
    borders = zip(search.days[:-1], search.days[1:], factors, strict=True)
    periods = "".join(
        f"      - {{start: {iso_date(start)}, until: {iso_date(until)}, factor:"
        f" {round(factor, DIGITS)}}}\n"
        for start, until, factor in borders
    )
    head = f"  {scheme}_{way}:\n{yaml_of(content, 2)}    periods:\n"
    return head + periods


def keep(text: str, out: Path) -> None:
    """Write a condition into a new file, whole or not at all."""
    with refusing_a_bad_disk(not_written(out)):
        write_text(out, text, new=True)
