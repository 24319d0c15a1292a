"""A comparison in words: the answer first, the main table, then why."""

import pandas as pd

from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.findings.rows import (
    BreakEven,
    BreakEvenShare,
    DrawnRange,
    Interaction,
    ResultPrice,
)
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.sections import is_seen, signed
from borgerflow.experiments.present.tables import aligned, frame, lines
from borgerflow.experiments.present.text import (
    current_lines,
    head_line,
    length,
    provenance_line,
    rests_on,
    under_lines,
    warning_lines,
)
from borgerflow.experiments.questions.compare.break_even.shares_text import (
    percents,
    shares_sentences,
)
from borgerflow.experiments.questions.compare.break_even.text import (
    assumed_words,
    break_even_sentence,
    change_of_sign,
    labelled,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.payback_words import payback_words
from borgerflow.experiments.questions.compare.own_numbers.sure_words import (
    between,
    chance_of_loss,
    cost_or_saving,
    drawn_of,
    find_out_first,
    sure_lines,
    whose,
)
from borgerflow.experiments.questions.compare.tables.declared import (
    gains_table,
    spans_table,
    summary_table,
)
from borgerflow.experiments.questions.compare.tables.finance import grant_sentences, tax_table
from borgerflow.experiments.questions.compare.tables.guard import excess_words, idle_words
from borgerflow.experiments.runs.accounts.tables import frame_lines
from borgerflow.sim.base.wording import Wording, sentence


def main_table(finding: Finding, lang: str) -> pd.DataFrame:
    """Return a row per line: kroner in thousands by year, in total, and their intervals."""
    total = "i alt" if lang == "da" else "total"
    table = frame(summary_table(finding), lang)
    table.columns = pd.Index(["line", *map(str, finding.years), total, "low", "high"])
    for year in finding.years:
        ends = [row.amounts.by_year[year].scaled(1 / numbers.THOUSAND) for row in finding.summary]
        table[f"{year} low"] = [interval.low for interval in ends]
        table[f"{year} high"] = [interval.high for interval in ends]
    return table.set_index("line").rename_axis(None).astype(float)


PRICED = {
    "full_time_person_in_work": Wording(
        "For hver fuldtidsperson mere i arbejde i et år",
        "For each full-time person more in work for a year",
    ),
    "week_of_benefit_saved": Wording(
        "For hver sparet uge på ydelse", "For each week of benefit saved"
    ),
}
NET = Wording("kommunens netto", "the municipality's net")
COSTS_OR_SAVES = {"da": ("koste", "spare"), "en": ("cost", "save")}
SCHEMES_TOLD = 6
PAIR = 2


def compare_text(finding: Finding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return a comparison as people read it, ending with a newline."""
    parts = [
        head_line(finding, lang),
        *under_lines(finding, lang),
        *answer(finding, lang),
        "",
        *figures(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def figures(finding: Finding, lang: str) -> list[str]:
    """Return the main table with its intervals, where people are instead, and what it comes to."""
    return [
        *aligned(summary_table(finding), lang),
        *frame_lines(finding.frames, finding.net_municipal, lang),
        *span_lines(finding, lang),
        *current_lines(NET, finding.net_municipal, lang),
        full_time_line(finding, lang),
        *(price_sentence(price, lang) for price in finding.prices),
        *gain_lines(finding, lang),
        *grant_lines(finding, lang),
    ]


def grant_lines(finding: Finding, lang: str) -> list[str]:
    """Return what grants and equalisation do beside the net, where it is asked."""
    if finding.grants is None:
        return []
    table = tax_table(finding.grants)
    return [*grant_sentences(finding, lang), table.title.text(lang), *lines(table, lang)]


def gain_lines(finding: Finding, lang: str) -> list[str]:
    """Return who brings the change, where there is an interval to tell it with."""
    table = gains_table(finding)
    return [table.title.text(lang), *lines(table, lang)] if table.rows else []


def span_lines(finding: Finding, lang: str) -> list[str]:
    """Return the interval of each line and year, where there is any."""
    table = spans_table(finding)
    return aligned(table, lang) if table.rows else []


def price_sentence(price: ResultPrice, lang: str) -> str:
    """Return the municipality's net for each unit of a result, or why there is no such amount."""
    lead = PRICED[price.result].text(lang)
    if price.net is None:
        return f"{lead}: {_no_price(price, lang)}"
    saves = price.net.mean < 0
    verb = {
        "da": ("kommunal nettoudgift på", "kommunal nettobesparelse på"),
        "en": ("a net cost to the municipality of", "a net saving to the municipality of"),
    }[lang][saves]
    net = price.net.opposite() if saves else price.net
    told = f"{lead}: {verb} {numbers.near_kroner(net, lang)}"
    return sentence(told)


def _no_price(price: ResultPrice, lang: str) -> str:
    more = signed(price.more, lang)
    if price.more.mean <= 0:
        return {
            "da": f"intet beløb, da der ikke bliver flere ({more} i perioden).",
            "en": f"no amount, as there are no more of them ({more} over the period).",
        }[lang]
    return {
        "da": f"intet beløb, da det kan være tilfældigt, om der bliver flere ({more} i perioden).",
        "en": f"no amount, as it may be chance whether there are more ({more} over the period).",
    }[lang]


def answer(finding: Finding, lang: str) -> list[str]:
    """Return the sentences a committee member reads first."""
    told = [
        *idle_words(finding, lang),
        *sure_lines(finding, lang),
        _stated_sentence(finding, lang),
        *readings(finding, lang),
        *shares_sentences(finding, lang),
        net_sentence(finding, lang),
        *excess_words(finding, lang),
        *find_out_first(finding, lang),
    ]
    together = finding.interaction
    return told if together is None else [*told, together_sentence(together, lang)]


def readings(finding: Finding, lang: str) -> list[str]:
    """Return what must be achieved, by each reading, and of all effects together."""
    told = [reading_sentence(_labelled(finding, found, lang), lang) for found in finding.break_even]
    if finding.delivered is not None:
        told.append(delivered_sentence(finding.delivered, lang))
    return told


def reading_sentence(found: BreakEven, lang: str) -> str:
    """Return what the mechanism must achieve, and both sides where single lives decide it."""
    return break_even_sentence(found, lang) + change_of_sign(found, found.effect, lang)


def delivered_sentence(found: BreakEvenShare, lang: str) -> str:
    """Return the share of all effects together that must be delivered, or that none suffices."""
    lead = f"{_all_of_them(found.mechanisms, lang)}:"
    if found.share is None:
        best = numbers.number(found.best_tried, lang, 1)
        left = numbers.kroner(found.net_left.mean, lang)
        return {
            "da": f"{lead} selv {best} gange de forudsatte effekter tjener ikke forslaget hjem; "
            f"nettoudgiften er da stadig {left}",
            "en": f"{lead} not even {best} times what is assumed pays for it: there the net is"
            f" still {left}",
        }[lang]
    if found.share.mean == 0:
        return {
            "da": f"{lead} det tjener sig hjem, selv om ingen af de forudsatte effekter opnås.",
            "en": f"{lead} it pays for itself even if nothing of what is assumed is delivered.",
        }[lang]
    share = percents(found.share, lang)
    return {
        "da": f"{lead} det tjener sig hjem, hvis mindst {share} af de forudsatte effekter opnås.",
        "en": f"{lead} it pays for itself if at least {share} of what is assumed is delivered.",
    }[lang] + change_of_sign(found, found.share, lang)


def _all_of_them(effects: int, lang: str) -> str:
    if effects == PAIR:
        return {"da": "Begge effekter under ét", "en": "Both effects together"}[lang]
    count = numbers.words(effects, lang)
    return {"da": f"Alle {count} effekter under ét", "en": f"All {count} effects together"}[lang]


def _labelled(finding: Finding, found: BreakEven, lang: str) -> BreakEven:
    return labelled(found, lambda scheme: finding.scheme_label(scheme, lang))


def _stated_sentence(finding: Finding, lang: str) -> str:
    silent = [proposal.number for proposal in finding.proposals if not proposal.stated]
    if not silent:
        stated = {"da": "Effekten er oplyst i forslaget.", "en": "The form states the effect."}
        return stated[lang]
    if len(finding.proposals) == 1:
        return {"da": "Forslaget oplyser ingen effekt.", "en": "The form states no effect."}[lang]
    named = ", ".join(silent)
    return sentence(
        {
            "da": f"Der er ikke oplyst nogen effekt for {named}",
            "en": f"The forms state no effect for {named}",
        }[lang]
    )


def net_sentence(finding: Finding, lang: str) -> str:
    """Return what the effect as given is expected to cost or save, and how far that may be off.

    Where own numbers are drawn, the range that they give is `sure_lines`'.
    """
    total = finding.net_municipal.total
    over = length(finding, lang)
    amount = numbers.kroner(abs(total.mean), lang)
    verb = COSTS_OR_SAVES[lang][total.mean < 0]
    done = {
        "da": f"ventes det at {verb} kommunen {amount} netto over {over}",
        "en": f"it is expected to {verb} the municipality {amount} net over {over}",
    }[lang]
    ends = range_told(finding, lang) if drawn_of(finding) is None else ""
    told = f"{_with_effect(finding, lang)} {done}{ends}"
    whole = sentence(told)
    return " ".join([whole, *levels_sentence(finding, lang), chance_sentence(finding, lang)])


def range_told(finding: Finding, lang: str) -> str:
    """Return what the net may be where the proposals' own numbers are drawn, or at their ends."""
    span = finding.assumption_range
    if span is None:
        return ""
    own, drawn = whose(finding), drawn_of(finding)
    if drawn is not None:
        return _drawn(drawn, own, lang)
    best, worst = (cost_or_saving(end, lang) for end in (span.low, span.high))
    return {
        "da": f"; med {own} egne tal i det gunstigste og det ugunstigste tilfælde fra {best} til "
        f"{worst}",
        "en": f"; with its own numbers at their best and at their worst, from {best} to {worst}",
    }[lang]


def _drawn(drawn: DrawnRange, own: str, lang: str) -> str:
    """Return the range that holds what is not known and chance, and the chance of a loss."""
    chance = chance_of_loss(drawn, lang)
    return {
        "da": f"; med {own} egne tal så usikre, som de er, ligger det forventede nettoresultat med "
        f"95 pct. sandsynlighed {between(drawn, lang)}, og sandsynligheden for en merudgift er "
        f"{chance}",
        "en": "; with its own numbers as uncertain as they are, the expected net lies with 95 % "
        f"probability {between(drawn, lang)}, and the chance of a loss is {chance}",
    }[lang]


def levels_sentence(finding: Finding, lang: str) -> list[str]:
    """Return at which of its effects, low, assumed and high, it loses; nothing if all agree."""
    span = finding.assumption_range
    if span is None or span.at_low_effect is None or span.at_high_effect is None:
        return []
    names = {
        "da": ("den lave effekt", "den antagne", "den høje"),
        "en": ("the low effect", "the assumed", "the high"),
    }[lang]
    nets = (span.at_low_effect, finding.net_municipal.total.mean, span.at_high_effect)
    both = list(zip(names, nets, strict=True))
    lost = [name for name, net in both if net > 0]
    gained = [name for name, net in both if net < 0]
    if not lost or not gained:
        return []
    joined = {"da": " og ", "en": " and "}[lang]
    return [
        sentence(
            {
                "da": f"Det giver merudgift ved {joined.join(lost)}, men besparelse ved "
                f"{joined.join(gained)}",
                "en": f"It loses at {joined.join(lost)} and gains at {joined.join(gained)}",
            }[lang]
        )
    ]


def chance_sentence(finding: Finding, lang: str) -> str:
    """Return how far chance alone moves the net, and how likely it has paid back."""
    ends = numbers.saving_or_cost_ends(finding.net_municipal.total, lang)
    paid = payback_words(finding, lang)
    told = f"{ends}; {paid}" if ends else paid
    return f"{told[0].upper()}{told[1:]}{'' if told.endswith('.') else '.'}"


def _with_effect(finding: Finding, lang: str) -> str:
    told = ""
    if finding.break_even:
        told = assumed_words(_labelled(finding, finding.break_even[0], lang), lang)
    if not told:
        return {"da": "Med de forudsatte effekter", "en": "With the effects as given"}[lang]
    return f"{'Med' if lang == 'da' else 'With'} {told}"


def together_sentence(found: Interaction, lang: str) -> str:
    """Return whether proposals together come to what they come to one by one."""
    more = found.difference
    if more.mean == 0 and not more.low:
        return {
            "da": "Sammen giver forslagene netto præcis det, de giver hver for sig.",
            "en": "Together the proposals come to exactly the net they come to one by one.",
        }[lang]
    apart, both = (cost_or_saving(n.mean, lang) for n in (found.one_by_one, found.together))
    verb = {"da": ("koster", "sparer"), "en": ("cost", "save")}[lang][more.mean < 0]
    small = {"da": "under 1.000 kr.", "en": "less than 1,000 kr."}[lang]
    size = numbers.kroner(abs(more.mean), lang) if abs(more.mean) >= numbers.THOUSAND else small
    told = {
        "da": f"Hver for sig giver forslagene netto {apart}, sammen {both}:"
        f" sammen {verb} de {size} mere end hver for sig",
        "en": f"One by one the proposals come to {apart} net, together to {both}:"
        f" together they {verb} {size} more than one by one",
    }[lang]
    chance = {"da": ", hvilket kan være tilfældigt", "en": ", which may be chance"}[lang]
    holds_none = more.low is not None and more.high is not None and more.low <= 0 <= more.high
    return sentence(f"{told}{numbers.net_span(more, lang)}{chance if holds_none else ''}")


def full_time_line(finding: Finding, lang: str) -> str:
    """Return where people are instead, on average over the years, and how many are touched."""
    told = sorted(finding.mean_full_time, key=lambda row: -abs(row.difference.mean))
    parts = [
        f"{in_a_sentence(finding.scheme_label(row.scheme, lang))} {signed(row.difference, lang)}"
        for row in told[:SCHEMES_TOLD]
        if is_seen([row.difference])
    ]
    nobody = {"da": "ingen ændring", "en": "no change"}[lang]
    changes = ", ".join(parts) or nobody
    touched = sum(c.mean for c in finding.touched.values()) / max(len(finding.touched), 1)
    people = numbers.persons(touched, lang)
    known = any(row.difference.low is not None for row in told)
    level = f" ({numbers.level(lang)})" if parts and known else ""
    return {
        "da": f"Fuldtidspersoner pr. år{level}: {changes}. Berørte borgere pr. år: {people}",
        "en": f"Full-time persons a year{level}: {changes}. Citizens touched a year: {people}",
    }[lang]
