"""A case of SØM beside the simulation: what differs, part by part, adding up to the difference."""

from dataclasses import dataclass

from borgerflow.experiments.questions.compare.form.soem.case import SoemCase, net_by_year
from borgerflow.experiments.questions.compare.form.soem.exported import LEAST, OwnAnswer
from borgerflow.sim.base.wording import Wording

COSTS = Wording("Omkostninger", "Costs")
EFFECT = Wording(
    "Virkning: et andet antal fuldtidsår end simuleret (kø, tilbagevenden, fortrængning)",
    "Effect: other full-time years than simulated (queues, return, displacement)",
)
PRICE = Wording(
    "Pris: én gennemsnitspris, hvor simuleringen følger refusionstrappen uge for uge",
    "Price: one mean price where the simulation follows the staircase week by week",
)
ONLY_FILE = Wording("Poster, som kun filen har", "Items that only the file has")
ONLY_SIMULATED = Wording("Ordninger, som filen ikke har", "Schemes that the file does not have")
LACKS = Wording(
    "SØM har én pris for hver ydelse og kender hverken refusionstrappens trin efter "
    "forløbets uger, køer hos sagsbehandlere, tilbagevenden til ydelse eller fortrængning. "
    "Udligning og bloktilskud er ikke med i nogen af tallene.",
    "SØM has one price for each benefit and knows neither the steps of the refund staircase by "
    "weeks elapsed, queues for caseworkers, return to benefit nor displacement. Equalisation and "
    "the block grant are in none of the numbers.",
)


@dataclass(frozen=True)
class Part:
    """One reason for a difference, and the kroner of it: + where SØM gains more."""

    reason: Wording
    kroner: float


def parts_of(case: SoemCase, own: OwnAnswer, payer: str) -> tuple[Part, ...]:
    """Return why the net of a payer by SØM is another than the simulation's; they add up to it."""
    items = {each.item for each in case.consequences}
    shared = [item for item in items if item in own.units]
    effect = sum(
        (own.units[item] - case.units(item)) * case.price_of(item, payer) for item in shared
    )
    price = sum(
        own.benefits.get((item, payer), 0.0) - own.units[item] * case.price_of(item, payer)
        for item in shared
    )
    strange = -sum(case.units(item) * case.price_of(item, payer) for item in items - set(shared))
    lacking = sum(
        kroner
        for (item, whose), kroner in own.benefits.items()
        if whose == payer and item not in items
    )
    costs = own.costs.get(payer, 0.0) - case.cost(payer)
    told = zip(
        (COSTS, EFFECT, PRICE, ONLY_FILE, ONLY_SIMULATED),
        (costs, effect, price, strange, lacking),
        strict=True,
    )
    return tuple(Part(reason, kroner) for reason, kroner in told if abs(kroner) > LEAST)


def difference(case: SoemCase, own: OwnAnswer, payer: str) -> float:
    """Return by how much the net of a payer by SØM is above the simulation's."""
    return sum(net_by_year(case, payer)) - own.net(payer)
