"""What is to be told beside fitted hazards: what was left out, taken for granted, and kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borgerflow.experiments.questions.data.fit.asked import FitQuestion
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.fit.files.reading import ObservedFile
from borgerflow.sim.fit.fitting import SchemeFit, SpellsFit
from borgerflow.sim.fit.params_written import Groups, WrittenFor, exits_not_in_the_model
from borgerflow.sim.records.small_counts import count_told

WEEKS = Wording(
    da="Dagene kendes kun på ugen: raten er den kontinuerte (-log(1 - andel, der går)), "
    "skæringspunkter er hele uger, og uger, der ligger i to intervaller, tæller ikke med.",
    en="Days are known by their week alone: hazards are the continuous ones (-log(1 - the part that"
    " leaves)), cut-points are whole weeks, and weeks that lie in two bands do not count.",
)
HIDDEN = Wording(
    da="Vender en borger tilbage, før en hel uge er gået, ses det ikke: raterne er sat op efter,"
    " hvor hurtigt de borgere vender tilbage, hvis afgang kan ses.",
    en="Who was back before a whole week had passed is not seen: hazards are raised by the part"
    " that the returns which are seen imply.",
)
COUNTED = Wording(
    da="Filen har optalte tal og ingen forløb: der er ingen kurver og ingen test af tilpasning.",
    en="The file has counts and no spells: there are no curves and no test of fit.",
)
NO_JOBS = Wording(
    da="Filen kender ikke job: selvforsørgelse er her job og selvforsørgelse under ét. I params er "
    "de delt, som de er i forvejen (et skøn).",
    en="The file knows no jobs: self-support is job and self-support together here. In params they"
    " are shared as they were before (an assumption).",
)
NOT_IN_POPULATION = Wording(
    da="Modellen kender ikke grupperne: deres faktorer er vist, men ikke skrevet i params.",
    en="The model does not know the groups: their factors are told, but not written in params.",
)
FRAILTY_TOLD = Wording(
    da="Forskellene mellem borgerne er vist, men ikke skrevet: raterne i params gælder alle "
    "borgere under ét og rummer allerede udvælgelsen.",
    en="How citizens differ is told, not written: the hazards in params are those of everybody"
    " together, and hold the selection already.",
)


def notes_of(
    file: ObservedFile,
    told: SpellsFit,
    content: Mapping[str, Any],
    question: FitQuestion,
    written: WrittenFor,
) -> Iterator[Wording]:
    """Yield what is to be told, a sentence each."""
    yield from file.notes
    if any(part.seen.resolution_days > 1 for part in file.parts):
        yield WEEKS
        yield HIDDEN
    yield from _left_out(told, question.smallest_count or 1)
    if not written.knows_jobs:
        yield NO_JOBS
    yield from _written(told.fits, content, written)
    if question.group is not None and not Groups(question.group, told.levels).are_known:
        yield NOT_IN_POPULATION
    if question.frailty:
        yield FRAILTY_TOLD
    yield _for_whom(question)


def notes_of_counts(
    fits: Sequence[SchemeFit],
    told: SpellsFit,
    content: Mapping[str, Any],
    question: FitQuestion,
    written: WrittenFor,
) -> Iterator[Wording]:
    """Yield what is to be told of counts; ``fits`` are those that are written."""
    yield COUNTED
    yield from _left_out(told, question.smallest_count or 1)
    if fits:
        if not written.knows_jobs:
            yield NO_JOBS
        yield from _written(fits, content, written)
        yield _for_whom(question)


def _left_out(told: SpellsFit, smallest: int) -> Iterator[Wording]:
    if told.unknown_starts:
        many = count_told(sum(told.unknown_starts.values()), smallest)
        names = ", ".join(told.unknown_starts)
        yield Wording(
            f"{many} forløb er udeladt, fordi deres start ikke er kendt ({names}).",
            f"{many} spells are left out, for their start is not known ({names}).",
        )
    if told.too_few:
        events = ", ".join(f"{name} {count_told(n, smallest)}" for name, n in told.too_few.items())
        yield Wording(
            f"Der er for få afgange til en rate, så params er uændrede for: {events}.",
            f"Too few ends for a hazard, so params are unchanged for: {events}.",
        )


def _written(
    fits: Sequence[SchemeFit], content: Mapping[str, Any], written: WrittenFor
) -> Iterator[Wording]:
    """Yield which events no hazard of the model stands for."""
    strange = {fit.scheme: exits_not_in_the_model(content, fit, written) for fit in fits}
    pairs = [_pairs(fit, strange[fit.scheme]) for fit in fits if strange[fit.scheme]]
    if pairs:
        listed = ", ".join(pairs)
        yield Wording(
            "Modellen har ingen afgangsrate for disse skift (frister eller ingen vej), så de er "
            f"nævnt her, men ikke skrevet i params: {listed}.",
            "The model has no hazard for these changes (deadlines, or no way), so they are told,"
            f" but not written in params: {listed}.",
        )


def _pairs(fit: SchemeFit, strange: Mapping[str, int]) -> str:
    """Return the changes by name; their numbers stand in the table, as far as they are shown."""
    return ", ".join(f"{fit.scheme}>{name}" for name in strange)


def _for_whom(question: FitQuestion) -> Wording:
    if question.municipality is not None:
        place = question.municipality
        return Wording(
            f"Params er skrevet for {place}: dens egne faktorer er divideret ud. Hvem der plejer "
            "at være på en ordning, er antaget som i params.",
            f"Params are written for {place}: its own factors are divided out. Who usually is on a"
            " scheme is assumed as in params.",
        )
    return Wording(
        "Params er skrevet for en kommune uden egne faktorer (--municipality dividerer en kommunes "
        "ud). Hvem der plejer at være på en ordning, er antaget som i params.",
        "Params are written for a municipality without factors of its own (--municipality divides"
        " out those of one). Who usually is on a scheme is assumed as in params.",
    )
