"""What of a net is kept when grants and equalisation have followed: tables and sentences."""

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.numbers import (
    HUNDREDS,
    amount,
    count,
    day_in_words,
    fine_percent,
    in_both,
    number,
)
from borgerflow.experiments.present.words import column, notice
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables.grant_rows import Grants
from borgerflow.experiments.runs.accounts.rows import KeptRow
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.wording import Wording

RULE_CALLED = {
    "guarantee": Wording("Budgetgaranti", "Budget guarantee"),
    "deal": Wording("Øvrige overførsler (årlig aftale)", "Other transfers (yearly deal)"),
    "landsdel": Wording("Dagpenge til og med 2020 (landsdelen)", "Dagpenge to 2020 (landsdel)"),
    "grant": Wording("Dagpenge fra 2021 (bloktilskud)", "Dagpenge from 2021 (block grant)"),
    "own": Wording("Egne penge (serviceudgifter)", "Own money (service expenditure)"),
}


TAX = Wording(
    "Kommunal skat af ændret beskæftigelse, 1.000 kr., + udgift, - indtægt",
    "Municipal tax of a change of work, DKK 1,000, + expense, - income",
)
TAX_FOLDED = Wording(
    "Skat efter udligning: hvad kommunen beholder af flere job",
    "Tax after equalisation: what the municipality keeps of more jobs",
)
TAX_SUMS = ("tax", "kept", "kept_below_90", "kept_above_125")
TAX_LATE = Wording(
    "Ved statsgaranti mærkes skatten ikke i året; ved selvbudgettering mærkes den i året og "
    "efterreguleres tre år senere (ikke efterprøvet).",
    "Under the state's guarantee the tax is not seen in the year; under own budgeting it is, and "
    "is settled three years later (recalled).",
)
SEEN = 0.05  # full-time jobs, in all


def kept_table(finding: Finding) -> Table:
    """Return what is kept alone, and where half of the others or all of them do the same."""
    columns = (
        column("grant_rule", "text", lambda row, lang: RULE_CALLED[row.rule].text(lang)),
        column("net_in_all", "kr", lambda row, _: row.net),
        column("kept_alone", "kr", lambda row, _: row.alone),
        column("kept_half", "kr", lambda row, _: row.half),
        column("kept_all", "kr", lambda row, _: row.all_others),
        column("rule_checked", "text", _rule_checked),
        column("looked_up", "text", lambda row, _: row.looked_up),
    )
    return Table(notice("kept"), columns, finding.kept, folded=notice("kept_folded"))


def _rule_checked(row: KeptRow, lang: str) -> str:
    return notice("checked_yes" if row.checked else "checked_no").text(lang)


def tax_table(grants: Grants) -> Table:
    """Return what a change of work does to the municipal tax, before and after equalisation."""
    columns = (
        column("year", "text", lambda row, _: str(row.year)),
        Column("Fuldtidsjob", "Full-time jobs", "signed", lambda row, _: row.jobs),
        Column("Skattegrundlag", "Tax base", "kr", lambda row, _: row.tax_base),
        Column("Skat", "Tax", "kr", lambda row, _: row.tax),
        Column("Efter udligning", "After equalisation", "kr", lambda row, _: row.kept),
        Column(
            "... under 90 pct. af gennemsnittet",
            "... below 90 % of the mean",
            "kr",
            lambda row, _: row.kept_below_90,
        ),
        Column(
            "... over 125 pct. af gennemsnittet",
            "... above 125 % of the mean",
            "kr",
            lambda row, _: row.kept_above_125,
        ),
    )
    return Table(TAX, columns, grants.tax, folded=TAX_FOLDED)


def grant_sentences(finding: Finding, lang: str) -> list[str]:
    """Return what grants and equalisation do beside the net, a sentence each; none unasked."""
    grants = finding.grants
    if grants is None:
        return []
    told = [not_counted(grants), *_landsdel(grants), tax_told(grants), TAX_LATE, *_dut(grants)]
    told += [need_told(grants), sanction_told(grants), *_ceiling_told(grants)]
    return [each.text(lang) for each in told]


def not_counted(grants: Grants) -> Wording:
    """Return that nothing of it is in the net, which rules it is by, and as of when."""
    day = in_both(day_in_words, parse_day(grants.looked_up))
    return Wording(
        "Intet af det følgende er regnet med i kommunens netto; reglerne er dem fra 2021, slået op "
        f"{day.da}.",
        "Nothing of what follows is counted in the municipality's net; the rules are those of 2021,"
        f" looked up on {day.en}.",
    )


def _landsdel(grants: Grants) -> list[Wording]:
    """Return what is kept of dagpenge to 2020, where some of the net is of them."""
    if grants.dagpenge_shared is None:
        return []
    net, kept = (in_both(to_the_hundred, each) for each in grants.dagpenge_shared)
    return [
        Wording(
            f"Dagpenge til og med 2020 blev delt i landsdelen: af nettoresultatet på {net.da} "
            f"(- besparelse) bliver {kept.da} hos kommunen ved den antagne andel af landsdelens "
            "ledige.",
            f"Dagpenge to 2020 were shared in the landsdel: of their net of {net.en} (- saving) "
            f"{kept.en} stays with the municipality at the assumed share of its unemployed.",
        )
    ]


def tax_told(grants: Grants) -> Wording:
    """Return the tax of the jobs more before and after equalisation, and of one of them a year."""
    sums = [sum(getattr(row, name) for row in grants.tax) for name in TAX_SUMS]
    gross, kept, below, above = (_income(each) for each in sums)
    jobs = in_both(_signed, grants.jobs / len(grants.tax))
    each = _of_one(sums[1] / grants.jobs) if abs(grants.jobs) >= SEEN else ""
    return (
        Wording(
            f"Skattegevinsten efter udligning er lille og er ikke regnet med: {jobs.da} fuldtidsjob"
            f" i gennemsnit giver i perioden kommunen {gross.da} i skat, hvoraf {kept.da} er"
            " tilbage efter udligning",
            f"Tax after equalisation is small and is not counted: {jobs.en} full-time jobs on "
            f"average bring {gross.en} of municipal tax over the years, of which {kept.en} is left"
            " after equalisation",
        )
        + each
        + Wording(
            f"; {below.da}, hvis skattegrundlaget er under 90 pct. af landsgennemsnittet, og "
            f"{above.da}, hvis det er over 125 pct.",
            f"; {below.en} where the tax base is below 90 % of the national mean, and {above.en} "
            "where it is above 125 %.",
        )
    )


def _of_one(kept: float) -> Wording:
    one = in_both(to_the_hundred, -kept)
    return Wording(f" ({one.da} pr. job om året)", f" ({one.en} a job and year)")


def _income(kroner_paid: float) -> Wording:
    """Return income as a signed amount: what is paid less is above zero."""
    return in_both(to_the_hundred, -kroner_paid)


def to_the_hundred(amount: float, lang: str) -> str:
    """Return kroner to the nearest hundred, for amounts of which a thousand is too coarse."""
    return f"{number(round(amount, HUNDREDS), lang)} kr."


def _signed(value: float, lang: str) -> str:
    return number(value, lang, 1, sign=True)


def _dut(grants: Grants) -> list[Wording]:
    """Return who pays for a change of law, where there is one."""
    share = in_both(fine_percent, grants.own_share)
    told = Wording(
        "Lovændringer (DUT) giver kommunen hverken gevinst eller tab ud over kommunens andel af "
        f"bloktilskuddet ({share.da}).",
        "A change of law (DUT) brings the municipality neither gain nor loss beyond its share of "
        f"the block grant ({share.en}).",
    )
    return [told] if grants.law_changes else []


def need_told(grants: Grants) -> Wording:
    """Return what one person fewer without work costs in need, and how late."""
    need = grants.need
    amounts = need.of_one, need.of_one_above_mean, need.of_one_at_most
    one, above, most = (in_both(to_the_hundred, each) for each in amounts)
    years = in_both(number, need.years_late)
    return Wording(
        f"Udgiftsbehov: hver person færre uden arbejde (20-59 år) kan tidligst {years.da} år "
        f"senere koste {one.da} om året i udligning, {above.da}, hvis behovet er over "
        f"gennemsnittet (op til {most.da}, når landets antal er lavt); det er ikke regnet med.",
        f"Need: each person fewer without work (aged 20-59) may cost {one.en} a year in "
        f"equalisation, {above.en} where need is above the mean (up to {most.en} where the "
        f"country's number is low), {years.en} years later at the earliest; it is not counted.",
    )


def sanction_told(grants: Grants) -> Wording:
    """Return what an overrun of all together costs, where the proposal is in no budget."""
    each = grants.sanction
    amounts = each.overrun, each.by_inhabitants, each.own, each.service
    overrun, of_all, own, service = (in_both(amount, kroner_paid) for kroner_paid in amounts)
    lead = Wording(
        f"Sanktion: overskrider kommunerne tilsammen deres budgetter med {overrun.da}, betaler "
        f"kommunen {of_all.da} efter indbyggertal",
        f"Sanction: if the accounts of all municipalities exceed their budgets by {overrun.en}, "
        f"the municipality pays {of_all.en} by inhabitants",
    )
    if not each.service:
        return lead + "."
    return lead + Wording(
        f", og {own.da} i alt, hvis forslagets {service.da} i serviceudgifter i {each.year} er "
        "uden for budgettet.",
        f", and {own.en} in all if the proposal's {service.en} of service expenditure in "
        f"{each.year} is in no budget.",
    )


def _ceiling_told(grants: Grants) -> list[Wording]:
    """Return what the ceiling on courses is for the municipality's persons, where there is one."""
    if grants.ceiling is None:
        return []
    each = in_both(to_the_hundred, grants.ceiling.kroner_a_person)
    persons = in_both(count, grants.ceiling.persons)
    most = in_both(amount, grants.ceiling.kroner)
    return [
        Wording(
            "Loft over vejledning og opkvalificering (L 77; beløbet er lovudkastets): "
            f"{each.da} pr. fuldtidsperson for alle kommuner tilsammen, {most.da} for kommunens "
            f"{persons.da} fuldtidspersoner i {grants.ceiling.year}. Kommunen betaler selv sine "
            "kurser, uanset om loftet nås.",
            "Ceiling on guidance and upgrading courses (L 77; the amount is that of its draft): "
            f"{each.en} a full-time person for all municipalities together, {most.en} for the "
            f"{persons.en} full-time persons here in {grants.ceiling.year}. A municipality pays "
            "for its courses itself whether the ceiling is reached or not.",
        )
    ]
