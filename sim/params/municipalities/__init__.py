"""The file of a municipality: read, its names looked up, its numbers held against one another.

Packaged files and a user's own are read alike.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from borgerflow.sim.base.errors import unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.params.municipalities.stock import fault_of_row, fault_of_sum
from borgerflow.sim.params.reading.faults import NO_SCHEME
from borgerflow.sim.params.reading.forms import Sheet, read_sheet
from borgerflow.sim.params.reading.kept import Loc
from borgerflow.sim.params.reading.phrases import (
    NUMBER_NEEDED,
    ZERO_OR_MORE,
    got,
    misnamed,
    no_exit_of,
    other_unit,
)

WAY = ">"  # between the schemes of a hazard: where it leads out of, and to
MunicipalitySheet = Sheet[Municipality]


def read_municipality(
    path: Path, schemes: Mapping[str, Scheme], stocked: Collection[str]
) -> MunicipalitySheet:
    """Return the municipality in a file; ``stocked`` are the schemes it must count persons in.

    Raises
    ------
    ParamError
        Naming file, line, key, what was got, what was expected and the nearest name: if it does
        not hold, has another name than its file, names a scheme there is not, leaves a scheme
        out, or counts fewer than no persons or more than all.
    """
    sheet: MunicipalitySheet = read_sheet(path, Municipality)
    if sheet.content.name != path.stem:
        raise sheet.fault(("name",), misnamed(sheet.content.name, path.stem))
    _refuse_strangers(sheet, schemes, stocked)
    _refuse_counts(sheet)
    _refuse_stock(sheet, stocked)
    return sheet


def _refuse_stock(sheet: MunicipalitySheet, stocked: Collection[str]) -> None:
    """Refuse rows of the people who are there that do not hold, or are more than live there."""
    form = sheet.content
    if form.stock is None:
        return
    for place, row in enumerate(form.stock.rows):
        fault = fault_of_row(row, stocked)
        if fault is not None:
            raise sheet.fault(("stock", "rows", place), fault)
    others = (e.value or 0.0 for name, e in form.stocks.items() if name not in form.stock.schemes)
    residents = form.persons_18_66.value or 0.0
    too_many = fault_of_sum(form.stock.rows, sum(others), residents)
    if too_many is not None:
        raise sheet.fault(("stock",), too_many)


def _refuse_strangers(
    sheet: MunicipalitySheet, schemes: Mapping[str, Scheme], stocked: Collection[str]
) -> None:
    """Refuse names of schemes and ways that nothing has, and schemes that are left out."""
    form = sheet.content
    for name in form.stocks:
        sheet.refuse_unknown(
            ("stocks", name),
            name,
            stocked,
            Wording("ingen ordning med bestand", "no scheme with a stock"),
        )
    missing = [name for name in stocked if name not in form.stocks]
    if missing:
        raise sheet.fault(
            ("stocks",),
            Wording(
                f"{', '.join(missing)} mangler; alle ordninger skal være der.",
                f"{', '.join(missing)} is missing; expected each scheme.",
            ),
        )
    for name in form.inflow_factors:
        sheet.refuse_unknown(("inflow_factors", name), name, schemes, NO_SCHEME)
    for name in form.hazard_factors:
        _refuse_strange_way(sheet, name, schemes)
    for place, target in enumerate(form.targets):
        for at, name in enumerate(target.schemes):
            sheet.refuse_unknown(
                ("targets", place, "schemes", at),
                name,
                schemes,
                NO_SCHEME,
            )


def _refuse_strange_way(sheet: MunicipalitySheet, name: str, schemes: Mapping[str, Scheme]) -> None:
    """Refuse a way, as in ``a>b`` or ``a>b>c`` for those who came from a, that nobody takes."""
    place = ("hazard_factors", name)
    *through, destination = name.split(WAY, 2) if WAY in name else (name, "")
    for scheme in through:
        sheet.refuse_unknown(place, scheme, schemes, NO_SCHEME)
    exits = schemes[through[-1]].exits
    if destination not in exits:
        raise sheet.fault(place, unknown(no_exit_of(through[-1]), destination, exits))


def _refuse_counts(sheet: MunicipalitySheet) -> None:
    """Refuse numbers that are missing, below nought or more than the residents."""
    form = sheet.content
    persons = _count(sheet, ("persons_18_66",), form.persons_18_66, "persons", above=True)
    workforce = _count(sheet, ("workforce",), form.workforce, "persons", above=True)
    if workforce > persons:
        raise sheet.fault(
            ("workforce", "value"),
            got(f"{workforce:g}", _at_most(persons)),
        )
    _count(sheet, ("newcomers_per_year",), form.newcomers_per_year, "persons/year")
    stocks = form.stocks.items()
    total = sum(_stock(sheet, ("stocks", name), stock, persons) for name, stock in stocks)
    too_many = fault_of_sum((), total, persons)
    if too_many is not None:
        raise sheet.fault(("stocks",), too_many)
    for key in ("inflow_factors", "hazard_factors"):
        for name, factor in getattr(form, key).items():
            _count(sheet, (key, name), factor, "factor")


def _stock(sheet: MunicipalitySheet, loc: Loc, stock: Estimate, residents: float) -> float:
    """Return the persons in a scheme; more than live there, or so high an end, are refused."""
    count = _count(sheet, loc, stock, "persons")
    for part, number in (("value", count), ("high", stock.high or 0.0)):
        if number > residents:
            raise sheet.fault((*loc, part), got(f"{number:g}", _at_most(residents)))
    return count


def _count(
    sheet: MunicipalitySheet, loc: Loc, estimate: Estimate, unit: str, *, above: bool = False
) -> float:
    """Return a number that is known, in its unit and not below nought (above it, if it must be)."""
    if estimate.unit != unit:
        raise sheet.fault((*loc, "unit"), other_unit(estimate.unit, unit))
    if estimate.value is None:
        raise sheet.fault((*loc, "value"), NUMBER_NEEDED)
    if estimate.value < 0 or (above and estimate.value == 0):
        least = Wording("et tal over 0", "a number above 0") if above else ZERO_OR_MORE
        raise sheet.fault((*loc, "value"), got(f"{estimate.value:g}", least))
    return estimate.value


def _at_most(persons: float) -> Wording:
    return Wording(f"højst persons_18_66, {persons:g}", f"no more than persons_18_66, {persons:g}")
