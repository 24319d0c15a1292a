"""Who keeps a saving in the end: block grant, equalisation and sanction, as pure functions.

The law is *lov om kommunal udligning og generelle tilskud til kommuner* (udligningsloven), as it
is from 2021. The rules know amounts, shares and rates, all of which are given to them.
"""


def share_of_grant(inhabitants: float, of_country: float) -> float:
    """Return a municipality's share of the block grant, which goes by inhabitants.

    Law
    ---
    Udligningsloven § 14 (bloktilskudsnøglen).
    """
    return inhabitants / of_country


def kept_of_saving(saving: float, own_share: float, others: float) -> float:
    """Return what a municipality keeps of a saving that the block grant is regulated by, kroner.

    Where others reach the same saving for each inhabitant the grant falls for all together by
    what is saved in the country, and ``own_share`` of that falls here.

    Parameters
    ----------
    own_share : float
        The municipality's share of the country's inhabitants (bloktilskudsnøglen).
    others : float
        The share of the other municipalities, by inhabitants, that reach the same saving: 0 if
        it acts alone, 1 if all do.

    Law
    ---
    Udligningsloven § 14, stk. 2, nr. 5 (budgetgarantien).
    """
    return saving * (1 - own_share) * (1 - others)


def kept_of_dagpenge(saving: float, share_of_landsdel: float) -> float:
    """Return what is kept of dagpenge saved while each landsdel shared its employment grant.

    Parameters
    ----------
    share_of_landsdel : float
        The municipality's share of the insured unemployed of its landsdel two years before.

    Law
    ---
    Udligningsloven § 23 a (beskæftigelsestilskuddet), to 2020.
    """
    return saving * (1 - share_of_landsdel)


def employment_allowance(wage: float, share: float, most: float) -> float:
    """Return what of a wage is free of municipal tax (beskæftigelsesfradraget), kroner a year.

    Law
    ---
    Ligningsloven § 9 J.
    """
    return min(share * wage, most)


def tax_base_gained(
    wages: float, contribution: float, allowances: float, benefits_lost: float
) -> float:
    """Return by how much more work raises the tax base, kroner a year.

    The benefit that is no longer paid was taxed too, and is lost from the base.

    Parameters
    ----------
    contribution : float
        The share of a wage that is paid before tax (arbejdsmarkedsbidraget).
    """
    return wages * (1 - contribution) - allowances - benefits_lost


def tax_kept(base: float, own_rate: float, level: float, average_rate: float) -> float:
    """Return the municipal tax of a base that is left after equalisation, kroner a year.

    Parameters
    ----------
    level : float
        How much of the base is equalised, at the average rate; `capped_level` of a municipality
        above 125 % of the national base.

    Law
    ---
    Udligningsloven § 2.

    Assumes
    -------
    The national mean stands still: one municipality of 98 hardly moves it.
    """
    return base * (own_rate - level * average_rate)


def capped_level(cap: float, own_rate: float, least_rate: float, average_rate: float) -> float:
    """Return how much of its base a municipality far above the national mean has equalised.

    ``cap`` at the average rate and above; of a lower rate the cap is of that rate, which counts
    as ``least_rate`` at least.

    Law
    ---
    Udligningsloven § 13.
    """
    return min(cap, max(own_rate, least_rate) * cap / average_rate)


def need_of_one(net_spending: float, social_share: float, weight: float, counted: float) -> float:
    """Return the need that one person without work counts for in equalisation, kroner a year.

    Parameters
    ----------
    net_spending : float
        What all municipalities together spend, net.
    social_share, weight : float
        The share of it that is need by social criteria, and of that by those without work.
    counted : float
        How many without work the criterion counts in the country.

    Law
    ---
    Udligningsloven §§ 3 and 5.
    """
    return net_spending * social_share * weight / counted


def own_sanction(
    overrun: float, by_inhabitants: float, own_share: float, own_part_of_overspent: float
) -> float:
    """Return a municipality's part of a sanction on all together, kroner.

    Parameters
    ----------
    overrun : float
        By how much the accounts of all together exceed their budgets.
    by_inhabitants : float
        The share of it that all pay by inhabitants; the rest is paid by those that overspent.
    own_part_of_overspent : float
        The municipality's part of what those that overspent did.
    """
    of_all = by_inhabitants * own_share
    return overrun * (of_all + (1 - by_inhabitants) * own_part_of_overspent)


def programme_ceiling(persons: float, kroner_a_person: float) -> float:
    """Return the ceiling on guidance and upgrading courses for so many full-time persons, kroner.

    It holds for all municipalities together, and for the budget guarantee alone.

    Law
    ---
    LAB § 203 a, in force from 1 January 2026 (L 77 of 7 November 2025).
    """
    return persons * kroner_a_person
