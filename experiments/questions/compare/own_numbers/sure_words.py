"""How sure a comparison is, in the line it begins with, and what is worth finding out first."""

from borgerflow.experiments.findings.rows import Assumption, DrawnRange
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import assumption_words, length
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.typed.sizes import FEWEST_HISTORIES
from borgerflow.sim.base.wording import sentence

KNOWN = ("sourced",)  # grades of numbers that nobody need find out
FIRST_TOLD = 2


def cost_or_saving(net: float, lang: str) -> str:
    """Return a net as ``a saving of 2,200,000 kr.``."""
    return f"{numbers.NET_IS[lang][net < 0]} {numbers.kroner(abs(net), lang)}"


def between(drawn: DrawnRange, lang: str) -> str:
    """Return between what a net lies, as ``between a saving of ... and a cost of ...``."""
    ends = (drawn.net.mean if end is None else end for end in (drawn.net.low, drawn.net.high))
    best, worst = (cost_or_saving(end, lang) for end in ends)
    return {"da": f"mellem {best} og {worst}", "en": f"between {best} and {worst}"}[lang]


def chance_of_loss(drawn: DrawnRange, lang: str) -> str:
    """Return the chance of a loss as seen in the draws."""
    saves = drawn.saves
    ends = tuple(None if end is None else 1 - end for end in (saves.low, saves.high))
    return numbers.chance(1 - saves.mean, drawn.tried, lang, ends)


def drawn_of(finding: Finding) -> DrawnRange | None:
    """Return the range with all own numbers drawn; None where there is none, or no width to it.

    Of fewer than three replications it would hold no chance: it is not told.
    """
    span = finding.assumption_range
    drawn = None if span is None else span.drawn
    told = drawn is not None and drawn.simulation is not None and drawn.net.low != drawn.net.high
    return drawn if told else None


def whose(finding: Finding) -> str:
    """Return whose the own numbers are, in Danish."""
    return "forslagets" if len(finding.proposals) == 1 else "forslagenes"


def sure_lines(finding: Finding, lang: str) -> list[str]:
    """Return the chance of a loss with the range that holds what nobody knows, and chance."""
    drawn, own = drawn_of(finding), whose(finding)
    if drawn is None:
        return []
    over, loss = length(finding, lang), chance_of_loss(drawn, lang)
    told = {
        "da": f"Sandsynligheden for en merudgift for kommunen over {over} er {loss}; med {own} "
        "egne tal så usikre, som de er, ligger det forventede nettoresultat med 95 pct. "
        "sandsynlighed "
        f"{between(drawn, lang)}",
        "en": f"The chance of a loss over {over} is {loss}; with its own numbers as uncertain as "
        f"they are, the expected net lies with 95 % probability {between(drawn, lang)}",
    }[lang]
    return [sentence(told + _alone(drawn, lang) + _in_one_municipality(drawn, lang))]


def _in_one_municipality(drawn: DrawnRange, lang: str) -> str:
    """Return how far one municipality may lie from what is expected, as lots fall there."""
    if drawn.one_history is None:
        return {
            "da": "; sandsynligheden gælder det forventede: hvor langt den enkelte kommune kan "
            f"ligge derfra, vises fra {FEWEST_HISTORIES} simuleringer",
            "en": "; the chance is of what is expected: how far one municipality may lie from that "
            f"is told from {FEWEST_HISTORIES} replications on",
        }[lang]
    half = numbers.kroner(drawn.one_history, lang)
    return {
        "da": f"; den enkelte kommune kan tilfældigt ligge op til {half} derfra (95 pct.)",
        "en": f"; one municipality may by chance lie up to {half} from that (95 %)",
    }[lang]


def loss_beside(finding: Finding, lang: str) -> str:
    """Return the chance of a loss, to follow what is expected; nothing where none is drawn."""
    drawn = drawn_of(finding)
    if drawn is None:
        return ""
    loss = chance_of_loss(drawn, lang)
    return {
        "da": f"; sandsynligheden for en merudgift er {loss}",
        "en": f"; the chance of a loss is {loss}",
    }[lang]


def _alone(drawn: DrawnRange, lang: str) -> str:
    """Return how far chance alone may move it, in brackets."""
    if drawn.simulation is None:
        return ""
    half = numbers.kroner(drawn.simulation, lang)
    return {
        "da": f" (heraf simuleringsusikkerhed: ± {half})",
        "en": f" (simulation only: ± {half})",
    }[lang]


def find_out_first(finding: Finding, lang: str) -> list[str]:
    """Return the numbers of the proposals that move the net most, the least known of them."""
    own = tuple(f"{proposal.id}." for proposal in finding.proposals)
    unknown = [
        each
        for each in finding.assumptions
        if each.moves and each.name.startswith(own) and each.grade not in KNOWN
    ]
    if not unknown:
        return []
    lead = {"da": "Find først ud af", "en": "Find out first"}[lang]
    told = "; ".join(_moving(each, lang) for each in unknown[:FIRST_TOLD])
    return [sentence(f"{lead}: {told}")]


def _moving(number: Assumption, lang: str) -> str:
    kroner = numbers.amount(number.moves or 0.0, lang)
    words = assumption_words(number, lang)
    return {
        "da": f"{words} flytter nettoresultatet med op til {kroner}",
        "en": f"{words} moves the net by up to {kroner}",
    }[lang]
