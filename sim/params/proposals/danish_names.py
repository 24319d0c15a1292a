"""What the keys of a mechanism are called in Danish, for readers of a form who see no keys."""

from collections.abc import Iterable

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.phrases import joined

KINDS = {
    "inflow": Wording("færre nye sager", "fewer new cases"),
    "hazard": Wording("hurtigere eller langsommere afgang", "leaving sooner or later"),
    "duration": Wording("kortere eller længere forløb", "a shorter or longer stay"),
    "relapse": Wording("tilbagefald fra job eller uddannelse", "relapse from job or education"),
    "programme": Wording("forløb med pladser", "a programme with places"),
    "review": Wording("afgørelser ved en frist", "decisions at a deadline"),
    "hours": Wording("flere eller færre timer", "more or fewer hours"),
    "sanction": Wording("sanktioner", "sanctions"),
}
WAYS_IN = {
    "entry": Wording("sagen opstår ikke", "the case never arises"),
    "door": Wording("sagen afvises, når der søges", "the case is refused on applying"),
}
FIELDS = {
    "at": "hvordan nye sager undgås",
    "origins": "hvor de nye sager kommer fra",
    "exits": "den afgang, der ændres",
    "came_from": "hvor borgerne kom fra før",
    "away_from": "den afgørelse, der bliver sjældnere",
    "towards": "den afgørelse, der kommer i stedet",
    "window_weeks": "ugerne i forløbet",
    "effect": "effekten",
    "places": "pladser ad gangen",
    "weeks": "længden i uger",
    "recruited": "andelen, der optages pr. uge",
    "recruits_for_weeks": "ugerne, der optages i",
    "completion": "andelen, der gennemfører",
    "lock_in": "afgangen, mens det varer",
    "lasts_weeks": "ugerne, det virker bagefter",
    "at_week": "ugen, hvor alle skal begynde",
    "threat": "afgangen i ugerne op til forløbet",
    "threat_weeks": "antal uger op til forløbet",
    "paid": "den udbetalte ydelse",
    "starts_after_months": "månederne, før det virker",
    "would_leave_within_weeks": "det antal uger, de afviste ellers højst ville have fået ydelsen",
}


def field_called(name: str) -> Wording:
    """Return a key as a Danish sentence has it: in words, with the key beside them."""
    return Wording(f"{FIELDS[name]} ({name})", name)


def fields_called(names: Iterable[str]) -> Wording:
    """Return some keys as a sentence has them."""
    return joined(field_called(name) for name in names)


def kind_called(kind: str) -> Wording:
    """Return a kind of mechanism as a sentence has it."""
    return Wording(f"»{KINDS[kind].da}« ({kind})", f"kind {kind}")


def way_in_called(way: str) -> Wording:
    """Return the place at which new cases are avoided as a sentence has it."""
    return Wording(f"»{WAYS_IN[way].da}« (at: {way})", f"at: {way}")
