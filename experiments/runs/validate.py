"""From what a user typed to the finding that answers it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar, get_args

from borgerflow.experiments.findings.question import Engine, PairQuestion, WorldQuestion
from borgerflow.experiments.lookup.proposals import (
    YOUNGEST_LAW,
    begins_at,
    horizon_of,
    refuse_unfit_mechanisms,
)
from borgerflow.experiments.typed.numbers import Size, refuse_size
from borgerflow.experiments.typed.sizes import POPULATION, REPLICATIONS, SEED
from borgerflow.sim.base.clock import (
    first_day_of_year,
    iso_date,
    parse_day,
    year_of,
)
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Mechanism, Params, Proposal
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.params.patches.catalogue import refuse_unmatched
from borgerflow.sim.world.horizon import RUN_IN_YEARS, first_day_lived, horizon_days
from borgerflow.sim.world.municipality import find_municipality

DEFAULT_MUNICIPALITY = "herning"
NO_ENGINE = Wording("ingen motor", "no engine")
AQuestion = TypeVar("AQuestion", bound=WorldQuestion)
APair = TypeVar("APair", bound=PairQuestion)


def municipality_of(proposals: Sequence[str], params: Params) -> str:
    """Return the municipality of the first proposal, or its file; Herning, where none is named."""
    own = [params.proposal(proposal) for proposal in proposals]
    return own[0].place or own[0].municipality if own else DEFAULT_MUNICIPALITY


def refuse_before_law(start: str, home: Municipality, params: Params) -> None:
    """Refuse a horizon whose lives begin before the law that all of them follow."""
    lived = first_day_lived(home, parse_day(start))
    begin = params.law.parameter(YOUNGEST_LAW).values[0].day
    if lived >= begin:
        return
    known, day = iso_date(begin), iso_date(lived)
    first = iso_date(first_day_of_year(year_of(begin - 1) + 1 + RUN_IN_YEARS))
    raise InputError(
        Wording(
            da=f"Perioden begynder {start}, og borgernes forløb {day}, før loven er kendt (fra "
            f"{known}): vælg {first} eller senere.",
            en=f"The horizon starts on {start}, and lives on {day}, before the law is known (from "
            f"{known}): expected {first} or later.",
        )
    )


def with_horizon(question: AQuestion, params: Params) -> AQuestion:
    """Return a question in which the days that nobody typed are those of its proposals.

    It begins no earlier than the people who are there are told, where a table tells them.
    """
    start, end = horizon_of([params.proposal(name) for name in question.proposals], params)
    return with_days(question, begins_at(start, question.municipality, params), end)


def with_days(question: AQuestion, start: str, end: str) -> AQuestion:
    """Return a question with these days in the place of those that nobody typed."""
    first = start if question.start is None else question.start
    last = end if question.end is None else question.end
    return replace(question, start=first, end=last)


def in_force(proposal: Proposal, start_day: int, end_day: int) -> bool:
    """Tell whether a proposal is in force on any day from the first to before the last."""
    return proposal.start < end_day and start_day < proposal.until


def refuse_outside(question: WorldQuestion, params: Params) -> None:
    """Refuse a horizon in which none of the proposals is in force, and say what to type."""
    proposals = [params.proposal(name) for name in question.proposals]
    first, after = (parse_day(day) for day in question.horizon)
    if after <= first and question.end != horizon_of(proposals, params)[1]:
        return  # the world refuses it in its own words
    if not proposals or any(in_force(proposal, first, after) for proposal in proposals):
        return
    begins, ends = min(p.start for p in proposals), max(p.until for p in proposals)
    start, end = horizon_of(proposals, params)
    first_day, last_day = iso_date(first), iso_date(after - 1)
    names, begun, ended = ", ".join(question.proposals), iso_date(begins), iso_date(ends - 1)
    within = Wording(f"fra {first_day} til {last_day}", f"within {first_day} to {last_day}")
    onwards = Wording(f"fra {first_day} og frem", f"on or after {first_day}")
    asked = within if first < after else onwards
    raise InputError(
        Wording(
            da=f"Intet af {names} ligger {asked.da}: det løber fra {begun} til {ended}. "
            f"Udelad --start og --end, eller skriv --start {start} --end {end}.",
            en=f"Nothing of {names} lies {asked.en}: it runs from {begun} to {ended}. "
            f"Leave --start and --end out, or type --start {start} --end {end}.",
        )
    )


def accepted(question: AQuestion, params: Params) -> AQuestion:
    """Return a question with its horizon filled in; one that no world could answer is refused."""
    refuse_settings(question)
    refuse_repeats(question.proposals)
    params = question.held(params)
    home = find_municipality(params, question.municipality)
    named = question.everything if isinstance(question, PairQuestion) else question.proposals
    refuse_unfit_mechanisms(named, params)
    refuse_unmatched(params, home)
    refuse_price_year(question.price_year, params)
    asked = with_horizon(question, params)
    refuse_before_law(asked.horizon[0], home, params)
    refuse_outside(asked, params)
    first, after = horizon_days(*asked.horizon)
    params.price_index.refuse_without(range(year_of(first), year_of(after - 1) + 1))
    return asked


def refuse_price_year(year: int | None, params: Params) -> None:
    """Refuse prices of a year that has no price index."""
    if year is None:
        return
    known = params.price_index.by_year
    first, last = min(known), max(known)
    of_index = Wording(
        f"et årstal med prisindeks, {first} til {last} (params/model/price_index.csv)",
        f"a year with a price index, {first} to {last} (params/model/price_index.csv)",
    )
    refuse_size("price_year (--price-year)", year, Size(first, last, of_index, whole=True))


def accepted_pair(question: APair, params: Params) -> APair:
    """Return a question about a pair of worlds as `accepted` does, its baseline looked at too."""
    refuse_repeats(question.baseline)
    for name in question.baseline:
        params.proposal(name)
        if name in question.proposals:
            raise InputError(
                Wording(
                    da=f"{name} er nævnt både som forslag og i --baseline: nævn det kun ét af "
                    "stederne.",
                    en=f"{name} is both asked about and in the baseline: expected it in one of "
                    "them.",
                )
            )
    return accepted(question, params)


def refuse_none(names: Sequence[str], known: Iterable[str]) -> None:
    """Refuse a comparison of nothing."""
    if not names:
        listed = ", ".join(known)
        raise InputError(
            Wording(
                da=f"Intet forslag er nævnt: skriv et eller flere af {listed}.",
                en=f"No proposal is named: expected one or more of {listed}.",
            )
        )


def refuse_repeats(names: Sequence[str]) -> None:
    """Refuse a proposal that is named twice."""
    for name in names:
        if list(names).count(name) > 1:
            raise InputError(
                Wording(
                    da=f"{name} er nævnt to gange: nævn hvert forslag én gang.",
                    en=f"{name} is named twice: expected each proposal once.",
                )
            )


def refuse_settings(question: WorldQuestion) -> None:
    """Refuse numbers that no world could be asked with, and an engine there is not."""
    refuse_run(question.replications, question.seed, question.engine)
    refuse_size("population", question.population, POPULATION)


def refuse_run(replications: int, seed: int, engine: str) -> None:
    """Refuse too few or too many replications, a seed that is none, and an engine there is not."""
    refuse_size("replications", replications, REPLICATIONS)
    refuse_size("seed", seed, SEED)
    known = get_args(Engine)
    if engine not in known:
        listed = ", ".join(known)
        more = Wording(da=f" Mulige: {listed}.", en=f" Known: {listed}.")
        raise InputError(unknown(NO_ENGINE, engine, known).capital() + more)


def main_mechanism(proposals: Sequence[Proposal]) -> tuple[Proposal, Mechanism]:
    """Return the mechanism whose size the question turns on, and its proposal.

    It is the first whose effect the form does not state, else the first.

    Raises
    ------
    InputError
        If none has an effect of a size: they change law alone, say (see `has_effect`).
    """
    pairs = [(proposal, mechanism) for proposal in proposals for mechanism in proposal.mechanisms]
    unstated = [(proposal, mechanism) for proposal, mechanism in pairs if not mechanism.stated]
    if not pairs:
        names = ", ".join(proposal.id for proposal in proposals)
        raise InputError(
            Wording(
                da=f"{names} har ingen virkning, hvis nødvendige størrelse kan beregnes.",
                en=f"{names} has no mechanism with an effect whose size could be asked for.",
            )
        )
    return (unstated or pairs)[0]


def has_effect(proposals: Sequence[Proposal]) -> bool:
    """Tell whether some mechanism has an effect of a size; a patch of law has none."""
    return any(proposal.mechanisms for proposal in proposals)


def is_alone(proposals: Sequence[Proposal]) -> bool:
    """Tell whether there is one mechanism in all."""
    return sum(len(proposal.mechanisms) for proposal in proposals) == 1


def replaced(proposals: Sequence[Proposal], changed: Proposal) -> tuple[Proposal, ...]:
    """Return the proposals with one of them changed."""
    return tuple(changed if p.id == changed.id else p for p in proposals)
