"""The tables of an answer about contacts, declared once for workbook, page and terminal."""

from collections.abc import Callable
from typing import Any

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.numbers import agreeing, fine_percent
from borgerflow.experiments.questions.contacts.finding import (
    NOTHING,
    ContactsFinding,
    Group,
    SettingRow,
    Use,
    Verdict,
    keeps_fewer,
    slips,
)
from borgerflow.experiments.questions.contacts.shown.law_dates import LESS_OFTEN
from borgerflow.sim.base.wording import LANGUAGES, Wording

EFFECTS = {
    "low": Wording("lav", "low"),
    "central": Wording("middel", "central"),
    "high": Wording("høj", "high"),
}
ALL, NONE = Wording("alle", "all"), Wording("ingen", "none")
YES, NO = Wording("ja", "yes"), Wording("nej", "no")
VERDICTS: dict[Verdict, Wording] = {
    "saving": Wording("sparer", "saves"),
    "no_loss": Wording("ingen merudgift påvist", "no loss seen"),
    "later": Wording("frister overskrides", "dates slip"),
    "loss": Wording("merudgift", "loss"),
    "no_fewer": Wording("ikke færre samtaler", "no fewer"),
    "too_few": Wording("for få samtaler", "too few talks"),
}


def _measure(name: str) -> Callable[[SettingRow, str], Interval | None]:
    return lambda row, _: getattr(row.measures, name)


def _paid_by(payer: str) -> Callable[[SettingRow, str], Interval]:
    return lambda row, _: row.by_payer.get(payer, NOTHING)


def _beyond_none(row: SettingRow, _: str) -> float | None:
    """Return by which share exits must be faster; slower, below nought."""
    found = row.break_even
    return None if found is None or found.effect is None else found.effect.mean - 1


def _faster(row: SettingRow, lang: str) -> str | None:
    """Return how much faster exits must be, below nought how much slower they may be."""
    found = row.break_even
    if found is None:
        return None
    beyond = "" if found.effect is not None else "> " if found.best_tried > 1 else "< "
    size = fine_percent(found.best_tried - 1, lang)
    return f"{beyond}{'+' if found.best_tried > 1 else ''}{size}"


def _loses_at(row: SettingRow, lang: str) -> str | None:
    """Return the effects, of low, central and high, at which the municipality loses."""
    sites = [site for site in EFFECTS if site in row.net_by_site]
    loses = [site for site in sites if row.net_by_site[site].mean > 0]
    if len(sites) <= 1:
        return None
    if len(loses) in (0, len(sites)):
        return (ALL if loses else NONE).text(lang)
    return ", ".join(EFFECTS[site].text(lang) for site in loses)


def _label(row: Any, lang: str) -> str:
    return str(row.label.text(lang))


def _marked(finding: ContactsFinding) -> Callable[[SettingRow, str], str]:
    """Return what marks the best setting, those that tie, and those that keep fewer dates."""

    def name(row: SettingRow, lang: str) -> str:
        rank = " *" if row.best else " ~" if row.indifferent else ""
        slip = " §" if keeps_fewer(finding, row.measures) else ""
        return f"{_label(row, lang)}{'' if finding.posts_alone else rank}{slip}"

    return name


# The settings as a workbook has them; what follows activation stands there if it is asked for.
FOR_LAW = Column(
    "ekstra årsværk, 95 pct. til tiden",
    "extra FTE, 95 % on time",
    "signed",
    lambda row, _: row.fte_for_law,
)
SETTINGS = (
    Column("Mulighed", "Setting", "text", _label),
    Column("netto, 1.000 kr.", "net, DKK 1,000", "kr", lambda row, _: row.net, ends=True),
    Column(
        "netto i løbende priser, 1.000 kr.",
        "net in current prices, DKK 1,000",
        "kr",
        lambda row, _: row.net_current,
    ),
    Column("personale, 1.000 kr.", "staff, DKK 1,000", "kr", lambda row, _: row.staff),
    Column("kommunen øvrigt, 1.000 kr.", "municipality else, DKK 1,000", "kr", _paid_by("kommune")),
    Column("staten, 1.000 kr.", "state, DKK 1,000", "kr", _paid_by("stat")),
    Column("a-kasser, 1.000 kr.", "a-kasser, DKK 1,000", "kr", _paid_by("a_kasse")),
    Column("årsværk til rådighed", "FTE, has", "one_decimal", lambda row, _: row.posts_there),
    Column("årsværk, behov", "FTE, needs", "one_decimal", lambda row, _: row.posts_needed),
    Column(
        "ændring i behov, årsværk", "FTE needed more", "one_decimal", lambda row, _: row.fte_needed
    ),
    Column("ændring i ansatte, årsværk", "FTE paid more", "one_decimal", lambda row, _: row.fte),
    Column("hurtigere afgang, pct.", "exits faster, %", "share", _beyond_none),
    FOR_LAW,
    Column("samtaler", "talks", "count", _measure("contacts_held")),
    Column("ventetid, dage", "days waited", "one_decimal", _measure("waiting_days")),
    Column("afholdt rettidigt, pct.", "on time, %", "share", _measure("share_on_time")),
    Column("kapacitetsudnyttelse, pct.", "used, %", "share", _measure("utilisation")),
    Column("sager pr. årsværk", "cases an FTE", "number", _measure("cases_per_fte")),
)
LOSS = Column(
    "risiko for merudgift, pct.", "probability of loss, %", "share", lambda row, _: row.loss
)
ACTIVATION = Column(
    "heraf aktivering, alle, 1.000 kr.",
    "activation, all payers, DKK 1,000",
    "kr",
    lambda row, _: row.activation,
)
CONTACTS = Column("samtaler", "talks", "count", _measure("contacts_held"))
HAS_AND_NEEDS = (
    Column("årsværk", "has", "one_decimal", lambda row, _: row.posts_there),
    Column("behov", "needs", "one_decimal", lambda row, _: row.posts_needed),
)
FTE = Column("årsværk", "FTE", "signed", lambda row, _: row.fte_needed)
MONEY = (
    Column("personale", "staff", "kr", lambda row, _: row.staff),
    Column("øvrigt", "other", "kr", _paid_by("kommune")),
    Column("netto", "net", "kr", lambda row, _: row.net, ends=True),
    Column("staten", "state", "kr", _paid_by("stat")),
)
FASTER = Column("hurtigere afgang", "exits faster", "text", _faster)
LOSES_AT = Column("merudgift ved effekt", "loses at effect", "text", _loses_at)
SERVICE = (
    Column("ventetid (dage)", "waits", "one_decimal", _measure("waiting_days")),
    Column("rettidigt", "on time", "share", _measure("share_on_time")),
    Column("kapacitetsudnyttelse", "used", "share", _measure("utilisation")),
    Column("sager pr. årsværk", "cases", "number", _measure("cases_per_fte")),
    FOR_LAW,
)
CHANGES = (
    Column("ventetid (dage)", "waits", "signed", lambda row, _: row.service.waiting_days),
    Column("rettidigt", "on time", "points", lambda row, _: row.service.share_on_time),
    Column("ydelser", "benefits", "kr", lambda row, _: row.benefits),
    Column("netto", "net", "kr", lambda row, _: row.net, ends=True),
)
GROUPS = (
    Column("Gruppe", "Group", "text", _label),
    Column("nu", "now", "count", lambda row, _: row.contacts_now),
    Column("samtaler", "talks", "more", lambda row, _: row.contacts_held),
    Column("årsværk", "FTE", "signed", lambda row, _: row.fte),
    *CHANGES,
    Column("svar", "answer", "text", lambda row, lang: VERDICTS[row.verdict].text(lang)),
)


LESS_OFTEN_HEAD = "lovens frister sjældnere end nu", "law's dates less often than now"


def settings_table(finding: ContactsFinding) -> Table:
    """Return everything of each setting, as numbers."""

    def less_often(row: SettingRow, lang: str) -> str:
        return (YES if keeps_fewer(finding, row.measures) else NO).text(lang)

    columns = (
        *SETTINGS,
        Column(*LESS_OFTEN_HEAD, "text", less_often),
        *(() if finding.posts_alone else (LOSS,)),
        *((ACTIVATION,) if finding.asks_for_activation else ()),
    )
    return Table(_unit_of_chances(finding), columns, finding.rows)


def _unit_of_chances(finding: ContactsFinding) -> Wording:
    """Return what the amounts are, and what a loss in none and in all of the draws stands for."""
    tried = {row.drawn.tried for row in finding.rows if row.drawn is not None}
    if finding.posts_alone or not tried:
        return _unit(finding)
    said = Wording(*(agreeing(min(tried), lang) for lang in LANGUAGES))
    return _unit(finding) + Wording("; ", "; ") + said


def money_table(finding: ContactsFinding) -> Table:
    """Return contacts, staff and kroner, as now first and then a row a setting."""
    rows = (finding.now, *finding.rows)
    ranked = not finding.posts_alone
    strong = frozenset(place for place, row in enumerate(rows) if row.best and ranked)
    columns = (
        Column("Mulighed", "Setting", "text", _marked(finding)),
        CONTACTS,
        *((FTE,) if finding.staffing == "no_limit" else HAS_AND_NEEDS),
        *MONEY,
        *((FASTER,) if any(row.break_even for row in rows) else ()),
        *((LOSES_AT,) if ranked and any(len(row.net_by_site) > 1 for row in rows) else ()),
    )
    return Table(_unit_of_money(finding), columns, rows, strong)


def _unit_of_money(finding: ContactsFinding) -> Wording:
    """Return what the columns are: amounts, posts, and the effect at break-even."""
    unit = _unit(finding)
    if finding.staffing != "no_limit":
        unit = Wording(
            f"{unit.da}; årsværk: til rådighed; behov: årsværk, som samtalerne kræver",
            f"{unit.en}; has and needs: FTE",
        )
    if any(keeps_fewer(finding, row.measures) for row in finding.rows):
        unit = unit + Wording("; § ", "; § ") + LESS_OFTEN
    if not any(row.break_even for row in finding.rows):
        return unit
    return Wording(
        f"{unit.da}; hurtigere afgang: den stigning, der skal til, før årsværkene er tjent hjem "
        "(negativ: så meget langsommere må afgangen blive)",
        f"{unit.en}; exits faster: what pays for the posts (below nought: how much slower they "
        "may go)",
    )


def service_table(finding: ContactsFinding) -> Table:
    """Return persons, waiting and deadlines, as now first and then a row a setting."""

    def persons(schemes: tuple[str, ...]) -> Callable[[SettingRow, str], float | None]:
        return lambda row, _: (
            sum(row.full_time[name].mean for name in schemes if name in row.full_time)
            if row.full_time
            else None
        )

    title = Wording(
        "Fuldtidspersoner (ændring), ventetid, andel af lovens samtaler afholdt rettidigt, "
        "kapacitetsudnyttelse, sager pr. årsværk og de årsværk ud over de nuværende (negativ: til "
        "overs), hvormed 95 pct. af lovens samtaler holdes rettidigt",
        "Full-time persons (change), days waited, share of the statutory talks on time, time "
        "used, cases an FTE, and the FTE beyond those of today (below nought: to spare) with which "
        "95 % of the statutory talks are held on time",
    )
    columns = (
        Column("Mulighed", "Setting", "text", _label),
        Column("på ydelsen", "on benefit", "change", persons(finding.schemes)),
        Column("i job", "in job", "change", persons(("job",))),
        *SERVICE,
    )
    return Table(title, columns, (finding.now, *finding.rows))


def sanctions_table(finding: ContactsFinding) -> Table | None:
    """Return sanctions and kroner with their changes; None where nobody is sanctioned."""
    base, rows = finding.baseline, (finding.now, *finding.rows)
    if not any(row.measures.sanctions.mean > 0 for row in rows):
        return None
    year = finding.price_year
    title = Wording(
        f"Sanktioner pr. år og tilbageholdt ydelse (1.000 kr., {year}-pl)",
        f"Sanctions a year; benefit withheld, DKK 1,000 a year, {year} prices",
    )

    def beyond(name: str) -> Callable[[SettingRow, str], float]:
        now: float = getattr(base, name).mean
        return lambda row, _: float(getattr(row.measures, name).mean - now)

    columns = (
        Column("Mulighed", "Setting", "text", _label),
        Column("sanktioner", "sanctions", "count", _measure("sanctions")),
        Column("ændring, antal", "more", "more", beyond("sanctions")),
        Column("tilbageholdt", "withheld", "kr", _measure("withheld")),
        Column("ændring, 1.000 kr.", "more of it", "more_kr", beyond("withheld")),
    )
    return Table(title, columns, rows)


def targets_table(finding: ContactsFinding) -> Table:
    """Return groups, or uses of posts, as people read them."""
    if finding.groups:
        return Table(_unit_of_targets(finding), GROUPS, finding.groups)
    uses = (
        Column("Anvendelse", "Use", "text", _use_names(finding)),
        Column("årsværk", "FTE", "signed", lambda row, _: row.fte),
        *CHANGES,
        Column("pr. årsværk", "per FTE", "kr", lambda row, _: row.net_per_fte),
        Column("valgt", "chosen", "text", _chosen),
    )
    return Table(_unit_of_targets(finding), uses, _uses(finding))


def all_targets_table(finding: ContactsFinding) -> Table:
    """Return groups, or uses of posts, as numbers."""
    groups = bool(finding.groups)
    columns = (
        Column(
            "Gruppe eller anvendelse",
            "Group or use",
            "text",
            _label if groups else _use_names(finding),
        ),
        Column("netto, 1.000 kr.", "net, DKK 1,000", "kr", lambda row, _: row.net, ends=True),
        Column("ydelser mv., 1.000 kr.", "benefits, DKK 1,000", "kr", lambda row, _: row.benefits),
        Column("årsværk", "FTE", "signed", lambda row, _: row.fte),
        Column("samtaler", "talks", "more", lambda r, _: r.contacts_held if groups else None),
        Column("ventetid, dage", "days waited", "signed", lambda row, _: row.service.waiting_days),
        Column(
            "afholdt rettidigt, procentpoint",
            "on time, percentage points",
            "points",
            lambda row, _: row.service.share_on_time,
        ),
        Column(*LESS_OFTEN_HEAD, "text", _slipping),
        Column(
            "svar",
            "answer",
            "text",
            lambda r, lang: VERDICTS[r.verdict].text(lang) if groups else _chosen(r, lang),
        ),
    )
    return Table(_unit_of_targets(finding), columns, finding.groups or _uses(finding))


def use_name(finding: ContactsFinding, use: Use, lang: str) -> str:
    """Return what a use is called: ``Unemployment benefit: a talk every 8 weeks``."""
    where = f"team {use.team.text(lang)}"
    if use.scheme is not None:
        where = finding.scheme_label(use.scheme, lang)
    return f"{where}: {use.label.text(lang)}"


def _use_names(finding: ContactsFinding) -> Callable[[Use, str], str]:
    return lambda use, lang: use_name(finding, use, lang)


def _uses(finding: ContactsFinding) -> tuple[Use, ...]:
    return finding.best_use.uses if finding.best_use else ()


def _slipping(row: Group | Use, lang: str) -> str:
    """Return whether the law's dates are kept less often than now."""
    return (YES if slips(row.service.share_on_time) else NO).text(lang)


def _chosen(use: Use, lang: str) -> str:
    return (YES if use.chosen else NO).text(lang)


def _unit(finding: ContactsFinding) -> Wording:
    """Return what the amounts are, and the marks where settings are ranked."""
    year = finding.price_year
    unit = Wording(
        f"1.000 kr. om året, {year}-pl, + udgift, - besparelse",
        f"DKK 1,000 a year, {year} prices, + expense, - saving",
    )
    if finding.posts_alone:
        return unit
    return Wording(
        f"{unit.da}; * bedst, ~ forskellen til den bedste kan være tilfældig",
        f"{unit.en}; * best, ~ not distinguishable from it",
    )


def _unit_of_targets(finding: ContactsFinding) -> Wording:
    """Return what the columns are, and whether posts stay."""
    staff = Wording("personale medregnet", "staff included")
    if finding.staffing == "as_now":
        staff = Wording(
            "stillingerne bevares, så netto omfatter kun ydelser", "posts stay: the net is benefits"
        )
    lead = Wording("ændring", "change")
    if finding.groups:
        lead = Wording("samtaler nu; ændring", "talks now; change")
    year = finding.price_year
    return Wording(
        f"1.000 kr. om året, {year}-pl, + udgift, - besparelse; {staff.da}; {lead.da} pr. år i "
        "årsværk ved sædvanlig kapacitetsudnyttelse, i ventetid og i andelen af lovens samtaler, "
        "der afholdes rettidigt (procentpoint)",
        f"DKK 1,000 a year, {year} prices, + expense, - saving; {staff.en}; {lead.en} a year of "
        "FTE at the usual utilisation, days waited and percentage points of the statutory talks on "
        "time",
    )
