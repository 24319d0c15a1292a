"""What is said of a scheme or a category of a spell that is not known."""

from borgerflow.sim.base.errors import nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.reading.phrases import listed
from borgerflow.sim.records.columns import TablePlace

SETTLED_AS = {  # no scheme of ours, but settled as one: what to write, and what then differs
    "seniorpension": Wording(
        da="Skriv foertidspension: seniorpension har fra 2020 de samme beløb og den samme"
        " refusionstrappe; i regnskabet står den på en funktion for sig, 5.48.65.",
        en="Write foertidspension: from 2020 seniorpension has the same amounts and the same"
        " staircase; in the accounts it stands on a function of its own, 5.48.65.",
    ),
}


def unknown_scheme(name: object, law: LawBook, place: TablePlace) -> Wording:
    """Return that no scheme is called so, and what to write instead."""
    if not isinstance(name, str) or name == "":
        names = ", ".join(law.scheme_names)
        return place.column("scheme") + Wording(
            f" er tom; der skal stå en af {names}.", f" is empty; expected one of {names}."
        )
    said = quoted(name)
    none = Wording(f"ingen ordning hedder {said.da}.", f"no scheme is called {said.en}.")
    if name.lower() in SETTLED_AS:
        return none + " " + SETTLED_AS[name.lower()]
    return none + nearest(name, law.scheme_names) + listed(law.scheme_names)


def unknown_category(name: object, scheme: str, law: LawBook) -> Wording:
    """Return that a scheme has no category called so, and those it has."""
    names, said = tuple(law.schemes[scheme].categories), quoted(name)
    if not names:
        return Wording(
            f"{scheme} har ingen kategorier; der står {said.da}, men der skal ikke stå noget.",
            f"{scheme} has no categories; got {said.en}, expected nothing.",
        )
    none = Wording(
        f"ingen kategori af {scheme} hedder {said.da}.",
        f"no category of {scheme} is called {said.en}.",
    )
    return none + nearest(str(name), names) + listed(names)
