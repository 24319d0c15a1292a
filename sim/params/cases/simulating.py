"""How a municipal case is read as a proposal: the only reader of ``cases/simulating.yaml``.

Says which exits an effect makes faster, which cases prevent, which cannot be simulated, and what
trials have found.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.reading.faults import NO_SCHEME
from borgerflow.sim.params.reading.forms import Entry, Label, Names, Sheet, Text, read_sheet
from borgerflow.sim.params.reading.kept import Loc
from borgerflow.sim.params.reading.phrases import NUMBER_NEEDED
from borgerflow.sim.params.reading.units import Grade


class CitedEntry(Entry):
    """Something that is held true of a case, and where it stands."""

    source: Text
    grade: Grade


class CitedSchemes(CitedEntry):
    """Schemes that a rule names."""

    schemes: Names


class Obstacle(CitedEntry):
    """Why a case cannot be simulated, as the end of a sentence."""

    label: Label


class SimulatingRules(Entry):
    """What a case is simulated with where the case itself says nothing."""

    leaves_to: CitedSchemes
    comes_from: CitedSchemes
    everybody: CitedSchemes
    prevents: dict[str, CitedEntry]
    not_by_leaving: dict[str, Obstacle]
    undated_years: Estimate
    furthest_factor: Estimate
    citizens_per_employee: Estimate
    trials: dict[str, Estimate]


def read_simulating_rules(
    path: Path, schemes: Collection[str], cases: Collection[str]
) -> SimulatingRules:
    """Return the rules, their schemes and cases looked up.

    Raises
    ------
    ParamError
        Naming file and line, at the first thing that does not hold.
    """
    sheet: Sheet[SimulatingRules] = read_sheet(path, SimulatingRules)
    rules = sheet.content
    for key in ("leaves_to", "comes_from", "everybody"):
        _refuse_unknown(
            sheet,
            (key, "schemes"),
            getattr(rules, key).schemes,
            schemes,
            NO_SCHEME,
        )
    _refuse_unknown(sheet, ("trials",), rules.trials, schemes, NO_SCHEME)
    for key in ("prevents", "not_by_leaving"):
        _refuse_unknown(sheet, (key,), getattr(rules, key), cases, Wording("ingen case", "no case"))
    for key in ("undated_years", "furthest_factor", "citizens_per_employee"):
        if not getattr(rules, key).value:
            raise sheet.fault((key, "value"), NUMBER_NEEDED)
    return rules


def _refuse_unknown(
    sheet: Sheet[SimulatingRules],
    loc: Loc,
    names: Iterable[str],
    known: Collection[str],
    kind: Wording,
) -> None:
    for name in names:
        sheet.refuse_unknown(loc, name, known, kind)
