"""Numbers as people read them, in Danish and in English.

Danish: ``1.234,5``; English: ``1,234.5``; the minus stands right before the digit. Rounding
happens here and nowhere earlier; what rounds to zero is printed without a sign.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.findings.rows import Interval

Ends = tuple[float | None, ...]
MILLION = 1e6
THOUSAND = 1000
MINUTE, HOUR = 60, 3600  # seconds
NET_IS = {
    "da": ("en udgift på", "en besparelse på"),
    "en": ("a cost of", "a saving of"),
}
FINEST = 6  # decimals of a per cent
HUNDREDS = -2  # as `round` has it
MANY = 1000  # counts from here on are told to the nearest ten
TO_TWELVE = {
    "da": "nul et to tre fire fem seks syv otte ni ti elleve tolv",
    "en": "no one two three four five six seven eight nine ten eleven twelve",
}
WORDS = {lang: tuple(words.split()) for lang, words in TO_TWELVE.items()}
COUNTED = {
    "da": {"year": ("et år", "år"), "month": ("en måned", "måneder"), "day": ("en dag", "dage")},
    "en": {
        "year": ("one year", "years"),
        "month": ("one month", "months"),
        "day": ("one day", "days"),
    },
}
MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def day_in_words(day: int, lang: str) -> str:
    """Return a day as people write it: ``1. juli 2026``, ``1 July 2026``."""
    date, dot = date_of(day), "." if lang == "da" else ""
    return f"{date.day}{dot} {MONTHS[lang].split()[date.month - 1]} {date.year}"


def number(value: float, lang: str, decimals: int = 0, *, sign: bool = False) -> str:
    """Return a number with the language's separators, signed if asked for."""
    text = f"{value:{'+' if sign else ''},.{decimals}f}"
    if not text.strip("+-0.,"):
        text = text.lstrip("+-")
    return text.translate(str.maketrans(",.", ".,")) if lang == "da" else text


def in_both(shown: Callable[..., str], value: float, *more: int) -> Wording:
    """Return a number as it is shown in Danish and in English."""
    return Wording(shown(value, "da", *more), shown(value, "en", *more))


def thousands(kroner: float, lang: str) -> str:
    """Return kroner in whole thousands, as ``1.234`` for 1,234,000 kr."""
    return number(kroner / THOUSAND, lang)


def kroner(amount: float, lang: str) -> str:
    """Return kroner rounded to whole thousands with the unit, as ``1.234.000 kr.``."""
    return f"{rounded(amount, lang)} kr."


def rounded(amount: float, lang: str) -> str:
    """Return kroner rounded to whole thousands, as ``1.234.000``."""
    return number(round(amount / THOUSAND) * THOUSAND, lang)


def percent(share: float, lang: str) -> str:
    """Return a share as a per cent with one decimal."""
    return f"{number(100 * share, lang, 1)} {'pct.' if lang == 'da' else '%'}"


def three_digits(value: float, lang: str) -> str:
    """Return a number with three digits that say something, as ``0.0231``; nought as ``0``."""
    if value == 0:
        return "0"
    return number(value, lang, max(0, 2 - math.floor(math.log10(abs(value)))))


def whole_percent(share: float, lang: str) -> str:
    """Return a share as a whole per cent."""
    return f"{number(100 * share, lang)} {'pct.' if lang == 'da' else '%'}"


def chance(share: float, draws: int, lang: str, ends: Ends = ()) -> str:
    """Return a chance seen in draws as a whole per cent, with their number where all agree.

    Such draws leave a bound open: ``at least 95 % (all 64 draws)``, ``at most 5 % (none of 64
    draws)``; never a bare 0 or 100 %.

    Parameters
    ----------
    ends : tuple of float, optional
        Of the interval of the chance; where all agree it counts if it is wider than the bound.
    """
    told, of = bare_chance(share, draws, lang, ends), number(draws, lang)
    if share == 1:
        return {"da": f"{told} (alle {of} trækninger)", "en": f"{told} (all {of} draws)"}[lang]
    if share == 0:
        none = {"da": f"ingen af {of} trækninger", "en": f"none of {of} draws"}[lang]
        return f"{told} ({none})"
    return told


def bare_chance(share: float, draws: int, lang: str, ends: Ends = ()) -> str:
    """Return a chance without the number of its draws: ``at least 95 %``, ``23 %``, ``under 1 %``.

    Where all draws agree it is the bound that they leave, or that of its interval if that is wider.
    """
    bound, unit = bound_of(share, draws), {"da": "pct.", "en": "%"}[lang]
    if bound is None:
        rounded_off = {0: "under 1", 100: "over 99"}.get(round(100 * share))
        return whole_percent(share, lang) if rounded_off is None else f"{rounded_off} {unit}"
    bounds = [bound, *(end for end in ends if end is not None)]
    if share == 1:
        lead = {"da": "mindst", "en": "at least"}[lang]
        return f"{lead} {_whole_below(min(bounds))} {unit}"
    lead = {"da": "højst", "en": "at most"}[lang]
    return f"{lead} {100 - _whole_below(1 - max(bounds))} {unit}"


def agreeing(draws: int, lang: str) -> str:
    """Return what a share of none and of all draws stands for, beside a table of such shares."""
    low, high = (bare_chance(share, draws, lang) for share in (0.0, 1.0))
    of = number(draws, lang)
    return {
        "da": f"0 pct. af {of} trækninger betyder {low}, 100 pct. {high}",
        "en": f"0 % of {of} draws means {low}, 100 % {high}",
    }[lang]


def _whole_below(share: float) -> int:
    return math.floor(100 * share)


def of_all(share: float, count: int, lang: str) -> str:
    """Return how many of a count a share is, as ``14 of 20``."""
    word = {"da": "af", "en": "of"}[lang]
    return f"{number(round(share * count), lang)} {word} {number(count, lang)}"


def count(value: float, lang: str) -> str:
    """Return a count to the unit, and to the nearest ten from 1,000 on."""
    return number(round(value, -1) if abs(value) >= MANY else value, lang)


def persons(value: float, lang: str, *, sign: bool = False) -> str:
    """Return a number of persons: whole from ten on, else with one decimal."""
    whole = abs(value) >= 10  # noqa: PLR2004  (two digits are enough)
    return number(value, lang, 0 if whole else 1, sign=sign)


def fine_percent(share: float, lang: str) -> str:
    """Return a share as a per cent that is never rounded to nothing: ``0.004 %``."""
    usual = percent(share, lang)
    if share == 0 or round(100 * share, 1) != 0:
        return usual
    decimals = next(d for d in range(1, FINEST + 1) if d == FINEST or round(100 * share, d))
    return usual.replace(number(100 * share, lang, 1), number(100 * share, lang, decimals), 1)


def words(value: int, lang: str) -> str:
    """Return a small whole number in words."""
    return WORDS[lang][value] if 0 <= value < len(WORDS[lang]) else number(value, lang)


def counted(value: int, unit: str, lang: str) -> str:
    """Return a number of years, months or days, as ``twelve months``."""
    one, many = COUNTED[lang][unit]
    return one if value == 1 else f"{words(value, lang)} {many}"


def span(interval: "Interval", lang: str) -> str:
    """Return ``-100 to 1,200`` in 1,000 kr., or a dash where there is no interval."""
    if interval.low is None or interval.high is None or interval.low == interval.high:
        return "-"
    between = "til" if lang == "da" else "to"
    return f"{thousands(interval.low, lang)} {between} {thousands(interval.high, lang)}"


def level(lang: str) -> str:
    """Return what an interval over replications holds: chance, and nothing else."""
    return {"da": "simuleringsusikkerhed, 95 pct.", "en": "simulation only, 95 %"}[lang]


def net_span(net: "Interval", lang: str) -> str:
    """Return the interval of a net in kroner, in brackets; nothing where there is none."""
    ends = saving_or_cost_ends(net, lang)
    if not ends:
        return ""
    return {"da": f" (netto, {ends})", "en": f" (net, {ends})"}[lang]


def saving_or_cost_ends(net: "Interval", lang: str) -> str:
    """Return ``simulation only, 95 %: a saving of 176,000 to 863,000 kr.``; nothing without ends.

    For a sentence, in which a saving is no negative number: the smaller one stands first. What is
    a cost at both ends needs no word.
    """
    if net.low is None or net.high is None or net.low == net.high:
        return ""
    cost, saving = NET_IS[lang]
    to, start = {"da": ("til", "fra"), "en": ("to", "from")}[lang]
    low, high = (rounded(abs(end), lang) for end in (net.low, net.high))
    least, most = (round(end / THOUSAND) for end in (net.low, net.high))
    if least >= 0:
        told = f"{low} {to} {high} kr."
    elif most <= 0:
        told = f"{saving} {high} {to} {low} kr."
    else:
        told = f"{start} {saving} {low} kr. {to} {cost} {high} kr."
    return f"{level(lang)}: {told}"


def net_ends(net: "Interval", lang: str) -> str:
    """Return ``simulation only, 95 %: -863,000 to -176,000 kr.``; nothing without ends.

    For what stands beside a signed amount.
    """
    if net.low is None or net.high is None or net.low == net.high:
        return ""
    low, high = (rounded(end, lang) for end in (net.low, net.high))
    return f"{level(lang)}: {low} {'til' if lang == 'da' else 'to'} {high} kr."


def near_kroner(interval: "Interval", lang: str) -> str:
    """Return kroner to the nearest hundred: ``1,200 kr. (95 %: 900 to 1,500)``."""
    mean = f"{number(round(interval.mean, HUNDREDS), lang)} kr."
    if interval.low is None or interval.high is None or interval.low == interval.high:
        return mean
    low, high = (number(round(end, HUNDREDS), lang) for end in (interval.low, interval.high))
    to = {"da": "til", "en": "to"}[lang]
    return f"{mean} ({level(lang)}: {low} {to} {high})"


def duration(seconds: float, lang: str) -> str:
    """Return how long something takes, as ``90 seconds``, ``4 minutes`` or ``2.5 hours``."""
    if seconds < 2 * MINUTE:
        return f"{number(seconds, lang)} {'sekunder' if lang == 'da' else 'seconds'}"
    if seconds < 2 * HOUR:
        return f"{number(seconds / MINUTE, lang)} {'minutter' if lang == 'da' else 'minutes'}"
    return f"{number(seconds / HOUR, lang, 1)} {'timer' if lang == 'da' else 'hours'}"


def month(name: str, lang: str) -> str:
    """Return ``July 2021`` for ``2021-07``."""
    year, place = name.split("-")
    return f"{MONTHS[lang].split()[int(place) - 1]} {year}"


def amount(value: float, lang: str) -> str:
    """Return kroner as ``1.2 mio. kr.``, or ``640,000 kr.`` below a million."""
    if abs(value) >= MILLION:
        word = {"da": "mio.", "en": "million"}[lang]
        return f"{number(value / MILLION, lang, 1)} {word} kr."
    return kroner(value, lang)


def amount_span(interval: "Interval", lang: str) -> str:
    """Return the ends of an interval of kroner in brackets, nothing where there is none."""
    if interval.low is None or interval.high is None or interval.low == interval.high:
        return ""
    word = {"da": "til", "en": "to"}[lang]
    low, high = (amount(end, lang) for end in (interval.low, interval.high))
    return f" ({level(lang)}: {low} {word} {high})"


def signed(interval: "Interval", lang: str) -> str:
    """Return signed thousands of kroner."""
    return number(interval.mean / THOUSAND, lang, sign=True)
