"""The catalogue of cases, ready to be shown: lines of a list, one case in full, their JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from borgerflow.experiments.questions.cases.catalogue import Catalogue
from borgerflow.experiments.questions.cases.common_form import CommonForm, common_form
from borgerflow.experiments.questions.cases.compare import (
    Beside,
    Cost,
    Lived,
    Overview,
    beside,
    carried,
)
from borgerflow.experiments.questions.cases.flags import flags_of
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.cases.catalogue import Case

CASES_SCHEMA = "borgerflow/cases/1"


@dataclass(frozen=True)
class CaseLine:
    """A case with its common form and its flags."""

    case: Case
    form: CommonForm
    flags: tuple[str, ...]


@dataclass(frozen=True)
class CaseInFull:
    """A case beside the simulated year of a municipality, with each of its schemes.

    ``beside`` is None where the case names no scheme that pays; ``schemes`` is then empty.
    """

    line: CaseLine
    lived: Lived
    beside: Beside | None
    schemes: tuple[tuple[str, Cost], ...]


def lines_of(cases: Iterable[Case], catalogue: Catalogue, law: LawBook) -> list[CaseLine]:
    """Return cases with their common form and flags, in the order given."""
    return [line_of(case, catalogue, law) for case in cases]


def line_of(case: Case, catalogue: Catalogue, law: LawBook) -> CaseLine:
    """Return one case with its common form and flags."""
    form = common_form(case, law, catalogue.rules)
    return CaseLine(case, form, flags_of(case, form, law, catalogue.rules))


def in_full(case: Case, catalogue: Catalogue, lived: Lived, law: LawBook) -> CaseInFull:
    """Return one case beside the simulated year."""
    line = line_of(case, catalogue, law)
    close = catalogue.rules.close_share.value or 0.0
    schemes = tuple(
        (scheme, carried(lived.costs[scheme], scheme, line.form.years, law))
        for scheme in (*case.schemes, *([case.moves_to] if case.moves_to else []))
        if scheme in lived.costs
    )
    return CaseInFull(line, lived, beside(case, line.form, lived, law, close), schemes)


def cases_json(lines: Sequence[CaseLine]) -> str:
    """Return the JSON of ``cases``."""
    return _json({"cases": [_line(line) for line in lines]})


def case_json(full: CaseInFull) -> str:
    """Return the JSON of ``cases ID``."""
    content = {
        "case": _line(full.line),
        "municipality_simulated": full.lived.municipality,
        "simulated_by_scheme": {scheme: asdict(cost) for scheme, cost in full.schemes},
        "beside": full.beside and _beside(full.beside),
    }
    return _json(content)


def overview_json(found: Overview) -> str:
    """Return the JSON of ``cases --simulated``."""
    content = {
        "municipality_simulated": found.lived.municipality,
        "cases": [_beside(one) for one in found.cases],
        "not_comparable": found.not_comparable,
        "schemes": [asdict(scheme) for scheme in found.schemes],
        "reasons": dict(found.reasons),
        "share_near_the_municipal_part": found.share("municipal_part"),
        "share_near_all_payers": found.share("all_payers"),
    }
    return _json(content)


def _line(line: CaseLine) -> dict[str, Any]:
    stated = line.case.model_dump(mode="json")
    return {**stated, "common_form": asdict(line.form), "flags": line.flags}


def _beside(one: Beside) -> dict[str, Any]:
    return {**asdict(one), "of_gross": one.of_gross, "of_municipality": one.of_municipality}


def _json(content: dict[str, Any]) -> str:
    whole = {"schema": CASES_SCHEMA, **content}
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False)
