"""Sanctions in an answer about talks: how many a year, and what benefit they take away."""

from typing import TYPE_CHECKING

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.grid import grid
from borgerflow.experiments.present.labels import PAYERS
from borgerflow.experiments.present.numbers import amount, amount_span, signed
from borgerflow.experiments.present.text import provenance_line, rests_on, warning_lines
from borgerflow.experiments.questions.contacts import text as sanctions_told
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, Measures, SettingRow
from borgerflow.experiments.questions.contacts.targeting.text import group_parts, use_parts

if TYPE_CHECKING:
    from borgerflow.experiments.questions.contacts.finding import ContactsFinding, Measures

HEAD = {
    "da": ("Indstilling", "sanktioner", "flere", "tilbageholdt", "mere"),
    "en": ("Setting", "sanctions", "more", "withheld", "more of it"),
}
AS_NOW = {"da": "som nu", "en": "as now"}
Line = tuple[str, Interval, Interval, Interval, Interval]


def are_told(finding: ContactsFinding) -> bool:
    """Tell whether anybody is sanctioned, now or under a setting."""
    measures = (finding.baseline, *(row.measures for row in finding.rows))
    return any(each.sanctions.mean > 0 for each in measures)


def sanctions_unit(finding: ContactsFinding, lang: str) -> str:
    """Return what the numbers are."""
    year = finding.price_year
    return {
        "da": f"Sanktioner om året; 1.000 kr. ydelse, de tager, om året, {year}-priser",
        "en": f"Sanctions a year; 1.000 kr. of benefit they take a year, {year} prices",
    }[lang]


def lines(finding: ContactsFinding, lang: str) -> list[Line]:
    """Return sanctions and kroner with their changes, as now first and then a row a setting."""
    none, base = Interval(0.0), finding.baseline
    told: list[Line] = [(AS_NOW[lang], base.sanctions, none, base.withheld, none)]
    for row in finding.rows:
        change = Interval(row.measures.sanctions.mean - base.sanctions.mean)
        kroner = Interval(row.measures.withheld.mean - base.withheld.mean)
        label = row.label.text(lang)
        told.append((label, row.measures.sanctions, change, row.measures.withheld, kroner))
    return told


def rows(finding: ContactsFinding, lang: str) -> list[tuple[str, ...]]:
    """Return the table in words."""
    return [
        (
            name,
            numbers.count(many.mean, lang),
            numbers.number(more.mean, lang, sign=True),
            numbers.number(kroner.mean / numbers.THOUSAND, lang),
            signed(change, lang),
        )
        for name, many, more, kroner, change in lines(finding, lang)
    ]


def sentence(finding: ContactsFinding, row: SettingRow, lang: str) -> list[str]:
    """Return how much of what a setting saves or costs is benefit withheld, if that changes."""
    kroner = row.measures.withheld.mean - finding.baseline.withheld.mean
    if kroner == 0:
        return []
    many = row.measures.sanctions.mean - finding.baseline.sanctions.mean
    told = numbers.number(many, lang, sign=True)
    if kroner > 0:
        words = {"da": "mindre udbetalt", "en": "less paid"}[lang]
    else:
        words = {"da": "mere udbetalt", "en": "more paid"}[lang]
    label = row.label.text(lang)
    return [
        {
            "da": f"Sanktioner med {label}: {told} om året, {amount(abs(kroner), lang)} {words} i "
            "ydelse (alle betalere).",
            "en": f"Sanctions with {label}: {told} a year, {amount(abs(kroner), lang)} {words} in "
            "benefit (all payers).",
        }[lang]
    ]


def intervals(measures: "Measures") -> tuple[Interval, Interval, Interval | None]:
    """Return waiting, talks on time, and time used."""
    return measures.waiting_days, measures.share_on_time, measures.utilisation


def beside_what(finding: "ContactsFinding", lang: str) -> str:
    """Return beside what the rhythm is: in the place of the law, or beside it."""
    if not finding.asks_for_contacts:
        return ""
    if finding.against_law:
        return {"da": " i stedet for loven", "en": " in place of the law"}[lang]
    return {"da": " ud over loven", "en": " beside the law"}[lang]


def activation_sentence(finding: "ContactsFinding", lang: str) -> list[str]:
    """Return what the activation itself costs a year in each setting, if any is tried."""
    if not finding.asks_for_activation:
        return []
    told = "; ".join(
        f"{row.label.text(lang)} {amount(row.activation.mean, lang)}" for row in finding.rows
    )
    return [
        {
            "da": f"Selve aktiveringen koster om året, uanset hvem der betaler: {told}",
            "en": f"The activation itself costs a year, whoever pays: {told}",
        }[lang]
    ]


NOWHERE = "-"
MONEY = {
    "da": ("Indstilling", "samtaler", "årsværk", "personale", "øvrigt", "netto", "95 pct.", "tab"),
    "en": ("Setting", "talks", "FTE", "staff", "other", "net", "95 %", "loss"),
}
SERVICE = {
    "da": (
        "Indstilling",
        "på ydelsen",
        "i job",
        "venter",
        "til tiden",
        "udnyttet",
        "sager",
        "lov 95 pct.",
    ),
    "en": ("Setting", "on benefit", "in job", "waits", "on time", "used", "cases", "law 95 %"),
}


def contacts_text(finding: ContactsFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the answer as people read it, ending with a newline."""
    parts = [head_line(finding, lang), *answer(finding, lang), "", *_tables(finding, lang)]
    parts += [
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        paired(provenance_line(finding, lang), lang),
    ]
    return "\n".join(parts) + "\n"


def head_line(finding: ContactsFinding, lang: str) -> str:
    """Return municipality, schemes and years in one line."""
    schemes = ", ".join(finding.scheme_label(name, lang) for name in finding.schemes)
    talks = {"da": "samtaler", "en": "talks"}[lang]
    years = f"{finding.years[0]}-{finding.years[-1]}"
    return " · ".join([finding.municipality_label, talks, schemes, years])


def answer(finding: ContactsFinding, lang: str) -> list[str]:
    """Return the answer in sentences: against the law or not, what is best, and what ties."""
    laws = [law.text(lang) for law in finding.against_law]
    if finding.groups:
        return [*laws, *group_parts(finding, lang)[0]]
    if finding.best_use is not None:
        return [*laws, *use_parts(finding, lang)[0]]
    sentences = [lead(finding, lang), *activation_sentence(finding, lang), *_ties(finding, lang)]
    withheld = sanctions_told.sentence(finding, finding.best or nearest(finding), lang)
    return [*sentences, *withheld, *_loss(finding, lang), *_for_law(finding, lang), *laws]


def lead(finding: ContactsFinding, lang: str) -> str:
    """Return the sentence a committee reads: frequency, staff, kroner and deadlines."""
    rows, best = finding.rows, finding.best
    if best is None:
        told = setting_sentence(finding, nearest(finding), lang)
        if len(rows) == 1:
            return told
        return {
            "da": f"Ingen af de {len(rows)} indstillinger er bedre end nu. Nærmest er: {told}",
            "en": f"None of the {len(rows)} settings is better than now. Nearest is: {told}",
        }[lang]
    told = setting_sentence(finding, best, lang)
    if len(rows) == 1:
        return told
    return {"da": f"Bedst af {len(rows)}: {told}", "en": f"Best of {len(rows)}: {told}"}[lang]


def nearest(finding: ContactsFinding) -> SettingRow:
    """Return the setting with the least net."""
    return min(finding.rows, key=lambda row: row.net.mean)


def setting_sentence(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what one setting takes, gives and comes to, and how many dates of the law it keeps."""
    label = row.label.text(lang)
    about = f"{label[0].upper()}{label[1:]}{beside_what(finding, lang)}"
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
    paid, kroner = numbers.number(row.fte.mean, lang, 1, sign=True), amount(row.staff.mean, lang)
    if finding.staffing == "as_now":
        return {
            "da": f"ville kræve {needed} årsværk (ingen ansættes)",
            "en": f"would take {needed} FTE (nobody is hired)",
        }[lang]
    if finding.staffing == "named":
        return {
            "da": f"kræver {needed} årsværk, har {paid} ({kroner} om året)",
            "en": f"takes {needed} FTE, has {paid} ({kroner} a year)",
        }[lang]
    return {
        "da": f"kræver {needed} årsværk ({kroner} om året)",
        "en": f"takes {needed} FTE ({kroner} a year)",
    }[lang]


def _saved(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what the municipality saves or spends a year, staff left out."""
    other = row.by_payer["kommune"].mean
    if other == 0:
        return {"da": "ændrer ingen ydelser", "en": "changes no benefits"}[lang]
    told = amount(abs(other), lang)
    on = "benefits and activation" if finding.asks_for_activation else "benefits"
    if other > 0:
        return {"da": f"koster {told} på ydelser m.v.", "en": f"costs {told} in {on}"}[lang]
    return {"da": f"sparer {told} på ydelser m.v.", "en": f"saves {told} in {on}"}[lang]


def _verdict(net: Interval, lang: str) -> str:
    """Return whether a net pays, with its size and interval."""
    low = net.mean if net.low is None else net.low
    high = net.mean if net.high is None else net.high
    told = f"{amount(net.mean, lang)}{amount_span(net, lang)}"
    if net.mean == low == high == 0:
        return {"da": "det ændrer intet i kroner", "en": "it changes nothing in kroner"}[lang]
    if high < 0:
        return {"da": f"det betaler sig, netto {told}", "en": f"it pays, net {told}"}[lang]
    if low > 0:
        words = {"da": "det betaler sig ikke, netto", "en": "it does not pay, net"}
        return f"{words[lang]} {told}"
    words = {
        "da": "om det betaler sig, kan ikke ses, netto",
        "en": "whether it pays is unclear, net",
    }
    return f"{words[lang]} {told}"


def _ties(finding: ContactsFinding, lang: str) -> list[str]:
    """Return which settings cannot be told from the best one."""
    best = finding.best
    tied = [row.label.text(lang) for row in finding.indifferent if not row.best]
    if finding.baseline_indifferent and best is not None:
        tied = [AS_NOW[lang], *tied]
    if not tied:
        return []
    lead = {"da": "Kan ikke skelnes fra den bedste", "en": "Cannot be told from the best"}[lang]
    name = best.label.text(lang) if best is not None else AS_NOW[lang]
    return [f"{lead} ({name}): {'; '.join(tied)}."]


def _loss(finding: ContactsFinding, lang: str) -> list[str]:
    """Return how likely a loss is, with what is not known of the effect counted in."""
    row = finding.best or nearest(finding)
    if len(row.net_by_site) == 1:
        return []
    label = row.label.text(lang)
    sites = ", ".join(amount(each.mean, lang) for each in _low_to_high(row))
    chance = numbers.percent(row.loss, lang)
    return [
        {
            "da": f"Sandsynlighed for tab med {label}: {chance}, usikkerheden om virkningen talt "
            f"med (netto ved lav, midterste og høj virkning: {sites}).",
            "en": f"Probability of loss with {label}: {chance}, what is unknown of the effect "
            f"counted in (net at a low, central and high effect: {sites}).",
        }[lang]
    ]


def _low_to_high(row: SettingRow) -> list[Interval]:
    return [row.net_by_site[site] for site in ("low", "central", "high") if site in row.net_by_site]


def _for_law(finding: ContactsFinding, lang: str) -> list[str]:
    """Return the posts that keep the law as it is now, and under the best setting."""
    if finding.staffing == "no_limit":
        return []
    now = _posts(finding.base_fte_for_law, lang)
    row = finding.best or nearest(finding)
    then, label = _posts(row.fte_for_law, lang), row.label.text(lang)
    return [
        {
            "da": f"For at holde 95 pct. af lovens frister skal der {now} årsværk til som nu, "
            f"{then} med {label} (af {numbers.number(finding.base_fte, lang, 1)}).",
            "en": f"To keep 95 % of the law's dates it takes {now} FTE as now, {then} with "
            f"{label} (beside {numbers.number(finding.base_fte, lang, 1)}).",
        }[lang]
    ]


def _posts(fte: float | None, lang: str) -> str:
    return NOWHERE if fte is None else numbers.number(fte, lang, 1, sign=True)


def _tables(finding: ContactsFinding, lang: str) -> list[str]:
    if finding.groups:
        return group_parts(finding, lang)[1]
    if finding.best_use is not None:
        return use_parts(finding, lang)[1]
    money, service = money_rows(finding, lang), service_rows(finding, lang)
    return [
        unit(finding, lang),
        *grid(MONEY[lang], money),
        *_payers(finding, lang),
        "",
        service_unit(lang),
        *grid(SERVICE[lang], service),
        *_sanctions(finding, lang),
    ]


def _sanctions(finding: ContactsFinding, lang: str) -> list[str]:
    if not sanctions_told.are_told(finding):
        return []
    told = grid(sanctions_told.HEAD[lang], sanctions_told.rows(finding, lang))
    return ["", sanctions_told.sanctions_unit(finding, lang), *told]


def unit(finding: ContactsFinding, lang: str) -> str:
    """Return what the amounts are."""
    year = finding.price_year
    return {
        "da": f"1.000 kr. om året, {year}-priser, + udgift, - besparelse; * bedst, ~ kan ikke "
        "skelnes fra den",
        "en": f"1.000 kr. a year, {year} prices, + expense, - saving; * best, ~ cannot be told "
        "from it",
    }[lang]


def service_unit(lang: str) -> str:
    """Return what the columns of service are."""
    return {
        "da": "Fuldtidspersoner (ændring), dages ventetid, andel af lovens samtaler til tiden, "
        "udnyttet tid, sager pr. årsværk, årsværk der holder loven i 95 pct.",
        "en": "Full-time persons (change), days waited, share of the law's talks on time, time "
        "used, cases an FTE, FTE that keep the law in 95 %",
    }[lang]


def money_rows(finding: ContactsFinding, lang: str) -> list[tuple[str, ...]]:
    """Return the main table in words, a row a setting."""
    held = numbers.count(finding.baseline.talks_held.mean, lang)
    first = (_marked(AS_NOW[lang], finding.best is None, finding.baseline_indifferent), held)
    none = numbers.number(0, lang)
    rows: list[tuple[str, ...]] = [(*first, none, none, none, none, NOWHERE, NOWHERE)]
    for row in finding.rows:
        rows.append(
            (
                _marked(row.label.text(lang), row.best, row.indifferent),
                numbers.count(row.measures.talks_held.mean, lang),
                numbers.number(row.fte_needed, lang, 1, sign=True),
                numbers.thousands(row.staff.mean, lang),
                numbers.thousands(row.by_payer["kommune"].mean, lang),
                numbers.thousands(row.net.mean, lang),
                numbers.span(row.net, lang),
                numbers.percent(row.loss, lang),
            )
        )
    return rows


def service_rows(finding: ContactsFinding, lang: str) -> list[tuple[str, ...]]:
    """Return the table of persons, waiting and deadlines, a row a setting."""
    base = finding.baseline
    rows: list[tuple[str, ...]] = [
        (
            AS_NOW[lang],
            NOWHERE,
            NOWHERE,
            *_service(base, lang),
            _posts(finding.base_fte_for_law, lang),
        )
    ]
    for row in finding.rows:
        here = sum(row.full_time[name].mean for name in finding.schemes)
        job = row.full_time.get("job", Interval(0.0)).mean
        rows.append(
            (
                row.label.text(lang),
                numbers.persons(here, lang, sign=True),
                numbers.persons(job, lang, sign=True),
                *_service(row.measures, lang),
                _posts(row.fte_for_law, lang),
            )
        )
    return rows


def _service(measures: Measures, lang: str) -> tuple[str, str, str, str]:
    waits, on_time, used = intervals(measures)
    cases = measures.cases_per_fte
    return (
        numbers.number(waits.mean, lang, 1),
        numbers.percent(on_time.mean, lang),
        NOWHERE if used is None else numbers.percent(used.mean, lang),
        NOWHERE if cases is None else numbers.number(cases.mean, lang),
    )


def _marked(name: str, best: bool, tied: bool) -> str:
    return f"{name} *" if best else f"{name} ~" if tied else name


def _payers(finding: ContactsFinding, lang: str) -> list[str]:
    """Return what the other payers pay under each setting."""
    lines = []
    for payer in ("stat", "a_kasse"):
        told = [
            f"{row.label.text(lang)} {signed(row.by_payer[payer], lang)}" for row in finding.rows
        ]
        lines.append(f"{PAYERS[payer][lang]}: {'; '.join(told)}")
    return lines


def paired(line: str, lang: str) -> str:
    """Return a line of provenance that says that replications are paired."""
    plain, told = {
        "da": (" gentagelser", " parrede gentagelser"),
        "en": (" replications", " paired replications"),
    }[lang]
    return line.replace(plain, told)
