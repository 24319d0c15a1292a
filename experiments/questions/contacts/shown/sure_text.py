"""How sure a setting is: in the line that an answer about talks begins with, and as assumed."""

from borgerflow.experiments.findings.rows import DrawnRange
from borgerflow.experiments.present.numbers import amount, amount_span
from borgerflow.experiments.present.numbers import chance as chance_in
from borgerflow.experiments.questions.contacts.finding import (
    ContactsFinding,
    SettingRow,
    keeps_fewer,
)
from borgerflow.experiments.questions.contacts.shown.law_dates import LESS_OFTEN, named_with_slip


def sure_lines(finding: ContactsFinding, row: SettingRow, lang: str) -> list[str]:
    """Return the chance that a loss is to be expected; none where nothing is drawn."""
    drawn = row.drawn
    if drawn is None or row.loss is None or drawn.net.low == drawn.net.high:
        return []
    name = named_with_slip(row.label.text(lang), keeps_fewer(finding, row.measures), lang)
    return [_sure(name, drawn, row.loss, lang)]


def _sure(label: str, drawn: DrawnRange, loss: float, lang: str) -> str:
    net, chance = drawn.net, chance_in(loss, drawn.tried, lang)
    ends = (net.mean if end is None else end for end in (net.low, net.high))
    best, worst = (_cost_or_saving(end, lang) for end in ends)
    half = amount(drawn.simulation or 0.0, lang)
    about = f"{label[0].upper()}{label[1:]}"
    return {
        "da": f"{about}: sandsynligheden for, at der må ventes en merudgift, er {chance}; med "
        "tallene så usikre, som de er, ligger kommunens forventede nettoresultat med 95 pct. "
        f"sandsynlighed mellem {best} og {worst} om året (heraf simuleringsusikkerhed: ± {half}).",
        "en": f"{about}: the chance that a loss is to be expected is {chance}; with the numbers as "
        "uncertain as they are, the municipality's expected net lies with 95 % probability between "
        f"{best} and {worst} a year (simulation only: ± {half}).",
    }[lang]


def _cost_or_saving(net: float, lang: str) -> str:
    words = {"da": ("en udgift på", "en besparelse på"), "en": ("a cost of", "a saving of")}
    return f"{words[lang][net < 0]} {amount(abs(net), lang)}"


def verdict(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return whether a setting pays, whether the law is kept less often, and its net a year."""
    net, fewer = row.net, keeps_fewer(finding, row.measures)
    low = net.mean if net.low is None else net.low
    high = net.mean if net.high is None else net.high
    but, also = {"da": ("men", "og"), "en": ("but", "and")}[lang]
    if net.mean == low == high == 0:
        neutral = {"da": "det er udgiftsneutralt", "en": "it changes nothing in kroner"}[lang]
        return f"{neutral}, {but} {LESS_OFTEN.text(lang)}" if fewer else neutral
    if high < 0:
        words = {"da": "det tjener sig hjem", "en": "it pays"}
    elif low > 0:
        words = {"da": "det tjener sig ikke hjem", "en": "it does not pay"}
    else:
        words = {
            "da": "om det tjener sig hjem, kan ikke afgøres",
            "en": "whether it pays is unclear",
        }
    slip = f", {but if high < 0 else also} {LESS_OFTEN.text(lang)}" if fewer else ""
    a_year, net_of = {"da": ("om året", "netto"), "en": ("a year", "net")}[lang]
    size = f"{amount(net.mean, lang)} {a_year}{amount_span(net, lang)}"
    return f"{words[lang]}{slip}, {net_of} {size}"
