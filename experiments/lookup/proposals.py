"""Proposals as they stand in their files, ready to be shown: nothing is simulated."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from borgerflow.experiments.findings.finding import json_text
from borgerflow.experiments.findings.question import END, START
from borgerflow.experiments.lookup.scheme_map import OUT
from borgerflow.sim.base.clock import date_of, first_day_of_year, iso_date, year_of
from borgerflow.sim.base.errors import (
    InputError,
    ParamError,
    nearest,
    refusals_of,
    refuse_all,
)
from borgerflow.sim.base.wording import LANGUAGES, Wording, same
from borgerflow.sim.params import Params, Proposal, Scheme
from borgerflow.sim.params.law.regulation import LAST_YEAR
from borgerflow.sim.params.proposals.mechanisms import MechanismForm
from borgerflow.sim.params.proposals.proposals import ProposalForm
from borgerflow.sim.params.reading.faults import Cell
from borgerflow.sim.params.reading.forms import Sheet, read_sheet
from borgerflow.sim.params.reading.kept import Loc
from borgerflow.sim.params.reading.phrases import listed, no_hazard
from borgerflow.sim.world.horizon import RUN_IN_YEARS
from borgerflow.sim.world.municipality import Model, find_municipality, read_estimates
from borgerflow.sim.world.proposals.refusals import misfit_of

PROPOSALS_SCHEMA = "borgerflow/proposals/1"
# Of the values that a world needs from the day on which lives begin, the one that begins last.
YOUNGEST_LAW = "law.sygedagpenge.revurdering_looks_back_months"
YEARS_OF_A_FORM = 4  # what a proposal is asked to pay back within, as the forms ask


def all_proposals(params: Params) -> list[Proposal]:
    """Return every proposal in order of id."""
    return [params.proposals[name] for name in sorted(params.proposals)]


def proposals_json(proposals: Sequence[Proposal]) -> str:
    """Return the JSON of ``proposals``: the forms with dates as ISO text."""
    return json_text({"schema": PROPOSALS_SCHEMA, "proposals": [_form(p) for p in proposals]})


def total_cost(proposal: Proposal) -> float:
    """Return what a proposal asks for over all its years, in kroner of its price year."""
    return sum(estimate.value or 0.0 for estimate in proposal.cost.values())


def states_its_effect(proposal: Proposal) -> bool:
    """Tell whether the form states the effect of each of its mechanisms, and there are some."""
    stated = [mechanism.stated for mechanism in proposal.mechanisms]
    return bool(stated) and all(stated)


def _form(proposal: Proposal) -> dict[str, Any]:
    form = proposal.model_dump(mode="json", exclude={"path", "place"})
    for patch in form["law"]:
        patch["values"] = {iso(int(day)): value for day, value in patch["values"].items()}
    return form | {"start": iso(proposal.start), "until": iso(proposal.until)}


def iso(day: int) -> str:
    """Return the date of a day as ISO text."""
    return date_of(day).isoformat()


def day_before(day: int) -> str:
    """Return the date of the last day before an exclusive end."""
    return iso(day - 1)


def refuse_unfit_mechanisms(names: Iterable[str], params: Params) -> None:
    """Refuse proposals that change what the estimates say nothing of, with file and line.

    An exit without a pace, hours without a price, a decision that no deadline takes.

    Raises
    ------
    ParamError
        That tells all of them.
    """
    files = (Path(params.proposal(name).path) for name in names)
    sheets = (read_sheet(path, ProposalForm) for path in files)
    refuse_all([fault for sheet in sheets for fault in unfit_mechanisms(sheet, params)])


def unknown_start(day: int, params: Params) -> Wording | None:
    """Return that nothing can be told of a proposal that begins on a day, or nothing.

    Before the first year lives would begin before the law that all of them follow; after the
    last there is no price index.
    """
    begins = params.law.parameter(YOUNGEST_LAW).values[0].day
    first = year_of(begins - 1) + 1 + RUN_IN_YEARS
    last = min(max(params.price_index.by_year), LAST_YEAR - 1)
    if first <= year_of(day) <= last:
        return None
    return Wording(
        f"første dag er {iso(day)}: lov og priser er kendt for forslag, der begynder i"
        f" {first}-{last}.",
        f"the first day is {iso(day)}: law and prices are known for proposals that begin in"
        f" {first}-{last}.",
    )


def refuse_unknown_starts(sheets: Iterable[Sheet[ProposalForm]], params: Params) -> None:
    """Refuse forms that begin where nothing can be told, with file and line."""
    told = ((sheet, unknown_start(sheet.content.start, params)) for sheet in sheets)
    refuse_all([sheet.fault(("start",), said) for sheet, said in told if said])


def begins_at(start: str, municipality: str, params: Params) -> str:
    """Return the first day of a horizon that nobody typed: not before people who are told of."""
    stock = find_municipality(params, municipality).stock
    return start if stock is None else max(start, iso_date(stock.day))


def horizon_of(proposals: Sequence[Proposal], params: Params) -> tuple[str, str]:
    """Return the first day of the horizon of some proposals, and the day after its last.

    From 1 January of the first year that they cost or run in to the end of the last, four years
    at least; at most to the end of the last year with a price index. Where none is named, 2019
    to 2022.

    Raises
    ------
    InputError
        If there is no price index for the first year.
    """
    if not proposals:
        return START, END
    last_index = max(params.price_index.by_year)
    first = min(min(*p.cost, year_of(p.start)) for p in proposals)
    last = max(max(p.cost) for p in proposals)
    if first > last_index:
        raise InputError(_without_index([p.id for p in proposals], first, last_index))
    after = min(max(last, first + YEARS_OF_A_FORM - 1), last_index) + 1
    return iso_date(first_day_of_year(first)), iso_date(first_day_of_year(after))


def _without_index(names: Sequence[str], first: int, last_index: int) -> Wording:
    """Return that proposals begin after the last year with a price index."""
    named = ", ".join(names)
    return Wording(
        da=f"{named} begynder i {first}, og det sidste år med et prisindeks er {last_index}: "
        f"vælg et forslag, der begynder i {last_index} eller før (params/model/price_index.csv).",
        en=f"{named} begins in {first}, and the last year with a price index is {last_index}: "
        f"expected a proposal that begins in {last_index} or before "
        "(params/model/price_index.csv).",
    )


def ways_of(params: Params) -> Mapping[str, Sequence[str]]:
    """Return where each scheme is left for, at a pace that the estimates tell."""
    hazards = read_estimates(params).hazards.schemes
    return {origin: tuple(form.exits) for origin, form in hazards.items()}


def unfit_mechanisms(sheet: Sheet[ProposalForm], params: Params) -> list[ParamError]:
    """Return a refusal of the first thing in each mechanism that the estimates say nothing of."""
    model, ways, schemes = read_estimates(params), ways_of(params), params.law.schemes
    named = [(n, f) for n, f in sheet.content.mechanisms.items() if isinstance(f, MechanismForm)]
    return refusals_of(
        check
        for name, form in named
        for check in (
            partial(_refuse_unknown_way, sheet, ("mechanisms", name), ways, schemes),
            partial(_refuse_misfit, sheet, ("mechanisms", name), form, (model, schemes)),
        )
    )


def _refuse_misfit(
    sheet: Sheet[ProposalForm],
    loc: Loc,
    form: MechanismForm,
    known: tuple[Model, Mapping[str, Scheme]],
) -> None:
    """Refuse hours or a decision that the scheme has no place for, in the words of the sheet."""
    model, schemes = known
    in_words = isinstance(sheet.line((*loc, "scheme")), Cell)
    misfit = misfit_of(form, model, partial(_called, schemes) if in_words else same)
    if misfit is not None:
        raise sheet.fault((*loc, misfit.field), misfit.why)


def _refuse_unknown_way(
    sheet: Sheet[ProposalForm],
    loc: Loc,
    ways: Mapping[str, Sequence[str]],
    schemes: Mapping[str, Scheme],
) -> None:
    form = sheet.content.mechanisms[str(loc[-1])]
    assert isinstance(form, MechanismForm)
    field = "origins" if form.kind == "inflow" else "exits"
    for place, (origin, to) in enumerate(form.ways):
        known, mapped = ways.get(origin, ()), (*schemes[origin].exits, OUT)
        if to in known or to not in mapped:  # the latter is told by the reader of the form
            continue
        where = (*loc, field, place)
        if isinstance(sheet.line(where), Cell):  # where schemes are chosen by what they are called
            raise sheet.fault(where, _no_way_called(origin, to, known, schemes))
        raise sheet.fault(where, no_hazard(origin, to) + nearest(to, known) + listed(known))


def _no_way_called(
    origin: str, to: str, known: Iterable[str], schemes: Mapping[str, Scheme]
) -> Wording:
    """Return the same in the words of a workbook, where semicolons stand between schemes."""
    words = [_called(schemes, name) for name in known]
    da, en = ("; ".join(word.text(lang) for word in words) for lang in LANGUAGES)
    lacks = no_hazard(_called(schemes, origin), _called(schemes, to))
    return lacks + Wording(listed([da]).da, listed([en]).en)


def _called(schemes: Mapping[str, Scheme], name: str) -> Wording:
    """Return what a scheme is called; any other name as it stands."""
    label = schemes[name].label if name in schemes else {"da": name, "en": name}
    return Wording(label["da"], label["en"])
