"""Who keeps a saving in the end: the block grant, as pure functions.

The law is *lov om kommunal udligning og generelle tilskud til kommuner* (udligningsloven).
"""


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
