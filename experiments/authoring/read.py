"""What a form may leave out or contradict: costs, years, partners, grades. Nothing is simulated."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from borgerflow.experiments.authoring.remarks import Remark, Written, written
from borgerflow.experiments.authoring.workbook.read import written_in
from borgerflow.experiments.findings.rows import Notice
from borgerflow.experiments.lookup.law import held_with
from borgerflow.experiments.present.numbers import kroner, number
from borgerflow.sim.base.clock import date_of, first_day_of_year, year_of
from borgerflow.sim.base.errors import nearest
from borgerflow.sim.params import Estimate, Params, Proposal


def missing_costs(one: Written, fte_kroner: Estimate | None) -> Iterator[Remark]:
    """Yield a warning for each year without a cost, or with less than its staff would cost."""
    proposal = one.proposal
    for year in sorted({*_years(proposal), *proposal.fte} - set(proposal.cost)):
        yield one.remark(
            "missing_cost",
            "warning",
            ("cost",),
            Notice(
                f"{proposal.id} har ingen udgift i {year}, hvor det løber eller har årsværk.",
                f"{proposal.id} has no cost in {year}, in which it runs or has staff.",
            ),
            Notice("en udgift, eller 0, hvis der ingen er.", "a cost, or 0 if there is none."),
        )
    if fte_kroner is not None:
        yield from _cheap_staff(one, fte_kroner.low or fte_kroner.value or 0.0)


def _cheap_staff(one: Written, least: float) -> Iterator[Remark]:
    """Yield a warning for each year whose cost is below ``least`` kroner a full-time post."""
    for year, staff in one.proposal.fte.items():
        share = _share_of_year(one.proposal, year)
        wages = least * share * (staff.value or 0.0)
        stated = one.proposal.cost.get(year)
        if stated is not None and (stated.value or 0.0) < wages:
            amounts = {
                lang: (
                    number(staff.value or 0.0, lang, 2),
                    kroner(stated.value or 0.0, lang),
                    kroner(wages, lang),
                )
                for lang in ("da", "en")
            }
            (fte, cost, due), (fte_en, cost_en, due_en) = amounts["da"], amounts["en"]
            yield one.remark(
                "cheap_staff",
                "warning",
                ("cost", str(year)),
                Notice(
                    f"{fte} årsværk og {cost} i {year}.",
                    f"{fte_en} FTE and {cost_en} in {year}.",
                ),
                Notice(
                    f"mindst {due} for den del af året, forslaget løber.",
                    f"at least {due_en} for the part of the year in which it runs.",
                ),
            )


def outside_years(one: Written) -> Iterator[Remark]:
    """Yield an error for each cost, a warning for each post, in a year it does not run."""
    running = set(_years(one.proposal))
    first, last = date_of(one.proposal.start), date_of(one.proposal.until - 1)
    for key, by_year in (("cost", one.proposal.cost), ("fte", one.proposal.fte)):
        for year in sorted(set(by_year) - running):
            yield one.remark(
                "outside_years",
                "error" if key == "cost" else "warning",
                (key, str(year)),
                Notice(
                    f"{one.proposal.id} løber fra {first} til {last}, ikke i {year}.",
                    f"{one.proposal.id} runs from {first} to {last}, not in {year}.",
                ),
                Notice(
                    "et år, hvor det løber, eller en anden start eller until.",
                    "a year in which it runs, or another start or until.",
                ),
            )


def unknown_municipality(one: Written, known: Collection[str]) -> Iterator[Remark]:
    """Yield an error if no municipality has the name."""
    name = one.proposal.municipality
    if name not in known:
        yield one.remark(
            "unknown_municipality",
            "error",
            ("municipality",),
            Notice(f"Ingen kommune hedder {name}.", f"No municipality is called {name}."),
            Notice(*[f"{' / '.join(known)}.{nearest(name, known)}"] * 2),
        )


def odd_grades(one: Written) -> Iterator[Remark]:
    """Yield a warning for each effect whose grade says more than the form does."""
    for mechanism in one.proposal.mechanisms:
        loc = ("mechanisms", mechanism.name, "effect")
        if mechanism.effect.value is None:
            yield one.remark(
                "no_effect",
                "warning",
                loc,
                Notice(
                    f"{mechanism.name} har ingen effekt: der regnes med ingen.",
                    f"{mechanism.name} has no effect: none is counted with.",
                ),
                Notice("et tal med et interval.", "a number with a range."),
            )
        elif mechanism.effect.grade == "sourced" and not mechanism.stated:
            yield one.remark(
                "odd_grade",
                "warning",
                loc,
                Notice(
                    f"{mechanism.name} er mærket sourced, men formularen oplyser ingen effekt.",
                    f"{mechanism.name} is graded sourced, but the form states no effect.",
                ),
                Notice(
                    "stated: true, eller derived eller assumed.",
                    "stated: true, or derived or assumed.",
                ),
            )


def unfit_company(several: Sequence[Written]) -> Iterator[Remark]:
    """Yield an error for two that exclude each other, and for one whose condition is not there."""
    named = [one.proposal.id for one in several]
    for one in several:
        own = one.proposal
        for place, other in enumerate(own.excludes):
            if other in named and not (own.id > other and own.id in _excluded_by(several, other)):
                yield one.remark(
                    "exclusive",
                    "error",
                    ("excludes", place),
                    Notice(
                        f"{own.id} og {other} udelukker hinanden.",
                        f"{own.id} and {other} exclude each other.",
                    ),
                    Notice("kun det ene af dem.", "only one of them."),
                )
        for place, other in enumerate(own.depends_on):
            if other not in named:
                yield one.remark(
                    "dependency",
                    "error",
                    ("depends_on", place),
                    Notice(f"{own.id} forudsætter {other}.", f"{own.id} depends on {other}."),
                    Notice("at det også nævnes.", "that it is named too."),
                )


def _excluded_by(several: Sequence[Written], name: str) -> tuple[str, ...]:
    return next(one.proposal.excludes for one in several if one.proposal.id == name)


def _years(proposal: Proposal) -> range:
    return range(year_of(proposal.start), year_of(proposal.until - 1) + 1)


def _share_of_year(proposal: Proposal, year: int) -> float:
    first, last = first_day_of_year(year), first_day_of_year(year + 1)
    days = min(last, proposal.until) - max(first, proposal.start)
    return max(days, 0) / (last - first)


def every_one(directory: Path | None, named: Sequence[str]) -> tuple[Params, list[Written]]:
    """Return what is held true, and each proposal named with its lines or cells; all, if none is.

    Raises
    ------
    InputError
        If one is unknown, or does not hold.
    """
    once = dict.fromkeys(named)
    books = [Path(name) for name in once if name.endswith(".xlsx")]
    held, ids = held_with(directory, [name for name in once if not name.endswith(".xlsx")])
    names = ids if named else tuple(sorted(held.proposals))
    return held, [written(held, name) for name in names] + [written_in(p, held) for p in books]
