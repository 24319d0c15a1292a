"""An answer about contacts in words: what is best, what it takes, and what is not sure."""

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount, amount_span, signed
from borgerflow.experiments.present.tables import lines
from borgerflow.experiments.present.text import period, provenance_line, rests_on, warning_lines
from borgerflow.experiments.present.words import PAYERS
from borgerflow.experiments.questions.contacts import tables
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, SettingRow
from borgerflow.experiments.questions.contacts.targeting.text import group_answer, use_answer


def contacts_text(finding: ContactsFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the answer as people read it, ending with a newline."""
    parts = [
        head_line(finding, lang),
        *answer(finding, lang),
        "",
        *_tables(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def head_line(finding: ContactsFinding, lang: str) -> str:
    """Return municipality, schemes and years in one line."""
    schemes = ", ".join(finding.scheme_label(name, lang) for name in finding.schemes)
    talks = {"da": "samtaler", "en": "talks"}[lang]
    years = period(finding, lang)
    return " · ".join([finding.municipality_label, talks, schemes, years])


def answer(finding: ContactsFinding, lang: str) -> list[str]:
    """Return the answer in sentences: against the law or not, what is best, and what ties."""
    laws = [law.text(lang) for law in finding.against_law]
    if finding.groups:
        return [*laws, *group_answer(finding, lang)]
    if finding.best_use is not None:
        return [*laws, *use_answer(finding, lang)]
    return [
        lead(finding, lang),
        *_activation(finding, lang),
        *_ties(finding, lang),
        *_sanctions(finding, lang),
        *_loss(finding, lang),
        *_for_law(finding, lang),
        *laws,
    ]


def lead(finding: ContactsFinding, lang: str) -> str:
    """Return the sentence a committee reads: frequency, staff, kroner and deadlines."""
    many = len(finding.rows)
    sentence = _setting(finding, leading(finding), lang)
    if many == 1:
        return sentence
    if finding.best is not None:
        return {"da": f"Bedst af {many}: {sentence}", "en": f"Best of {many}: {sentence}"}[lang]
    return {
        "da": f"Ingen af de {many} indstillinger er bedre end nu. Nærmest er: {sentence}",
        "en": f"None of the {many} settings is better than now. Nearest is: {sentence}",
    }[lang]


def leading(finding: ContactsFinding) -> SettingRow:
    """Return the best setting, else the one with the least net."""
    return finding.best or min(finding.rows, key=lambda row: row.net.mean)


def _setting(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what one setting takes, gives and comes to, and how many dates of the law it keeps."""
    label = row.label.text(lang)
    about = f"{label[0].upper()}{label[1:]}{_related_to_law(finding, lang)}"
    staff, saved = _staff(finding, row, lang), _saved(finding, row, lang)
    now, then = (
        numbers.percent(m.share_on_time.mean, lang) for m in (finding.baseline, row.measures)
    )
    effect = finding.effects_label.text(lang)
    return {
        "da": f"{about} {staff} og {saved}: {_verdict(row.net, lang)} ved virkningen "
        f"»{effect}«; lovens frister holdes i {then} (nu {now}).",
        "en": f"{about} {staff} and {saved}: {_verdict(row.net, lang)} at the effect "
        f"“{effect}”; the law's dates are kept in {then} (now {now}).",
    }[lang]


def _related_to_law(finding: ContactsFinding, lang: str) -> str:
    """Return how the contacts stand to those of the law: in their place, or on top of them."""
    if not finding.asks_for_contacts:
        return ""
    if finding.against_law:
        return {"da": " i stedet for loven", "en": " in place of the law"}[lang]
    return {"da": " ud over loven", "en": " on top of the law's own"}[lang]


def _staff(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return the posts a setting takes, and what they cost a year."""
    if finding.staffing == "no_limit" and row.fte.mean < 0:
        freed = numbers.number(-row.fte.mean, lang, 1)
        kroner = amount(-row.staff.mean, lang)
        return {
            "da": f"frigør {freed} årsværk ({kroner} om året)",
            "en": f"frees {freed} FTE ({kroner} a year)",
        }[lang]
    needed = numbers.number(row.fte_needed, lang, 1, sign=True)
    if finding.staffing == "as_now":
        return {
            "da": f"ville kræve {needed} årsværk (ingen ansættes)",
            "en": f"would take {needed} FTE (nobody is hired)",
        }[lang]
    paid, kroner = numbers.number(row.fte.mean, lang, 1, sign=True), amount(row.staff.mean, lang)
    has = {"da": f", har {paid}", "en": f", has {paid}"}[lang]
    has = has if finding.staffing == "named" else ""
    return {
        "da": f"kræver {needed} årsværk{has} ({kroner} om året)",
        "en": f"takes {needed} FTE{has} ({kroner} a year)",
    }[lang]


def _saved(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what the municipality saves or spends a year, staff left out."""
    other = row.by_payer["kommune"].mean
    if other == 0:
        return {"da": "ændrer ingen ydelser", "en": "changes no benefits"}[lang]
    kroner = amount(abs(other), lang)
    on = "benefits and activation" if finding.asks_for_activation else "benefits"
    if other > 0:
        return {"da": f"koster {kroner} på ydelser m.v.", "en": f"costs {kroner} in {on}"}[lang]
    return {"da": f"sparer {kroner} på ydelser m.v.", "en": f"saves {kroner} in {on}"}[lang]


def _verdict(net: Interval, lang: str) -> str:
    """Return whether a net pays, with its size and interval."""
    low = net.mean if net.low is None else net.low
    high = net.mean if net.high is None else net.high
    if net.mean == low == high == 0:
        return {"da": "det ændrer intet i kroner", "en": "it changes nothing in kroner"}[lang]
    if high < 0:
        words = {"da": "det betaler sig, netto", "en": "it pays, net"}
    elif low > 0:
        words = {"da": "det betaler sig ikke, netto", "en": "it does not pay, net"}
    else:
        words = {
            "da": "om det betaler sig, kan ikke ses, netto",
            "en": "whether it pays is unclear, net",
        }
    return f"{words[lang]} {amount(net.mean, lang)}{amount_span(net, lang)}"


def _activation(finding: ContactsFinding, lang: str) -> list[str]:
    """Return what the activation itself costs a year in each setting, if any is tried."""
    if not finding.asks_for_activation:
        return []
    prices = "; ".join(
        f"{row.label.text(lang)} {amount(row.activation.mean, lang)}" for row in finding.rows
    )
    whoever = {
        "da": "Selve aktiveringen koster om året, uanset hvem der betaler",
        "en": "The activation itself costs a year, whoever pays",
    }
    return [f"{whoever[lang]}: {prices}"]


def _ties(finding: ContactsFinding, lang: str) -> list[str]:
    """Return which settings cannot be told from the best one."""
    best = (finding.best or finding.now).label
    rows = (finding.now, *finding.rows)
    ties = [row.label.text(lang) for row in rows if row.indifferent and not row.best]
    words = {"da": "Kan ikke skelnes fra den bedste", "en": "Not distinguishable from the best"}
    return [f"{words[lang]} ({best.text(lang)}): {'; '.join(ties)}."] if ties else []


def _sanctions(finding: ContactsFinding, lang: str) -> list[str]:
    """Return how much of what a setting saves or costs is benefit withheld, if that changes."""
    row, now = leading(finding), finding.baseline
    kroner = row.measures.withheld.mean - now.withheld.mean
    if kroner == 0:
        return []
    many = numbers.number(row.measures.sanctions.mean - now.sanctions.mean, lang, sign=True)
    label, size = row.label.text(lang), amount(abs(kroner), lang)
    less = kroner > 0
    return [
        {
            "da": f"Sanktioner med {label}: {many} om året, {size} {'mindre' if less else 'mere'} "
            "udbetalt i ydelse (alle betalere).",
            "en": f"Sanctions with {label}: {many} a year, {size} {'less' if less else 'more'} "
            "paid in benefit (all payers).",
        }[lang]
    ]


def _loss(finding: ContactsFinding, lang: str) -> list[str]:
    """Return how likely a loss is, with what is not known of the effect counted in."""
    row = leading(finding)
    if len(row.net_by_site) == 1 or row.loss is None:
        return []
    label, chance = row.label.text(lang), numbers.percent(row.loss, lang)
    nets = [row.net_by_site[s] for s in ("low", "central", "high") if s in row.net_by_site]
    sites = ", ".join(amount(net.mean, lang) for net in nets)
    return [
        {
            "da": f"Sandsynlighed for tab med {label}: {chance}, usikkerheden om virkningen talt "
            f"med (netto ved lav, midterste og høj virkning: {sites}).",
            "en": f"Probability of loss with {label}: {chance}, what is unknown of the effect "
            f"counted in (net at a low, central and high effect: {sites}).",
        }[lang]
    ]


def _for_law(finding: ContactsFinding, lang: str) -> list[str]:
    """Return the posts that keep the law as it is now, and under the best setting."""
    if finding.staffing == "no_limit":
        return []
    row, base = leading(finding), numbers.number(finding.base_fte, lang, 1)
    now, then = (_posts(fte, lang) for fte in (finding.base_fte_for_law, row.fte_for_law))
    return [
        {
            "da": f"For at holde 95 pct. af lovens frister {now} som nu; med {row.label.da} "
            f"{then} (i dag: {base} årsværk).",
            "en": f"To keep 95 % of the law's dates as now {now}; with {row.label.en} "
            f"{then} (today: {base} FTE).",
        }[lang]
    ]


def _posts(fte: float | None, lang: str) -> str:
    """Return how many posts more are needed, or how many fewer are enough."""
    if fte is None:
        return {"da": "er intet antal fundet", "en": "no number of FTE was found"}[lang]
    size = numbers.number(abs(fte), lang, 1)
    if round(fte, 1) == 0:
        return {"da": "er dagens årsværk nok", "en": "the FTE of today will do"}[lang]
    if fte < 0:
        return {"da": f"er {size} årsværk færre nok", "en": f"{size} FTE fewer would do"}[lang]
    return {"da": f"skal der {size} årsværk mere til", "en": f"{size} FTE more are needed"}[lang]


def _tables(finding: ContactsFinding, lang: str) -> list[str]:
    if not finding.rows:
        return _lines(tables.targets_table(finding), lang)
    sanctions = tables.sanctions_table(finding)
    return [
        *_lines(tables.money_table(finding), lang),
        *_payers(finding, lang),
        "",
        *_lines(tables.service_table(finding), lang),
        *(["", *_lines(sanctions, lang)] if sanctions is not None else []),
    ]


def _lines(table: Table, lang: str) -> list[str]:
    return [table.title.text(lang), *lines(table, lang)]


def _payers(finding: ContactsFinding, lang: str) -> list[str]:
    """Return what the other payers pay under each setting."""
    return [
        f"{PAYERS[payer][lang]}: "
        + "; ".join(
            f"{row.label.text(lang)} {signed(row.by_payer[payer], lang)}" for row in finding.rows
        )
        for payer in ("stat", "a_kasse")
    ]
