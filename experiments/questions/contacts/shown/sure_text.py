"""How sure a setting is: in the line that an answer about talks begins with, and as assumed."""

from borgerflow.experiments.findings.rows import DrawnRange, Interval
from borgerflow.experiments.present.numbers import amount, amount_span, whole_percent
from borgerflow.experiments.questions.contacts.finding import SettingRow


def sure_lines(row: SettingRow, lang: str) -> list[str]:
    """Return the chance of a loss, and between what the net lies; none where nothing is drawn."""
    drawn = row.drawn
    if drawn is None or row.loss is None or drawn.net.low == drawn.net.high:
        return []
    return [_sure(row.label.text(lang), drawn, row.loss, lang)]


def _sure(label: str, drawn: DrawnRange, loss: float, lang: str) -> str:
    net, chance = drawn.net, whole_percent(loss, lang)
    ends = (net.mean if end is None else end for end in (net.low, net.high))
    best, worst = (_cost_or_saving(end, lang) for end in ends)
    half = amount(drawn.simulation or 0.0, lang)
    about = f"{label[0].upper()}{label[1:]}"
    return {
        "da": f"{about}: sandsynligheden for en merudgift er {chance}; med tallene så usikre, som "
        f"de er, ligger kommunens nettoresultat med 95 pct. sandsynlighed mellem {best} og {worst} "
        f"om året (heraf simuleringsusikkerhed: ± {half}).",
        "en": f"{about}: the chance of a loss is {chance}; with the numbers as uncertain as they "
        f"are, the municipality's net lies with 95 % probability between {best} and {worst} a year "
        f"(simulation only: ± {half}).",
    }[lang]


def _cost_or_saving(net: float, lang: str) -> str:
    words = {"da": ("en udgift på", "en besparelse på"), "en": ("a cost of", "a saving of")}
    return f"{words[lang][net < 0]} {amount(abs(net), lang)}"


def verdict(net: Interval, lang: str) -> str:
    """Return whether a net pays, with its size a year and interval."""
    low = net.mean if net.low is None else net.low
    high = net.mean if net.high is None else net.high
    if net.mean == low == high == 0:
        return {"da": "det er udgiftsneutralt", "en": "it changes nothing in kroner"}[lang]
    if high < 0:
        words = {"da": "det tjener sig hjem, netto", "en": "it pays, net"}
    elif low > 0:
        words = {"da": "det tjener sig ikke hjem, netto", "en": "it does not pay, net"}
    else:
        words = {
            "da": "om det tjener sig hjem, kan ikke afgøres, netto",
            "en": "whether it pays is unclear, net",
        }
    a_year = {"da": "om året", "en": "a year"}[lang]
    return f"{words[lang]} {amount(net.mean, lang)} {a_year}{amount_span(net, lang)}"
