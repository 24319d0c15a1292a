"""What spells with empty cells were read as, what that is worth, and how it is told."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from borgerflow.experiments.findings.labels import category_label
from borgerflow.experiments.present.numbers import in_both, number
from borgerflow.sim.base.arrays import Flags
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook, Scheme
from borgerflow.sim.params.law.schemes import settled_categories
from borgerflow.sim.records.spells.coded import CodedSpells
from borgerflow.sim.settlement.settle import settle_coded

MUNICIPALITY = "kommune"
ILL, SUBSIDISED = "sygedagpenge.", "fleksjob."
EMPLOYED, UNEMPLOYED = "sygedagpenge.loenmodtager", "sygedagpenge.ledig"


@dataclass(frozen=True)
class BlankCells:
    """How many spells were read for want of a cell, and what the municipality pays."""

    employed: int = 0  # sygedagpenge as an employee's, whose employer pays first
    from_benefit: int = 0  # sygedagpenge as that of who came straight from a benefit
    whole_subsidy: int = 0  # fleksjob as the whole subsidy
    usual: Mapping[str, int] = field(default_factory=dict)  # by scheme.category: its rate was taken
    kommune: float | None = None  # None where it was not asked for, or nobody is read as employed
    kommune_if_unemployed: float | None = None


def blank_cells(spells: CodedSpells, law: LawBook) -> BlankCells:
    """Return how many spells were read for want of a cell, without what it costs."""
    unsaid, employed = spells.unsaid, _as_employed(spells, law)
    ill = unsaid.category & _among(spells, law, ILL) & ~employed
    whole = unsaid.share & np.isnan(spells.amount) & _among(spells, law, SUBSIDISED)
    usual = _paid_as_usual(spells, law)
    return BlankCells(int(employed.sum()), int(ill.sum()), int(whole.sum()), usual)


def _paid_as_usual(spells: CodedSpells, law: LawBook) -> dict[str, int]:
    """Return how many spells of other schemes have the rate of the usual of several categories."""
    names = settled_categories(law.schemes)
    silent = spells.unsaid.category & np.isnan(spells.amount)
    counts = np.bincount(spells.unsaid.as_written[silent], minlength=len(names))
    return {
        name: int(many)
        for name, many in zip(names, counts, strict=True)
        if many and not name.startswith(ILL) and _is_one_of_several(law.schemes[name.split(".")[0]])
    }


def _is_one_of_several(scheme: Scheme) -> bool:
    """Tell whether a scheme on the staircase has several categories of today."""
    today = [kind for kind in scheme.categories.values() if kind.earlier is None]
    return scheme.ladder and len(today) > 1


def with_price(
    blank: BlankCells, spells: CodedSpells, law: LawBook, until: dt.date | None, kommune: float
) -> BlankCells:
    """Return the same with what the municipality pays, and would pay for the unemployed."""
    if not blank.employed:
        return blank
    unemployed = settled_categories(law.schemes).index(UNEMPLOYED)
    category = np.where(_as_employed(spells, law), unemployed, spells.category)
    otherwise = settle_coded(replace(spells, category=category), law, until=until)
    unemployed_pays = paid_by_municipality(otherwise)
    if round(unemployed_pays - kommune, 2) == 0:
        return replace(blank, employed=0)  # no day that is settled hangs on it
    return replace(blank, kommune=kommune, kommune_if_unemployed=unemployed_pays)


def paid_by_municipality(ledger: pd.DataFrame) -> float:
    """Return the kroner of a ledger that the municipality pays."""
    return float(ledger.loc[ledger["payer"] == MUNICIPALITY, "kroner"].sum())


def _as_employed(spells: CodedSpells, law: LawBook) -> Flags:
    return spells.unsaid.category & _among(spells, law, EMPLOYED)


def _among(spells: CodedSpells, law: LawBook, beginning: str) -> Flags:
    """Tell which spells have a category whose name begins so."""
    found = [name.startswith(beginning) for name in settled_categories(law.schemes)]
    return np.array(found)[spells.category]


def remarks_on_blanks(blank: BlankCells, schemes: Mapping[str, Wording]) -> Iterator[Wording]:
    """Yield what empty cells were taken to mean, each with what to write where it is not so.

    ``schemes`` has what each is called within a sentence.
    """
    if blank.employed:
        yield _employed(blank.employed) + _if_unemployed(blank)
    if blank.from_benefit:
        yield _from_benefit(blank.from_benefit)
    if blank.whole_subsidy:
        yield _whole_subsidy(blank.whole_subsidy)
    if blank.usual:
        yield _usual(blank.usual, schemes)


def _employed(spells: int) -> Wording:
    many = in_both(number, spells)
    return Wording(
        f"Uden kategori: {many.da} forløb med sygedagpenge er opfattet som lønmodtageres, hvor"
        " arbejdsgiveren betaler de første dage og kommunen intet.",
        f"Without a category: {many.en} spell{'s' * (spells != 1)} of sickness benefit"
        f" {'are' if spells != 1 else 'is'} read as employees', whose employer pays the first days"
        " and the municipality nothing.",
    )


def _if_unemployed(blank: BlankCells) -> Wording:
    write = Wording(
        "skriv kategorien (lønmodtager, ledig, selvstændig, uden arbejdsgiver) i kolonnen"
        " kategori.",
        "write the category (loenmodtager, ledig, selvstaendig, uden_arbejdsgiver) in the column"
        " category.",
    )
    if blank.kommune is None or blank.kommune_if_unemployed is None:
        return Wording(" Er de ikke det: ", " Where they are not, ") + write
    now, then = (in_both(number, k) for k in (blank.kommune, blank.kommune_if_unemployed))
    more = in_both(_signed, blank.kommune_if_unemployed - blank.kommune)
    cost = Wording(
        f" Var borgerne alle ledige, ville kommunen betale {then.da} kr. i stedet for {now.da} kr."
        f" ({more.da} kr.): ",
        f" If they were all unemployed, the municipality would pay {then.en} kr. instead of"
        f" {now.en} kr. ({more.en} kr.): ",
    )
    return cost + write


def _from_benefit(spells: int) -> Wording:
    many, one = in_both(number, spells), spells == 1
    return Wording(
        f"Uden kategori: {many.da} forløb med sygedagpenge er uden"
        " arbejdsgiverperiode, fordi borgeren indtil dagen før fik dagpenge (a-kassen betaler da"
        " de første dage) eller en anden ydelse uden arbejdsgiver.",
        f"Without a category: {many.en} spell{'' if one else 's'} of sickness benefit"
        f" {'has' if one else 'have'} no employer's period, for until the day before the citizen"
        " had unemployment benefit (the fund then pays the first days) or another benefit without"
        " an employer.",
    )


def _whole_subsidy(spells: int) -> Wording:
    many, one = in_both(number, spells), spells == 1
    return Wording(
        f"Uden andel: {many.da} forløb med fleksjob er opfattet som fuldt fleksløntilskud, som når"
        " borgeren ingen løn får; skriv andelen i kolonnen andel eller kronerne i kolonnen"
        " ugebeløb.",
        f"Without a share: {many.en} spell{'' if one else 's'} of fleksjob"
        f" {'is' if one else 'are'} read as the whole subsidy, as of citizens without wages;"
        " write the share in the column share, or the kroner in weekly_amount.",
    )


def _usual(usual: Mapping[str, int], schemes: Mapping[str, Wording]) -> Wording:
    spells = sum(usual.values())
    many, one = in_both(number, spells), spells == 1
    said = kinds_named(usual, schemes)
    lead = Wording(
        f"Uden kategori: {many.da} forløb har fået satsen for den sædvanlige kategori (",
        f"Without a category: {many.en} spell{'' if one else 's'}"
        f" {'is' if one else 'are'} paid the rate of the usual category (",
    )
    return lead + said + ")."


def kinds_named(names: Iterable[str], schemes: Mapping[str, Wording]) -> Wording:
    """Return categories named ``scheme.category`` as people call them."""
    paid_as = [name.split(".") for name in names]
    each = [schemes[scheme] + ": " + category_label(kind) for scheme, kind in paid_as]
    return Wording("; ".join(name.da for name in each), "; ".join(name.en for name in each))


def _signed(kroner: float, lang: str) -> str:
    return number(kroner, lang, sign=True)
