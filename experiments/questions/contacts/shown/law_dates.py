"""Where a setting keeps the law's dates less often than now: said wherever it is judged."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.finding import (
    ContactsFinding,
    SettingRow,
    keeps_fewer,
)
from borgerflow.sim.base.wording import Wording

LESS_OFTEN = Wording("lovens frister overholdes sjældnere", "the law's dates are kept less often")
AFTER_NAME = Wording(
    ", hvor lovens frister overholdes sjældnere", ", with the law's dates kept less often"
)


def named_with_slip(name: str, fewer: bool, lang: str) -> str:
    """Return a name as a sentence that judges it has it: set apart where it keeps fewer dates."""
    return f"{name}{AFTER_NAME.text(lang)}" if fewer else name


def and_slips(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return that a setting keeps the law's dates less often, to follow a clause; else nothing."""
    if not keeps_fewer(finding, row.measures):
        return ""
    return {"da": ", og ", "en": ", and "}[lang] + LESS_OFTEN.text(lang)


def kept_now_and_then(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return the same with the shares that are kept, then and before; else nothing."""
    said = and_slips(finding, row, lang)
    then, now = (
        numbers.percent(each.share_on_time.mean, lang) for each in (row.measures, finding.baseline)
    )
    shares = {"da": f" ({then} mod {now} før)", "en": f" ({then}, before {now})"}[lang]
    return f"{said}{shares}" if said else ""
