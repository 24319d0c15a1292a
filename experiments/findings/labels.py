"""What schemes and rates are called: within a sentence, and without underscores."""

from collections.abc import Mapping

from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params import Params, Scheme, Term
from borgerflow.sim.world.municipality import find_municipality, municipality_names

SPELT = {  # parts of the names of rates and categories as Danish writes them, longer ones first
    "beskaeftigelsestillaeg": "beskæftigelsestillæg",
    "boernetillaeg": "børnetillæg",
    "tillaeg_18_24": "tillæg 18-24 år",
    "tillaeg_25_29": "tillæg 25-29 år",
    "tillaeg": "tillæg",
    "beloeb": "beløb",
    "_25_til_29": " 25-29 år",
    "ikke_forsoerger": "ikke-forsørger",
    "forsoerger": "forsørger",
    "_under_25": " under 25 år",
    "_under_30": " under 30 år",
    "fyldt_30": "fyldt 30 år",
    "_foer": ", tilkendt før",
    "foer": "tilkendt før",
    "hoej": "høj",
    "lav_": "lav, ",
    "max": "højeste",
    "_aktivitet": " med aktivitetstillæg",
    "selvstaendig": "selvstændig",
    "loen": "løn",
    "su": "SU",
}


IN_ENGLISH = {  # the same parts, longer ones first
    "med_beskaeftigelsestillaeg": "with a higher amount in the first weeks",
    "forhoejet_sats": "higher rate",
    "grundsats": "basic rate",
    "mindstesats": "lowest rate",
    "_efter_481_timer": " after 481 hours",
    "_25_til_29": ", 25 to 29",
    "_under": ", under",
    "dimittend": "graduate",
    "ikke_forsoerger": "without children",
    "enlig_forsoerger": "single parent",
    "forsoerger": "with children",
    "hjemmeboende": "living with parents",
    "udeboende": "living on their own",
    "elevloen": "apprentice",
    "samlevende": "cohabiting",
    "enlig": "single",
    "selvstaendig": "self-employed",
    "loenmodtager": "employee",
    "uden_arbejdsgiver": "no employer",
    "ledig": "unemployed",
    "fyldt_30": "aged 30 or more",
    "hoej": "high",
    "lav_": "low, ",
    "max": "highest",
    "ny": "new",
    "_foer": ", granted before",
    "foer": "granted before",
    "su": "SU",
}


def in_a_sentence(label: str) -> str:
    """Return the label of a scheme as it stands within a sentence: ``kontanthjælp (jobparat)``."""
    name, _, kind = f"{label[:1].lower()}{label[1:]}".partition(", ")
    return f"{name} ({kind})" if kind else name


def scheme_within(scheme: Scheme) -> Wording:
    """Return a scheme as it stands within a sentence, without what explains it."""
    short = (scheme.label[lang].partition(" (")[0] for lang in ("da", "en"))
    return Wording(*map(in_a_sentence, short))


def place_within(name: str, params: Params) -> Wording:
    """Return what a municipality is called, its name where it has no file."""
    if name not in municipality_names(params):
        return same(name)
    label = find_municipality(params, name).label
    return Wording(label.da, label.en)


def rate_label(name: str, glossary: Mapping[str, Term]) -> Wording:
    """Return what a rate is called: ``førtidspension, samlevende``; in English its own name."""
    benefit, _, category = name.partition(".")
    term = glossary[benefit].term if benefit in glossary else benefit.upper()
    return Wording(f"{term}, {category_label(category).da}", name)


def category_label(name: str) -> Wording:
    """Return what a category is called: ``lønmodtager``, ``employee``."""
    return Wording(_spelt(name, SPELT), _spelt(name, IN_ENGLISH))


def _spelt(name: str, parts: Mapping[str, str]) -> str:
    for part, spelt in parts.items():
        name = name.replace(part, spelt)
    return name.replace("_", " ")
