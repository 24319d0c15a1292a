"""What the talks of a setting must do for it to pay, or may fail to do if it saves."""

from collections.abc import Sequence
from dataclasses import replace

from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.findings.rows import BreakEven
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount
from borgerflow.experiments.questions.compare.break_even.bases_text import among_those_reached
from borgerflow.experiments.questions.compare.break_even.needed_text import NO_CHANGE
from borgerflow.experiments.questions.compare.break_even.text import break_even_sentence
from borgerflow.experiments.questions.contacts.asked.sizes import plain_number
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, SettingRow
from borgerflow.experiments.questions.contacts.shown.law_dates import and_slips
from borgerflow.sim.base.wording import sentence


def pays_if(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what exits must be for a setting to pay, or may be if it saves; else nothing."""
    found = row.break_even
    if found is None:
        return ""
    schemes, exits = (
        enumerated([in_a_sentence(finding.scheme_label(name, lang)) for name in names], lang)
        for names in (found.scheme.split(", "), found.exits)
    )
    found = replace(found, scheme=schemes, exits=(exits,))
    told = (break_even_sentence if found.best_tried > NO_CHANGE else _bears)(found, lang)
    price = f"{_price(finding, row, lang)}{and_slips(finding, row, lang)}"
    about = f"{named(finding, row, lang)} {price}"
    return f"{about}: {told[0].lower()}{told[1:]}"


def enumerated(names: Sequence[str], lang: str) -> str:
    """Return names as people list them."""
    last = {"da": " og ", "en": " and "}[lang]
    return last.join(filter(None, [", ".join(names[:-1]), names[-1]]))


def named(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what a setting is called, and instead of what, where a caseload is that of now."""
    label = row.label.text(lang)
    about = f"{label[0].upper()}{label[1:]}"
    if not finding.posts_alone or finding.caseload_now is None:
        return about
    now = plain_number(finding.caseload_now)
    return {"da": f"{about} i stedet for {now.da}", "en": f"{about} instead of {now.en}"}[lang]


def _price(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return the posts that a setting takes or frees, with what they cost a year."""
    hired = finding.staffing != "as_now"
    fte = row.fte.mean if hired else row.fte_needed
    size = numbers.number(abs(fte), lang, 1)
    kroner = abs(row.staff.mean if hired else fte * finding.fte_price)
    told = amount(kroner, lang)
    if fte < 0:
        return {
            "da": f"frigør {size} årsværk ({told} om året)",
            "en": f"frees {size} FTE ({told} a year)",
        }[lang]
    if not hired:
        return {
            "da": f"ville kræve {size} årsværk mere ({told} om året, hvis de blev ansat)",
            "en": f"would take {size} FTE more ({told} a year if they were hired)",
        }[lang]
    return {
        "da": f"kræver {size} årsværk mere ({told} om året)",
        "en": f"takes {size} FTE more ({told} a year)",
    }[lang]


def _bears(found: BreakEven, lang: str) -> str:
    """Return how much slower exits may be before a saving is lost."""
    exits, least = ", ".join(found.exits), numbers.percent(1 - found.best_tried, lang)
    whom = among_those_reached(found, lang)
    if found.effect is None:
        return sentence(
            {
                "da": f"det giver også en besparelse, hvis afgangen fra {found.scheme} til {exits} "
                f"bliver {least} langsommere{whom}",
                "en": f"it saves even if exits from {found.scheme} to {exits} go {least} slower"
                f"{whom}",
            }[lang]
        )
    size = numbers.fine_percent(1 - found.effect.mean, lang)
    return sentence(
        {
            "da": f"det giver en besparelse, så længe afgangen fra {found.scheme} til {exits} højst"
            f" bliver {size} langsommere{whom}",
            "en": f"it saves as long as exits from {found.scheme} to {exits} go at most {size} "
            f"slower{whom}",
        }[lang]
    )
