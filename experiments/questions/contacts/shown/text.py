"""An answer about contacts in words: what is best, what it takes, and what is not sure."""

from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount
from borgerflow.experiments.present.tables import lines
from borgerflow.experiments.present.text import (
    period,
    provenance_line,
    rests_on,
    under_lines,
    warning_lines,
)
from borgerflow.experiments.questions.contacts import tables
from borgerflow.experiments.questions.contacts.finding import (
    AS_NOW,
    ContactsFinding,
    SettingRow,
    keeps_fewer,
)
from borgerflow.experiments.questions.contacts.shown.accounts import setting_frames
from borgerflow.experiments.questions.contacts.shown.lateness import UNSEEN, cut_lines, short_table
from borgerflow.experiments.questions.contacts.shown.law_dates import named_with_slip
from borgerflow.experiments.questions.contacts.shown.law_text import dropped_lines, of_law
from borgerflow.experiments.questions.contacts.shown.pays_text import enumerated, named, pays_if
from borgerflow.experiments.questions.contacts.shown.quarters import quarter_lines
from borgerflow.experiments.questions.contacts.shown.sure_text import sure_lines, verdict
from borgerflow.experiments.questions.contacts.targeting.mix_tables import mix_tables
from borgerflow.experiments.questions.contacts.targeting.mix_text import mix_answer
from borgerflow.experiments.questions.contacts.targeting.text import group_answer, use_answer
from borgerflow.sim.base.wording import Wording, sentence


def contacts_text(finding: ContactsFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the answer as people read it, ending with a newline."""
    parts = [
        head_line(finding, lang),
        *under_lines(finding, lang),
        *answer(finding, lang),
        *quarter_lines(finding, told_of(finding), lang),
        "",
        *_tables(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def told_of(finding: ContactsFinding) -> Wording | None:
    """Return the setting whose quarters are told beside the baseline's, if settings are tried."""
    return finding.leading.label if finding.rows else None


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
    if finding.mix is not None:
        told = _at_effects(finding, finding.leading, lang) if finding.rows else []
        return [*mix_answer(finding, finding.mix, lang), *told, *laws]
    return [
        *sure_lines(finding, finding.leading, lang),
        *dropped_lines(finding.dropped_talk, lang),
        *_settings(finding, lang),
        *of_law(finding, finding.leading, lang),
        *laws,
    ]


def _settings(finding: ContactsFinding, lang: str) -> list[str]:
    """Return the effect at break-even, then what the model says; of posts alone it says little."""
    if finding.posts_alone:
        asked = [pays_if(finding, row, lang) for row in finding.rows]
        known = [_known_of_posts(finding, row, lang) for row in finding.rows]
        cuts = cut_lines(finding, lang)
        sure = [each for row in finding.rows for each in _at_effects(finding, row, lang)]
        told = (*filter(None, asked), *known, *sure, *_sanctions(finding, lang))
        return [*cuts, _unknown(lang), *told]
    unknown = [_unknown(lang)] if finding.staffing == "named" else []
    first = [*unknown, *filter(None, [pays_if(finding, finding.leading, lang)])]
    others = (each for tell in (_activation, _ties, _sanctions) for each in tell(finding, lang))
    sure = _at_effects(finding, finding.leading, lang)
    return [*first, lead(finding, lang), *others, *sure]


def _unknown(lang: str) -> str:
    """Return that fewer cases a post do nothing in the model but shorten a wait."""
    return {
        "da": "Modellen kender ingen effekt af et lavere sagstal: flere eller færre årsværk "
        "ændrer kun ventetiden på en samtale. Derfor oplyses, hvor stor effekten skal være.",
        "en": "The model knows no effect of a lower caseload: more or fewer FTE change nothing but "
        "how long a talk waits. So what is told is the effect it must have.",
    }[lang]


def _known_of_posts(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what posts alone do in the model: to waiting, to the law's dates, and to benefits."""
    label, before, after = named(finding, row, lang), finding.baseline, row.measures
    then, now = (numbers.percent(m.share_on_time.mean, lang) for m in (after, before))
    waits, waited = (numbers.number(m.waiting_days.mean, lang, 1) for m in (after, before))
    saved, effect = _saved(finding, row, lang), finding.effects_label.text(lang)
    was = {"da": "før", "en": "before"}[lang]
    return {
        "da": f"{label}: ventetiden på en samtale er {waits} dage ({was} {waited}), og lovens "
        f"frister overholdes i {then} ({was} {now}); ventetiden alene {saved} om året (effekter: "
        f"{effect}).",
        "en": f"{label}: a talk waits {waits} days ({was} {waited}), and the law's dates are kept "
        f"in {then} ({was} {now}); the wait alone {saved} a year at the effect “{effect}”.",
    }[lang]


def lead(finding: ContactsFinding, lang: str) -> str:
    """Return the sentence a committee reads: frequency, staff, kroner and deadlines."""
    many = len(finding.rows)
    sentence = _setting(finding, finding.leading, lang)
    if many == 1:
        return sentence
    if finding.best is not None:
        return {"da": f"Bedst af {many}: {sentence}", "en": f"Best of {many}: {sentence}"}[lang]
    return {
        "da": f"Ingen af de {many} muligheder er bedre end nu. Tættest på er: {sentence}",
        "en": f"None of the {many} settings is better than now. The closest is: {sentence}",
    }[lang]


def _setting(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what one setting takes, gives and comes to, and how many dates of the law it keeps."""
    label = row.label.text(lang)
    about = f"{label[0].upper()}{label[1:]}{_related_to_law(finding, lang)}"
    staff, saved = _staff(finding, row, lang), _saved(finding, row, lang)
    now, then = (
        numbers.percent(m.share_on_time.mean, lang) for m in (finding.baseline, row.measures)
    )
    effect, judged = finding.effects_label.text(lang), verdict(finding, row, lang)
    is_now = finding.compared_with == AS_NOW
    was = {"da": "nu" if is_now else "før", "en": "now" if is_now else "before"}[lang]
    return {
        "da": f"{about} {staff} og {saved}: {judged} (effekter: {effect}); lovens "
        f"frister overholdes i {then} ({was} {now}).",
        "en": f"{about} {staff} and {saved}: {judged} at the effect "
        f"“{effect}”; the law's dates are kept in {then} ({was} {now}).",
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
        freed, kroner = numbers.number(-row.fte.mean, lang, 1), amount(-row.staff.mean, lang)
        return {
            "da": f"frigør {freed} årsværk ({kroner} om året)",
            "en": f"frees {freed} FTE ({kroner} a year)",
        }[lang]
    kroner = amount(row.staff.mean, lang)
    if finding.staffing == "named" or finding.base_fte != finding.base_fte_needed:
        return _has_and_needs(finding, row, kroner, lang)
    needed = numbers.number(row.fte_needed, lang, 1, sign=True)
    size, less = numbers.number(abs(row.fte_needed), lang, 1), row.fte_needed < 0
    if finding.staffing == "as_now":
        return {
            "da": f"{'nedsætter' if less else 'øger'} behovet med {size} årsværk (ingen ansættes)",
            "en": f"changes the need by {needed} FTE (nobody is hired)",
        }[lang]
    return {
        "da": f"kræver {size} årsværk {'mindre' if less else 'mere'} ({kroner} om året)",
        "en": f"takes {needed} FTE ({kroner} a year)",
    }[lang]


def _has_and_needs(finding: ContactsFinding, row: SettingRow, kroner: str, lang: str) -> str:
    """Return the posts there are and those that contacts need, where these are not the same."""
    there, needed = (
        numbers.number(posts or 0.0, lang, 1) for posts in (row.posts_there, row.posts_needed)
    )
    if finding.staffing == "as_now":
        paid = {"da": "ingen ansættes", "en": "nobody is hired"}[lang]
    else:
        more = numbers.number(row.fte.mean, lang, 1, sign=True)
        paid = {"da": f"{more}, {kroner} om året", "en": f"{more}, {kroner} a year"}[lang]
    return {
        "da": f"kræver {needed} årsværk mod {there} til rådighed ({paid})",
        "en": f"needs {needed} FTE against {there} available ({paid})",
    }[lang]


def _saved(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what the municipality saves or spends a year, staff left out."""
    other = row.by_payer["kommune"].mean
    if abs(other) < UNSEEN:
        return {"da": "ændrer ikke udgiften til ydelser", "en": "changes no benefits"}[lang]
    kroner = amount(abs(other), lang)
    on = "benefits and activation" if finding.asks_for_activation else "benefits"
    if other > 0:
        return {"da": f"koster {kroner} på ydelser mv.", "en": f"costs {kroner} in {on}"}[lang]
    return {"da": f"sparer {kroner} på ydelser mv.", "en": f"saves {kroner} in {on}"}[lang]


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
    ties = [
        named_with_slip(row.label.text(lang), keeps_fewer(finding, row.measures), lang)
        for row in rows
        if row.indifferent and not row.best
    ]
    words = {"da": "Måske lige så godt som det bedste", "en": "Not distinguishable from the best"}
    return [sentence(f"{words[lang]} ({best.text(lang)}): {'; '.join(ties)}")] if ties else []


def _sanctions(finding: ContactsFinding, lang: str) -> list[str]:
    """Return how much of what a setting saves or costs is benefit withheld, if that changes."""
    row, now = finding.leading, finding.baseline
    kroner = row.measures.withheld.mean - now.withheld.mean
    if abs(kroner) < UNSEEN:
        return []
    many = numbers.number(row.measures.sanctions.mean - now.sanctions.mean, lang, sign=True)
    label, size = row.label.text(lang), amount(abs(kroner), lang)
    less = kroner > 0
    return [
        {
            "da": f"Sanktioner med {label}: {many} om året; der udbetales {size} "
            f"{'mindre' if less else 'mere'} i ydelse (alle betalere).",
            "en": f"Sanctions with {label}: {many} a year, {size} {'less' if less else 'more'} "
            "paid in benefit (all payers).",
        }[lang]
    ]


def _at_effects(finding: ContactsFinding, row: SettingRow, lang: str) -> list[str]:
    """Return at which effects a setting costs, and at which it saves."""
    nets = {site: row.net_by_site[site].mean for site in tables.EFFECTS if site in row.net_by_site}
    if len(nets) == 1 or not any(nets.values()):
        return []
    names = {site: tables.EFFECTS[site].text(lang) for site in nets}
    loses, gains = {
        "da": ("merudgift ved {} effekt", "besparelse ved {} effekt"),
        "en": ("loses at {} effect", "gains at {} effect"),
    }[lang]
    losing = [names[site] for site, net in nets.items() if net > 0]
    gaining = [names[site] for site, net in nets.items() if net < 0]
    told = [w.format(enumerated(at, lang)) for w, at in ((loses, losing), (gains, gaining)) if at]
    every = {"da": "netto om året ved", "en": "net a year at"}[lang]
    amounts = ", ".join(amount(net, lang) for net in nets.values())
    all_of_them = enumerated([*names.values()], lang)
    about = named_with_slip(named(finding, row, lang), keeps_fewer(finding, row.measures), lang)
    return [f"{about}: {'; '.join(told)} ({every} {all_of_them}: {amounts})."]


def _tables(finding: ContactsFinding, lang: str) -> list[str]:
    if finding.mix is not None:
        lead = [
            line for one in mix_tables(finding, finding.mix) for line in (*_lines(one, lang), "")
        ]
        return [*lead, *(_settings_tables(finding, lang) if finding.rows else [])]
    if not finding.rows:
        return _lines(tables.targets_table(finding), lang)
    return _settings_tables(finding, lang)


def _settings_tables(finding: ContactsFinding, lang: str) -> list[str]:
    money, service = tables.money_table(finding), tables.service_table(finding)
    sanctions = tables.sanctions_table(finding)
    told = [*_lines(money, lang), current_net(finding, lang), *setting_frames(finding, lang)]
    told += ["", *_lines(service, lang)]
    if finding.lateness:
        told += ["", *_lines(short_table(finding), lang)]
    return told if sanctions is None else [*told, "", *_lines(sanctions, lang)]


def current_net(finding: ContactsFinding, lang: str) -> str:
    """Return the net a year of the leading setting in current prices, those of each year itself."""
    row = finding.leading
    lead = {
        "da": "I løbende priser (1.000 kr. om året): netto",
        "en": "In current prices (DKK 1,000 a year): net",
    }[lang]
    net = numbers.thousands(row.net_current.mean, lang)
    with_it = {"da": "med", "en": "with"}[lang]
    return f"{lead} {net} {with_it} {row.label.text(lang)}"


def _lines(table: Table, lang: str) -> list[str]:
    return [table.title.text(lang), *lines(table, lang)]
