"""CPR numbers in spells are refused, and never repeated in a message; so are steering signs."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import IS_CPR, SUSPECT, looks_like_cpr, wrong_with
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.records.columns import CALLED

NAMES_OF_YOUR_OWN = Wording(
    da=" Erstat numrene med navne, du selv vælger (1, 2, 3 eller en nøglet hash), og prøv igen.",
    en=" Replace the numbers by names of your own (1, 2, 3 or a keyed hash) and try again.",
)
NAMES = ("cpr", "pnr", "personnummer")


def refuse_cpr_header(header: tuple[str, ...], place: Wording | str) -> None:
    """Refuse a column that is named after the CPR number, or by one."""
    for n, name in enumerate(header, start=1):
        if looks_like_cpr(name):
            number = Wording(da=f": navnet på kolonne {n} ", en=f": the name of column {n} ")
            raise InputError(place + number + IS_CPR + NAMES_OF_YOUR_OWN)
        if any(word in name.lower() for word in NAMES):
            said = Wording(
                da=f": kolonne {n} har navn som en kolonne med CPR-numre, og sådan en "
                "fil læses ikke. Erstat den med en kolonne »borger« med navne, du "
                "selv vælger.",
                en=f": column {n} is named as one that holds CPR numbers; such a file is not"
                " read. Replace the column by one called citizen with names of your own.",
            )
            raise InputError(place + said)


def refuse_cpr(column: pd.Series, name: str, place: Callable[[int], Wording | str]) -> None:
    """Refuse a column in which some value looks like a CPR number, or holds a steering sign."""
    codes, values = pd.factorize(column)
    texts = pd.Series(values).astype("str")
    found = pc.match_substring_regex(pa.array(texts), SUSPECT)
    suspects = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    for value, text in zip(np.flatnonzero(suspects), texts[suspects].tolist(), strict=True):
        wrong = wrong_with(text)
        if wrong:
            called = CALLED.get(name, same(name))
            said = Wording(": værdien af ", ": the value of ") + called + " "
            advice = NAMES_OF_YOUR_OWN if wrong is IS_CPR else ""
            row = int((codes == value).argmax())
            raise InputError(same(place(row)) + said + wrong + advice)
