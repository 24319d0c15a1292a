"""The chance of a loss in words: of what is to be expected, and of what one municipality meets."""

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount, whole_percent
from borgerflow.experiments.present.text import length
from borgerflow.experiments.questions.compare.own_numbers.sure_words import cost_or_saving
from borgerflow.experiments.questions.uncertainty.finding import ReadingRow, UncertaintyFinding
from borgerflow.experiments.typed.sizes import FEWEST_HISTORIES
from borgerflow.sim.base.wording import sentence


def chance_told(finding: UncertaintyFinding, lang: str) -> str:
    """Return the chance of a loss, and the net with the range that holds both layers."""
    net, loses = finding.net_municipal.total, loss_of(finding.saves)
    chance, long = _told(loses, finding.draws, lang), length(finding, lang)
    mean, low, high = (cost_or_saving(each, lang) for each in (net.mean, *_ends(net)))
    alone = _simulation(finding, lang)
    first, then = {
        "da": (
            f"Sandsynligheden for, at der må ventes en merudgift for kommunen over {long}, er "
            f"{chance}",
            f"Nettoresultatet ventes at blive {mean}, og det forventede ligger med 95 pct. "
            f"sandsynlighed mellem {low} og {high}",
        ),
        "en": (
            f"The chance that a loss is to be expected over {long} is {chance}",
            f"The net is expected to be {mean}, and what is expected lies with 95 % probability "
            f"between {low} and {high}",
        ),
    }[lang]
    return " ".join([sentence(first), sentence(then + alone), *_met_by_one(finding, lang)])


def _met_by_one(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return how far one municipality may lie from what is expected, and its chance of a loss."""
    one = finding.one_municipality
    if one is None:
        return [
            {
                "da": "Hvor langt den enkelte kommune kan ligge fra det forventede, vises fra "
                f"{FEWEST_HISTORIES} simuleringer.",
                "en": "How far one municipality may lie from what is expected is told from "
                f"{FEWEST_HISTORIES} replications on.",
            }[lang]
        ]
    half, chance = amount(one.half, lang), _told(loss_of(one.saves), finding.draws, lang)
    return [
        sentence(told)
        for told in {
            "da": (
                f"Den enkelte kommune kan tilfældigt ligge op til {half} fra det "
                f"forventede (95 pct.): dens sandsynlighed for en merudgift er {chance}",
                "Alle andre sandsynligheder her gælder det forventede",
            ),
            "en": (
                f"One municipality may by chance lie up to {half} from what is expected "
                f"(95 %): its chance of a loss is {chance}",
                "All other chances here are of what is to be expected",
            ),
        }[lang]
    ]


def loss_of(saves: Interval) -> Interval:
    """Return the chance of a loss where that of a saving is known."""
    low, high = (None if end is None else 1 - end for end in (saves.high, saves.low))
    return Interval(1 - saves.mean, low, high)


def _told(chance: Interval, draws: int, lang: str) -> str:
    """Return a chance with how far it may be off, or the bound where all draws agree."""
    told = numbers.chance(chance.mean, draws, lang, (chance.low, chance.high))
    return told if bound_of(chance.mean, draws) is not None else told + _give(chance, lang)


def _give(chance: Interval, lang: str) -> str:
    """Return how far a chance may be off, nothing where it is not."""
    low, high = (whole_percent(end, lang) for end in _ends(chance))
    if low == high:
        return ""
    to = {"da": "til", "en": "to"}[lang]
    return f" ({low.split()[0]} {to} {high})"


def reading_told(row: ReadingRow, lang: str) -> str:
    """Return how sure it is where the proposal is read in another way."""
    loses = loss_of(row.saves)
    chance = _told(loses, row.draws, lang)
    mean, *ends = (amount(each, lang) for each in (row.net.mean, *_ends(row.net)))
    return {
        "da": f"Med fortolkningen »{row.reading.da}« er sandsynligheden for, at der må "
        f"ventes en merudgift, {chance}: netto {mean} ({ends[0]} til {ends[1]}).",
        "en": f"Read as “{row.reading.en}” the chance that a loss is to be expected is {chance}: "
        f"net {mean} ({ends[0]} to {ends[1]}).",
    }[lang]


def _simulation(finding: UncertaintyFinding, lang: str) -> str:
    if finding.simulation is None:
        return ""
    half = amount(finding.simulation, lang)
    return {
        "da": f" (heraf simuleringsusikkerhed: ± {half})",
        "en": f" (simulation only: ± {half})",
    }[lang]


def _ends(interval: Interval) -> tuple[float, float]:
    mean = interval.mean
    return (
        mean if interval.low is None else interval.low,
        mean if interval.high is None else interval.high,
    )
