"""The answer of a proposal in words, in Danish and in English: the answer first, then why.

Knows findings and how numbers are read; computes nothing.
"""

from borgerflow.experiments.findings.rows import BreakEven, Interval, Payback
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import (
    by_the_end,
    current_lines,
    head_line,
    provenance_line,
    rests_on,
    under_lines,
    unit_of,
    warning_lines,
)
from borgerflow.experiments.present.words import GRADES, PAYERS, references_told
from borgerflow.experiments.questions.breakeven.finding import (
    BreakEvenFinding,
    highest_price,
    highest_price_a_year,
    invested,
    place_in_range,
    source_of,
)
from borgerflow.experiments.questions.compare.break_even.needed_text import others_as_assumed
from borgerflow.experiments.questions.compare.break_even.shares_text import shares_sentences
from borgerflow.experiments.questions.compare.break_even.text import (
    effect_told,
    labelled,
    range_told,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.payback_words import (
    beside_mean,
    half_by,
    in_replications,
    one_and_other,
    paid_back_in,
)
from borgerflow.experiments.questions.compare.own_numbers.sure_words import loss_beside, sure_lines
from borgerflow.experiments.questions.compare.tables.guard import excess_words, idle_words
from borgerflow.experiments.questions.compare.text import (
    NET,
    delivered_sentence,
    net_sentence,
    reading_sentence,
)
from borgerflow.experiments.runs.accounts.tables import frame_lines
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.sim.base.wording import Wording, sentence
from borgerflow.sim.params.words.danish import told

PAYER_WIDTH = 30
COLUMN_WIDTH = 14
PLACES = {
    "below": Wording("den nødvendige effekt er mindre", "the effect needed is smaller"),
    "within": Wording("den nødvendige effekt ligger i spændet", "the effect needed lies within it"),
    "above": Wording("den nødvendige effekt er større", "the effect needed lies beyond it"),
}


def breakeven_text(finding: BreakEvenFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the answer as people read it, ending with a newline."""
    compared = finding.compared
    idle = [] if compared is None else idle_words(compared, lang)
    first = answer_line(finding, lang)
    parts = [head_line(finding, lang), *under_lines(finding, lang), *idle, first]
    if compared is not None:
        behind = [reason for reason in _reasons(compared, lang) if reason != first]
        met = [] if all_assumptions else [first, *behind]  # else told with all of them
        parts += [
            *behind,
            *(said.text(lang) for said in references_told(met)),
            "",
            *_chances(compared, lang),
            *_payers(finding, compared, lang),
            *frame_lines(compared.frames, compared.net_municipal, lang),
            *current_lines(NET, compared.net_municipal, lang),
            *_discounted(finding, lang),
            *rests_on(finding, lang, everything=all_assumptions),
            *warning_lines(finding, lang),
            _provenance(finding, compared, lang),
        ]
    return "\n".join(parts) + "\n"


def sentences(finding: BreakEvenFinding, lang: str) -> list[str]:
    """Return the answer with what stands behind it, and what is discounted."""
    compared = finding.compared
    behind = [] if compared is None else _reasons(compared, lang)
    later = (line.strip() for line in _discounted(finding, lang))
    told_all = [*dict.fromkeys((answer_line(finding, lang), *behind, *later))]
    return [*told_all, *(said.text(lang) for said in references_told(told_all))]


def _reasons(compared: Finding, lang: str) -> list[str]:
    return [
        *_effects(compared, lang),
        *sure_lines(compared, lang),
        net_sentence(compared, lang),
        *excess_words(compared, lang),
        *_prices(compared, lang),
    ]


def answer_line(finding: BreakEvenFinding, lang: str) -> str:
    """Return the answer in one sentence."""
    compared = finding.compared
    return _silence(finding, lang) if compared is None else _verdict(finding, compared, lang)


def _silence(finding: BreakEvenFinding, lang: str) -> str:
    """Return why there is nothing to compare."""
    because = "" if finding.because is None else finding.because.text(lang)
    if finding.outside:
        return because
    return sentence(
        {
            "da": f"Modellen kan ikke regne på forslaget, fordi {because}",
            "en": f"Cannot be answered by this model because {because}",
        }[lang]
    )


def _verdict(finding: BreakEvenFinding, compared: Finding, lang: str) -> str:
    """Return the verdict with the month or the effect that belongs to it."""
    main = compared.break_even[0] if compared.break_even else None
    if finding.verdict == "pays_back":
        month = one_and_other(compared, lang) or _month(
            compared.payback, compared.replications, lang
        )
        told = {
            "da": f"Med tallene som antaget ventes forslaget tjent hjem i {month}",
            "en": f"With the numbers as assumed it is expected to pay back in {month}",
        }[lang]
        return sentence(told + _in_how_many(compared, lang) + loss_beside(compared, lang))
    if finding.verdict == "pays_back_in_some":
        return _in_some(compared, lang)
    if finding.verdict == "does_not_pay_back":
        needs = "" if main is None else f" {_needs(compared, main, lang)}"
        return f"{_not_by(compared, lang)}{needs}"
    assert main is not None
    if finding.verdict == "needs_effect":
        return _needs(compared, main, lang)
    if finding.verdict == "pays_without_effect":
        return _without(main, lang)
    return _sentence(compared, main, lang)


def _month(payback: Payback, replications: int, lang: str) -> str:
    """Return the month of payback with the first and the last it may be."""
    assert payback.median is not None
    if replications < FEWEST_FOR_A_SPREAD:
        return numbers.month(payback.median, lang)
    low = numbers.month(payback.low or payback.median, lang)
    never = {"da": "efter perioden", "en": "beyond the horizon"}[lang]
    high = never if payback.high is None else numbers.month(payback.high, lang)
    to = {"da": "til", "en": "to"}[lang]
    return f"{numbers.month(payback.median, lang)} ({numbers.level(lang)}: {low} {to} {high})"


def _in_how_many(compared: Finding, lang: str) -> str:
    """Return that not all of the replications pay back, where that is so."""
    if paid_back_in(compared) == compared.replications:
        return ""
    counted, last = in_replications(compared, lang), by_the_end(compared, lang)
    return {
        "da": f"; ved {last} er det tjent hjem {counted}",
        "en": f"; by {last} it has paid back {counted}",
    }[lang]


def _in_some(compared: Finding, lang: str) -> str:
    """Return that half of the replications pay back at least, and that the mean is a cost."""
    assert compared.payback.median is not None
    counted, last = in_replications(compared, lang), by_the_end(compared, lang)
    half, mean = half_by(compared, compared.payback.median, lang), beside_mean(compared, lang)
    told = {
        "da": f"Forslaget er tjent hjem ved {last} {counted} ({half})",
        "en": f"Pays back by {last} {counted} ({half})",
    }[lang]
    return sentence(told + mean)


def _not_by(compared: Finding, lang: str) -> str:
    last, paid = by_the_end(compared, lang), paid_back_in(compared)
    counted = in_replications(compared, lang)
    told = {
        "da": f"Forslaget er {'kun' if paid else 'ikke'} tjent hjem ved {last}"
        f"{f' {counted}' if paid else ''} med den forudsatte effekt",
        "en": f"{f'Pays back {counted} only' if paid else 'Does not pay back'} by {last} with the "
        "effect as given",
    }[lang]
    return sentence(told + beside_mean(compared, lang))


def _needs(compared: Finding, main: BreakEven, lang: str) -> str:
    """Return the effect it needs beside those held possible, in one plain sentence."""
    named = _labelled(compared, main, lang)
    needed = f"{effect_told(named, lang)}{others_as_assumed(main, lang)}"
    needs = {"da": f"Nødvendig effekt: {needed}", "en": f"Effect needed: {needed}"}[lang]
    span = range_told(named, lang)
    if span is None:
        return sentence(needs)
    held = {"da": f"det antagne spænd er {span}", "en": f"the assumed range is {span}"}[lang]
    place = place_in_range(main)
    verdict = "" if place is None else f": {PLACES[place].text(lang)}"
    return sentence(f"{needs}; {held} ({_why(compared, main, lang)}){verdict}")


def _why(compared: Finding, main: BreakEven, lang: str) -> str:
    """Return the grade of the range, and its source in the words of the params."""
    source = source_of(compared, main)
    grade = GRADES[main.grade][lang]
    return grade if source is None else f"{grade}: {told(source).text(lang).rstrip('.')}"


def _without(main: BreakEven, lang: str) -> str:
    others = others_as_assumed(main, lang)
    return sentence(
        {
            "da": f"Forslaget er tjent hjem også helt uden effekt{others}",
            "en": f"Pays back even without any effect{others}",
        }[lang]
    )


def _labelled(compared: Finding, found: BreakEven, lang: str) -> BreakEven:
    return labelled(found, lambda scheme: compared.scheme_label(scheme, lang))


def _sentence(compared: Finding, found: BreakEven, lang: str) -> str:
    return reading_sentence(_labelled(compared, found, lang), lang)


def _effects(compared: Finding, lang: str) -> list[str]:
    """Return the effect at break-even of each reading, and of all mechanisms together."""
    told = [_sentence(compared, found, lang) for found in compared.break_even]
    whole = compared.delivered
    together = [] if whole is None else [delivered_sentence(whole, lang)]
    return [*told, *together, *shares_sentences(compared, lang)]


def _prices(compared: Finding, lang: str) -> list[str]:
    """Return the highest price at which it pays, beside what it costs."""
    total, cost = highest_price(compared), numbers.kroner(invested(compared).mean, lang)
    a_year = highest_price_a_year(compared)
    if a_year is None:
        return []
    yearly = numbers.kroner(a_year.mean, lang)
    amount = f"{numbers.kroner(total.mean, lang)}{_spread(total, lang)}"
    return [
        {
            "da": f"Med den antagne effekt må forslaget højst koste {amount} i alt, {yearly} om "
            f"året; det koster {cost}",
            "en": f"With the effect as assumed it may cost at most {amount} in all, {yearly} "
            f"a year; it costs {cost}",
        }[lang]
    ]


def _spread(amount: Interval, lang: str) -> str:
    if amount.low is None or amount.high is None:
        return ""
    low, high = (numbers.rounded(end, lang) for end in (amount.low, amount.high))
    return f" ({numbers.level(lang)}: {low} {'til' if lang == 'da' else 'to'} {high})"


def _chances(compared: Finding, lang: str) -> list[str]:
    """Return how many of the replications have paid back by the end of each year."""
    lead = {"da": "Tjent hjem ved årets udgang", "en": "Paid back by the end of"}[lang]
    chances = compared.payback.probability_by_year.items()
    years = "".join(f"{year:>{COLUMN_WIDTH}}" for year, _ in chances)
    counted = (numbers.of_all(chance, compared.replications, lang) for _, chance in chances)
    told = "".join(f"{each:>{COLUMN_WIDTH}}" for each in counted)
    name = {"da": "  så mange af simuleringerne", "en": "  so many of the replications"}[lang]
    return [f"{lead:<{PAYER_WIDTH}}{years}", f"{name:<{PAYER_WIDTH}}{told}"]


def _payers(finding: BreakEvenFinding, compared: Finding, lang: str) -> list[str]:
    """Return the net of each payer over the horizon, undiscounted and discounted."""
    words = {
        "da": ("Netto i hele perioden", "udiskonteret", "diskonteret"),
        "en": ("Net over the whole period", "undiscounted", "discounted"),
    }[lang]
    later = finding.discounted
    columns = [compared] if later is None else [compared, later]
    heads = "".join(f"{word:>{2 * COLUMN_WIDTH}}" for word in words[1 : 1 + len(columns)])
    unit = f"{unit_of(compared).text(lang)} ({numbers.level(lang)})"
    lines = [unit, f"{words[0]:<{PAYER_WIDTH}}{heads}"]
    for payer in compared.net_by_payer:
        cells = [_net(column.net_by_payer[payer].total, lang) for column in columns]
        told = "".join(f"{cell:>{2 * COLUMN_WIDTH}}" for cell in cells)
        lines.append(f"{f'  {PAYERS[payer][lang]}':<{PAYER_WIDTH}}{told}")
    return lines


def _net(amount: Interval, lang: str) -> str:
    mean = numbers.thousands(amount.mean, lang)
    return mean if amount.low is None else f"{mean} ({numbers.span(amount, lang)})"


def _discounted(finding: BreakEvenFinding, lang: str) -> list[str]:
    """Return what is discounted: the rate, the price, payback, and the effect if it was sought."""
    later = finding.discounted
    if later is None:
        return []
    rate = numbers.percent(finding.discount_rates[0], lang)
    lead = {
        "da": f"Diskonteret med {rate} om året fra {later.years[0]}",
        "en": f"Discounted by {rate} a year from {later.years[0]} on",
    }[lang]
    price = highest_price(later)
    amount = f"{numbers.kroner(price.mean, lang)}{_spread(price, lang)}"
    told = {"da": f"højeste udgift {amount}", "en": f"highest price {amount}"}[lang]
    return [f"{lead}: {told}", *(f"  {sentence}" for sentence in _effects(later, lang))]


def _provenance(finding: BreakEvenFinding, compared: Finding, lang: str) -> str:
    """Return how many paired replications it rests on, and how long it all took."""
    line = provenance_line(compared, lang).rstrip(".")
    if finding.seconds is None:
        return sentence(line)
    return f"{line}, {numbers.number(finding.seconds, lang, 1)} s."
