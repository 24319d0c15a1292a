"""A year's expenditure in words: what is simulated, whether a hand agrees, and what is left."""

import pandas as pd

from borgerflow.experiments.present.numbers import MILLION, number, percent
from borgerflow.experiments.present.tables import frame, listing
from borgerflow.experiments.validation.accounts import tables
from borgerflow.experiments.validation.accounts.finding import (
    ACCOUNT,
    ALIKE,
    REMAINDER,
    AccountsFinding,
)
from borgerflow.sim.base.wording import Wording, joined, sentence

LEAD = {"da": "OBS", "en": "Note"}
NET = Wording(
    "Regnskabet er opfattet som opgjort efter statens refusion: kommunen forklarer i sin "
    "opfølgning for 2016 højere udgifter til førtidspension med omlægningen af refusionen.",
    "The accounts are read as less the state's refund: in its follow-up of 2016 the municipality"
    " lays higher expenditure on disability pensions to the new refund.",
)
SMALL_BY_LUCK = Wording(
    "En lille rest er ikke et bevis: de poster, der ikke er trukket fra, ligger også i regnskabet.",
    "That little remains proves nothing: what is not deducted lies in the accounts too.",
)
NONE_PUBLISHED = Wording(
    "Der er intet offentliggjort regnskab for kommunen i det år at holde op mod.",
    "No accounts of the municipality and the year are published to hold this against.",
)


def accounts_table(finding: AccountsFinding, lang: str) -> pd.DataFrame:
    """Return every scheme as numbers."""
    return frame(tables.schemes_table(finding), lang)


def accounts_text(finding: AccountsFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the answer as people read it, ending with a newline; with sources if all is asked."""
    shown = [tables.schemes_table(finding), tables.bridge_table(finding, sources=all_assumptions)]
    if finding.untold:
        shown += [tables.untold_table(finding, sources=all_assumptions)]
    if finding.refunds:
        shown += [tables.refunds_table(finding, sources=all_assumptions)]
    shown += [tables.degrees_table(finding)] if all_assumptions else []
    lines = [head_of_accounts(finding, lang), *(said.text(lang) for said in sentences(finding))]
    for table in shown:
        lines += ["", table.title.text(lang), listing(table, lang)]
    lines += ["", *(f"{LEAD[lang]}: {note.text(lang)}" for note in notes(finding))]
    return "\n".join(lines) + "\n"


def head_of_accounts(finding: AccountsFinding, lang: str) -> str:
    """Return which municipality and year, in one line."""
    about = Wording("ydelser holdt op mod regnskabet", "benefits held against the accounts")
    return f"{finding.municipality_label} · {finding.year} · {about.text(lang)}"


def sentences(finding: AccountsFinding) -> list[Wording]:
    """Return what is simulated, whether a hand agrees, and what of the accounts is explained."""
    return [_simulated(finding), _by_hand(finding), *_explained(finding)]


def in_millions(kroner: float) -> Wording:
    """Return kroner as millions with one decimal."""
    da, en = (number(kroner / MILLION, lang, 1) for lang in ("da", "en"))
    return Wording(f"{da} mio. kr.", f"{en} mio. kr.")


def _simulated(finding: AccountsFinding) -> Wording:
    gross = in_millions(sum(row.gross.mean for row in finding.rows))
    own = in_millions(sum(row.municipality.mean for row in finding.rows))
    return Wording(
        f"De simulerede ydelser koster i alt {gross.da}, hvoraf kommunen betaler {own.da}",
        f"The simulated benefits come to {gross.en}, of which the municipality pays {own.en}",
    ).each(sentence)


def _by_hand(finding: AccountsFinding) -> Wording:
    """Return that satser x persons x share agree with the settlement, or where they do not."""
    apart = [row for row in finding.rows if abs(row.gap) > ALIKE]
    alike = len(finding.rows) - len(apart)
    said = Wording(
        f"Satser gange fuldtidspersoner gange andel, regnet uge for uge uden om afregningen, giver"
        f" det samme i {alike} af {len(finding.rows)} ordninger.",
        f"Rates times full-time persons times share, counted week by week without the settlement,"
        f" give the same in {alike} of {len(finding.rows)} schemes.",
    )
    return joined(" ", [said, *(_apart(finding, row.scheme) for row in apart)])


def _apart(finding: AccountsFinding, scheme: str) -> Wording:
    row = next(each for each in finding.rows if each.scheme == scheme)
    label = finding.scheme_labels[scheme]
    da, en = (percent(row.gap, lang) for lang in ("da", "en"))
    off = Wording(f"{label.da}: {da}, ", f"{label.en}: {en}, ")
    return off + row.why + "."


def _explained(finding: AccountsFinding) -> list[Wording]:
    """Return which part of the account the steps explain, and the remainder with its range."""
    account, left = finding.step(ACCOUNT), finding.step(REMAINDER)
    if account is None or left is None:
        return [NONE_PUBLISHED]
    da, en = (percent(left.kroner / account.kroner, lang) for lang in ("da", "en"))
    own, whole, rest = in_millions(finding.bridge[0].kroner), in_millions(account.kroner), left
    low, high = (in_millions(end or 0.0) for end in (rest.low, rest.high))
    kroner = in_millions(rest.kroner)
    return [
        Wording(
            f"Regnskabet er {whole.da}: ydelserne forklarer {own.da}, og {kroner.da} ({da}) er"
            f" uforklaret; mellem {low.da} og {high.da}, hvis alt, der er antaget, ligger ved et"
            " yderpunkt på én gang.",
            f"The accounts are {whole.en}: the benefits explain {own.en}, and {kroner.en} ({en})"
            f" is unexplained; {low.en} to {high.en} if all that is assumed lies at one end at"
            " once.",
        )
    ]


def notes(finding: AccountsFinding) -> list[Wording]:
    """Return how the accounts are read, what is left out, and what any run tells."""
    contacts = in_millions(finding.contacts)
    left_out = Wording(
        f"Samtaler ({contacts.da}) er ikke med: de konteres som administration (6.45.53).",
        f"Talks ({contacts.en}) are left out: they are booked as administration (6.45.53).",
    )
    read = [SMALL_BY_LUCK, NET, left_out] if finding.step(ACCOUNT) else []
    return [*read, *finding.warnings]
