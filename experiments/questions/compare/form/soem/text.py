"""A case of SØM in words: the net of each payer, what must succeed, and why ours differs."""

from collections.abc import Sequence

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.tables import listing
from borgerflow.experiments.questions.compare.form.soem import words
from borgerflow.experiments.questions.compare.form.soem.beside import LACKS, parts_of
from borgerflow.experiments.questions.compare.form.soem.case import (
    KOMMUNE,
    PAYERS,
    SoemCase,
    break_even_rate,
    discounted,
    net_by_year,
)
from borgerflow.experiments.questions.compare.form.soem.exported import OwnAnswer
from borgerflow.sim.base.wording import Wording

SIGN = Wording("Kr., + gevinst, - udgift", "DKK, + gain, - expense")
SHOWN = 0.5  # kroner: less is nought when rounded
WHY = Wording(
    "Forskellen for kommunen (SØM minus simulering), kr.",
    "The difference for the municipality (SØM minus simulation), DKK",
)
PARTS = (
    Column("Hvorfor", "Why", "text", lambda part, lang: part.reason.text(lang)),
    Column("Kr.", "DKK", "more", lambda part, _: part.kroner),
)
Net = tuple[str, float, float, float | None]


def case_text(case: SoemCase, own: OwnAnswer | None, lang: str) -> str:
    """Return a case in words, and beside the simulation where there is one."""
    lines = [_head(case, lang), *listing(_nets(case, own), lang).splitlines(), _rate(case, lang)]
    return "\n".join([*lines, *(_beside(case, own, lang) if own else [])])


def _head(case: SoemCase, lang: str) -> str:
    taking_part = numbers.number(case.participants, lang, _decimals(case.participants))
    rate, prices = numbers.percent(case.success_rate, lang), case.price_year
    level = {"da": f"{prices}-pl", "en": f"{prices} prices"}[lang] if prices else ""
    said = {
        "da": [f"{taking_part} deltagere", f"succesrate {rate}"],
        "en": [f"{taking_part} participants", f"success rate {rate}"],
    }[lang]
    return " · ".join(filter(None, [case.name, case.group, *said, level]))


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 1


def _nets(case: SoemCase, own: OwnAnswer | None) -> Table:
    rows: list[Net] = []
    for payer in PAYERS:
        net = net_by_year(case, payer)
        worth = discounted(net, case.discount_rate)
        rows.append((payer, sum(net), worth, own.net(payer) if own else None))
    beside = [_money("Simuleringen", "The simulation", 3)] if own else []
    columns = (
        Column(
            words.PAYER.da,
            words.PAYER.en,
            "text",
            lambda row, lang: words.PAYER_CALLED[row[0]].text(lang),
        ),
        _money("SØM", "SØM", 1),
        _money("Diskonteret", "Discounted", 2),
        *beside,
    )
    return Table(SIGN, columns, rows)


def _money(da: str, en: str, at: int) -> Column:
    return Column(da, en, "more", lambda row, _: row[at])


def _rate(case: SoemCase, lang: str) -> str:
    """Return the success rate at which the municipality's gains pay its costs."""
    rate = break_even_rate(case, KOMMUNE)
    if rate is None:
        return {
            "da": "En succes giver ikke kommunen en gevinst, der kan betale omkostningerne.",
            "en": "A success gains the municipality nothing that could pay the costs.",
        }[lang]
    shown = numbers.number(100 * rate, lang, 2)
    if rate > 1:
        return {
            "da": f"Selv om alle får succes, tjener indsatsen sig ikke hjem for kommunen: det "
            f"ville kræve en succesrate på {shown} pct.",
            "en": f"Even if everybody succeeds, it does not pay for the municipality: that would "
            f"take a success rate of {shown} %.",
        }[lang]
    return {
        "da": f"Indsatsen tjener sig hjem for kommunen ved en succesrate på {shown} pct.",
        "en": f"It pays for the municipality from a success rate of {shown} % on.",
    }[lang]


def _beside(case: SoemCase, own: OwnAnswer, lang: str) -> Sequence[str]:
    parts = [part for part in parts_of(case, own, KOMMUNE) if abs(part.kroner) >= SHOWN]
    table = Table(WHY, PARTS, parts)
    told = [WHY.text(lang), *listing(table, lang).splitlines()] if parts else []
    return [*told, LACKS.text(lang), *_funds(own, lang)]


def _funds(own: OwnAnswer, lang: str) -> list[str]:
    """Return what unemployment funds gain, whom SØM does not have."""
    if abs(own.funds) < numbers.THOUSAND / 2:
        return []
    gain = numbers.number(-own.funds, lang, sign=True)
    return [
        {
            "da": f"A-kasserne, som SØM ikke har som betaler: {gain} kr. i simuleringen.",
            "en": f"Unemployment funds, whom SØM does not have: DKK {gain} in the simulation.",
        }[lang]
    ]
