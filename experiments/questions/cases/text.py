"""What the terminal shows of simulated cases, in Danish and in English.

Lays out what is kept of each case; computes nothing but what a person comes to.
"""

import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.grid import table
from borgerflow.experiments.present.numbers import (
    kroner,
    number,
    percent,
    persons,
    rounded,
    thousands,
)
from borgerflow.experiments.questions.cases.compare import BASE_YEAR
from borgerflow.experiments.questions.cases.words import (
    FLAGS,
    LINE_HEAD,
    LINES,
    ORIGINS,
    PLACES,
    SHORT_PLACES,
    SIMULATED_REASONS,
    SIMULATED_WORDS,
    TABLE_HEAD,
    TABLE_UNIT,
)

Content = Mapping[str, Any]
Labels = Mapping[str, Mapping[str, str]]
Told = Callable[[float, str], str]
NONE = "-"
WIDTH = 96
MOST_SHOWN = 6
ENDS = ("low", "high")
NEAR_ONE = 0.1  # a factor so near to one is told with a further decimal
DECIMALS = {"factor": 2, "weeks": 1}


def found_page(found: Content, labels: Labels, lang: str) -> str:
    """Return one case: what it states, what would have to be true, and what is then saved."""
    words = SIMULATED_WORDS[lang]
    title = words["title"].format(case=found["case"], place=found["municipality_label"])
    if found["reason"]:
        return f"{title}\n{words['not'].format(because=_because(found, lang))}"
    parts = [
        title,
        _how(found, lang),
        "",
        words["states"],
        *_stated(found, labels, lang),
        "",
        words["needs"],
        *_needed(found, labels, lang),
        "",
        words["beside"].format(years=", ".join(map(str, found["measured"]))),
        table(LINE_HEAD[lang], _lines(found, lang), right=[1, 2, 3]),
        "",
        words["elsewhere"],
        *_wrapped(f"  {_elsewhere(found, labels, lang)}"),
        "",
        words["flags"],
        *(f"  {_flag(flag, lang)}" for flag in found["flags"]),
        *([] if found["flags"] else [f"  {words['none']}"]),
    ]
    return "\n".join(parts)


def table_page(found: Sequence[Content], lang: str) -> str:
    """Return one line per simulated case, how many of each answer, and why others are not."""
    simulated = [one for one in found if not one["reason"]]
    rows = [_row(one, lang) for one in simulated]
    left = [one for one in found if one["reason"]]
    fewer = [one["concentrated"]["place"] for one in simulated if one["concentrated"]]
    words = SIMULATED_WORDS[lang]
    told = [
        words["count"].format(n=len(rows), left=len(left)),
        words["for_all"].format(parts=_counted([o["evidence"]["place"] for o in simulated], lang)),
        *(
            [words["for_reached"].format(n=len(fewer), parts=_counted(fewer, lang))]
            if fewer
            else []
        ),
    ]
    shown = [table(TABLE_HEAD[lang], rows, right=[1, 2, 4, 8, 9, 10, 11]), TABLE_UNIT[lang], ""]
    shown += told
    return "\n".join([*(shown if rows else []), *_left(left, lang)])


def _how(found: Content, lang: str) -> str:
    own = found["stands_for"]
    return SIMULATED_WORDS[lang]["how"].format(
        first=BASE_YEAR,
        last=BASE_YEAR + len(own) - 1,
        own=own[0] if len(own) == 1 else f"{own[0]}-{own[-1]}",
        n=found["replications"],
        prices=found["price_year"],
    )


def _stated(found: Content, labels: Labels, lang: str) -> list[str]:
    words, said = SIMULATED_WORDS[lang], found["said"]
    parts = [words["no_effect"]]
    if said["persons"] is not None:
        parts = [
            words["persons"].format(
                n=persons(said["persons"], lang),
                origin=ORIGINS[lang][said["persons_from"]],
                share=percent(said["persons"] / found["full_time"], lang),
                stock=persons(found["full_time"], lang),
                schemes=_listed(found["schemes"], labels, lang),
            )
        ]
    if said["weeks"] is not None:
        parts.append(words["weeks"].format(n=number(said["weeks"], lang, 1)))
    if found["reach"] is not None:
        parts.append(words["reach"].format(share=percent(found["reach"], lang)))
    return [line for part in parts for line in _wrapped(part)]


def _needed(found: Content, labels: Labels, lang: str) -> list[str]:
    words, needed, evidence = SIMULATED_WORDS[lang], found["needed"], found["evidence"]
    place = _sentence(PLACES[lang][evidence["place"]])
    if needed["effect"] is None:
        parts = [_nothing(found, lang)]
    else:
        factor = words["as_factor"].format(n=number(needed["factor"] or 0.0, lang, 2))
        parts = [
            words[needed["kind"]].format(
                ways=_listed(found["ways"], labels, lang),
                effect=_effect(needed, lang),
                factor=factor,
            )
        ]
    low, high = evidence["low"], evidence["high"]
    if low is None or high is None or needed["kind"] == "inflow":
        parts.append(words["no_trials"].format(place=place))
    else:
        both = {"low": number(low, lang, 2), "high": number(high, lang, 2)}
        parts.append(words["trials"].format(place=place, **both))
        parts += [f"    {source}" for source in evidence["sources"]]
    parts += _reached(found, lang)
    weeks = found["saved"]["with_stated_weeks"]
    if weeks is not None:
        said = number(found["said"]["weeks"], lang, 1)
        parts.append(words["stated_weeks"].format(weeks=said, n=_persons(weeks, lang)))
    return [line for part in parts for line in _wrapped(part)]


def _reached(found: Content, lang: str) -> list[str]:
    """Return what would have to be true of those whom the employees can reach."""
    words, fewer = SIMULATED_WORDS[lang], found["concentrated"]
    if fewer is None:
        return []
    needed = fewer["needed"]
    factor = words["as_factor"].format(n=number(needed["factor"], lang, 2))
    key = "nothing" if needed["effect"] is None else needed["kind"]
    needs = words[f"{key}_reached"].format(
        furthest=_sized(needed["furthest"], needed, lang),
        effect=_effect(needed, lang) if needed["effect"] else "",
        factor=factor,
    )
    told = words["reached"].format(
        employees=number(fewer["employees"], lang, 1),
        citizens=number(fewer["citizens"], lang),
        share=percent(fewer["reach"], lang),
        needs=needs,
        place=_sentence(PLACES[lang][fewer["place"]]),
    )
    return [told]


def _nothing(found: Content, lang: str) -> str:
    """Return that no effect is enough, and how far the strongest comes."""
    words, needed, saved = SIMULATED_WORDS[lang], found["needed"], found["saved"]
    if found["goal"] == "persons":
        most = words["nothing_persons"].format(n=persons(saved["persons"]["mean"], lang))
    else:
        most = words["nothing_kroner"].format(n=kroner(saved["own"]["mean"], lang))
    return words["nothing"].format(furthest=_sized(needed["furthest"], needed, lang), most=most)


def _effect(needed: Content, lang: str) -> str:
    """Return the needed effect with its interval."""
    found = Interval(**needed["effect"])
    told = _sized(found.mean, needed, lang)
    if found.low is None or found.high is None:
        return told
    low, high = (_sized(end, needed, lang, like=found.mean) for end in (found.low, found.high))
    between = {"da": "til", "en": "to"}[lang]
    return f"{told} ({low} {between} {high})"


def _sized(value: float, needed: Content, lang: str, like: float | None = None) -> str:
    """Return an effect with its unit, to as many decimals as one like it."""
    if needed["unit"] == "share":
        return percent(value, lang)
    near_one = needed["unit"] == "factor" and abs((like or value) - 1) < NEAR_ONE
    return number(value, lang, 3 if near_one else DECIMALS[needed["unit"]])


def _lines(found: Content, lang: str) -> list[list[str]]:
    """Return persons and kroner as stated and as simulated, a year and for each person."""
    said, saved, words = found["said"], found["saved"], LINES[lang]
    invested = said["investment"]
    rows = [
        [
            words["persons"],
            _or_none(said["persons"], persons, lang),
            *_simulated_persons(found, lang),
        ],
        [words["benefit"], "", *_kroner(saved["benefit"], lang)],
        [words["own_benefit"], "", *_kroner(saved["own_benefit"], lang)],
        [words["own"], _or_none(said["gross"], rounded, lang), *_kroner(saved["own"], lang)],
        [words["investment"], _or_none(invested, rounded, lang), "", ""],
    ]
    if invested is not None:
        rows.append(
            [
                words["net"],
                _or_none(said["net"], rounded, lang),
                *_kroner(saved["own"], lang, invested),
            ]
        )
    each = [[words["benefit_each"], "", _each(found, "benefit", rounded, lang), ""]]
    stated = _or_none(said["kroner_per_full_time"], rounded, lang)
    part = _each(found, "own_benefit", rounded, lang)
    each.append([words["own_benefit_each"], stated, part, ""])
    each.append([words["own_each"], "", _each(found, "own", rounded, lang), ""])
    return rows + each


def _simulated_persons(found: Content, lang: str) -> list[str]:
    saved = Interval(**found["saved"]["persons"])
    if saved.low is None or saved.high is None:
        return [persons(saved.mean, lang), NONE]
    between = {"da": "til", "en": "to"}[lang]
    ends = f"{persons(saved.low, lang)} {between} {persons(saved.high, lang)}"
    return [persons(saved.mean, lang), ends]


def _kroner(amount: Content, lang: str, less: float = 0.0) -> list[str]:
    """Return kroner and their interval, less an amount that is sure."""
    told = [NONE if amount[end] is None else rounded(amount[end] - less, lang) for end in ENDS]
    between = {"da": " til ", "en": " to "}[lang]
    return [rounded(amount["mean"] - less, lang), NONE if NONE in told else between.join(told)]


def _each(found: Content, line: str, told: Told, lang: str) -> str:
    """Return kroner per full-time person saved; a dash where nobody is."""
    saved = found["saved"]
    people = saved["persons"]["mean"]
    return told(saved[line]["mean"] / people, lang) if people > 0 else NONE


def _elsewhere(found: Content, labels: Labels, lang: str) -> str:
    """Return the schemes that have more or fewer persons, those that can be told from none."""
    told = [
        (scheme, more)
        for scheme, more in found["saved"]["elsewhere"].items()
        if more["low"] is None or more["low"] > 0 or more["high"] < 0
    ]
    told.sort(key=lambda pair: -abs(pair[1]["mean"]))
    parts = [
        f"{_label(scheme, labels, lang)} {persons(more['mean'], lang, sign=True)}"
        for scheme, more in told[:MOST_SHOWN]
    ]
    return ", ".join(parts) or SIMULATED_WORDS[lang]["nobody"]


def _row(found: Content, lang: str) -> list[str]:
    said, saved, needed = found["said"], found["saved"], found["needed"]
    star = "" if found["goal"] == "persons" else "*"
    invested = said["investment"]
    net = None if invested is None else saved["own"]["mean"] - invested
    return [
        found["case"],
        f"{persons(saved['persons']['mean'] if star else said['persons'], lang)}{star}",
        percent((said["persons"] or saved["persons"]["mean"]) / found["full_time"], lang),
        _brief(needed, lang),
        *_fewer(found, lang),
        _trials(found["evidence"], needed, lang),
        SHORT_PLACES[lang][_answer(found)],
        _or_none(said["kroner_per_full_time"], thousands, lang),
        _each(found, "own_benefit", thousands, lang),
        _or_none(said["net"], thousands, lang),
        _or_none(net, thousands, lang),
    ]


def _brief(needed: Content, lang: str) -> str:
    """Return the needed effect in a cell: a factor, or weeks with the factor they are."""
    effect = _sized(needed["tried"], needed, lang)
    if needed["effect"] is None:
        return f"> {effect}"
    if needed["kind"] == "hazard":
        return f"x {effect}"
    if needed["kind"] == "inflow":
        return f"- {effect}"
    weeks = {"da": "uger", "en": "weeks"}[lang]
    return f"{effect} {weeks} (x {number(needed['factor'], lang, 2)})"


def _fewer(found: Content, lang: str) -> list[str]:
    """Return the share of new cases reached and what those need; dashes where it is all."""
    fewer = found["concentrated"]
    if fewer is not None:
        return [percent(fewer["reach"], lang), _brief(fewer["needed"], lang)]
    return [NONE if found["reach"] is None else percent(found["reach"], lang), NONE]


def _answer(found: Content) -> str:
    """Return where the needed effect lies: that of those reached, where they are fewer."""
    return str((found["concentrated"] or found["evidence"])["place"])


def _counted(places: Sequence[str], lang: str) -> str:
    counted = Counter(places)
    told = [f"{counted[place]} {said}" for place, said in PLACES[lang].items() if counted[place]]
    return ", ".join(told)


def _trials(evidence: Content, needed: Content, lang: str) -> str:
    low, high = evidence["low"], evidence["high"]
    if low is None or high is None or needed["kind"] == "inflow":
        return NONE
    return f"{number(low, lang, 2)}-{number(high, lang, 2)}"


def _left(found: Sequence[Content], lang: str) -> list[str]:
    """Return why cases are not simulated, those with one reason together."""
    together: dict[str, list[str]] = defaultdict(list)
    for one in found:
        together[_because({**one, "case": "ID"}, lang)].append(one["case"])
    lines = [f"{SIMULATED_WORDS[lang]['left']}:"] if together else []
    for because, ids in together.items():
        lines += [f"  {because}", *_wrapped(f"    {', '.join(ids)}")]
    return lines


def _because(found: Content, lang: str) -> str:
    said = found["because"][lang] if found["because"] else ""
    return SIMULATED_REASONS[lang][found["reason"]].format(case=found["case"], said=said)


def _flag(flag: str, lang: str) -> str:
    return FLAGS[lang].get(flag) or SIMULATED_WORDS[lang][flag]


def _listed(schemes: Sequence[str], labels: Labels, lang: str) -> str:
    """Return the names of schemes, as people list them."""
    names = [_label(scheme, labels, lang) for scheme in schemes]
    last = {"da": " og ", "en": " and "}[lang]
    return last.join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _label(scheme: str, labels: Labels, lang: str) -> str:
    return labels[scheme][lang].split(" (")[0]


def _persons(found: Content, lang: str) -> str:
    return persons(found["mean"], lang)


def _or_none(value: float | None, told: Told, lang: str) -> str:
    return NONE if value is None else told(value, lang)


def _wrapped(text: str) -> list[str]:
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(
        text.strip(), WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
