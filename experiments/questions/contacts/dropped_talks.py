"""A dropped talk in words: how much longer it may make a stay and still pay, and what was found."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.finding import DroppedTalk
from borgerflow.sim.base.wording import Wording

WHOSE = Wording(
    "Det er én schweizisk undersøgelse. Der er ikke fundet et dansk estimat af samtaler, der "
    "falder bort, og registeranalysen af pausen i 2020 blev standset: intet er kalibreret på dem.",
    "That is one Swiss study. No Danish estimate of talks that are dropped was found, and the "
    "register analysis of the pause in 2020 was stopped: nothing is calibrated on them.",
)


def dropped_lines(talk: DroppedTalk | None, lang: str) -> list[str]:
    """Return how much longer a dropped talk may make a stay, what was found, and by whom."""
    if talk is None:
        return []
    days, found = numbers.number(talk.days, lang, 1), _found(talk, lang)
    staff, benefit = (numbers.number(each, lang) for each in (talk.kroner, talk.kroner_a_day))
    pays = {
        "da": "En samtale, der falder bort, tjener sig kun hjem, hvis den forlænger ydelsen med "
        f"mindre end {days} dage ({staff} kr. til personale pr. samtale mod {benefit} kr. i "
        f"ydelse pr. dag for kommunen); undersøgelser har fundet {found}.",
        "en": "A dropped talk pays for itself only if it lengthens benefit by less than "
        f"{days} days (staff DKK {staff} a talk against DKK {benefit} of benefit a day for the "
        f"municipality); studies found {found}.",
    }[lang]
    return [pays, WHOSE.text(lang)]


def _found(talk: DroppedTalk, lang: str) -> str:
    """Return by how many days, or where no stay begins by what share, studies found it longer."""
    longer, to = talk.longer, {"da": "til", "en": "to"}[lang]
    ends = (longer.value, longer.low, longer.high)
    share, low, high = (numbers.whole_percent(each or 0.0, lang) for each in ends)
    if talk.stay_days is None:
        stay = {"da": "af forløbet", "en": "of the stay"}[lang]
        return f"{share} ({low} {to} {high}) {stay}"
    mean, least, most = (numbers.number(talk.found(each) or 0.0, lang, 1) for each in ends)
    stay = numbers.number(talk.stay_days, lang)
    return {
        "da": f"{mean} dage ({least} til {most}), {share} af et forløb på {stay} dage",
        "en": f"{mean} days ({least} to {most}), {share} of a stay of {stay} days",
    }[lang]
