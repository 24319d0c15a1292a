"""What an answer about contacts says of law: posts that keep it, talks and schemes it ends."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount, amount_span
from borgerflow.experiments.questions.contacts.finding import (
    AS_NOW,
    ContactsFinding,
    DroppedTalk,
    SettingRow,
)
from borgerflow.experiments.questions.contacts.simulation.staff_for_deadlines import (
    REPLICATIONS,
    WANTED,
)
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.sim.base.wording import Wording, sentence

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
        f"ydelse pr. dag for kommunen); undersøgelser har fundet {found}",
        "en": "A dropped talk pays for itself only if it lengthens benefit by less than "
        f"{days} days (staff DKK {staff} a talk against DKK {benefit} of benefit a day for the "
        f"municipality); studies found {found}",
    }[lang]
    return [sentence(pays), WHOSE.text(lang)]


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


def of_law(finding: ContactsFinding, row: SettingRow, lang: str) -> list[str]:
    """Return what a closed or opened scheme does by itself, and the posts that keep the law."""
    return [*_closing(finding, row, lang), *_for_law(finding, row, lang)]


def _closing(finding: ContactsFinding, row: SettingRow, lang: str) -> list[str]:
    """Return what is left of a change of benefits where talks change no life, and the rest."""
    alone = finding.closing[finding.rows.index(row)] if finding.closing else None
    if alone is None:
        return []
    of_talks = amount(row.by_payer[MUNICIPALITY].mean - alone.mean, lang)
    size = f"{amount(alone.mean, lang)}{amount_span(alone, lang)}"
    return [
        {
            "da": f"Af ændringen i ydelser skyldes {size}, at ordninger lukkes eller åbnes, uanset "
            f"samtalernes virkning; resten, {of_talks}, skyldes samtalerne. Har samtaler ingen "
            "virkning, er resten af nettoresultatet personale.",
            "en": f"Of the change in benefits {size} comes of schemes that are closed or opened, "
            f"whatever talks do; the rest, {of_talks}, comes of the talks. Where talks have no "
            "effect, the rest of the net is staff.",
        }[lang]
    ]


def _for_law(finding: ContactsFinding, row: SettingRow, lang: str) -> list[str]:
    """Return the posts that keep the law as it is now, and under a setting."""
    if finding.staffing == "no_limit":
        return []
    base = numbers.number(finding.base_fte, lang, 1)
    now, then = finding.base_fte_for_law, row.fte_for_law
    with_now = {"da": _overholdt(now, "95 pct. af lovens frister"), "en": _posts(now)}[lang]
    other = {
        "da": f"; med {row.label.da} {_overholdt(then, 'de')}",
        "en": f"; with {row.label.en} {_posts(then)}",
    }[lang]
    other = "" if finding.posts_alone else other
    talks = Wording("samtaler som nu", "talks as now")
    if finding.compared_with != AS_NOW:
        talks = finding.compared_with
    return [
        {
            "da": sentence(f"Med {talks.da} {with_now} (i dag {base} årsværk){other}"),
            "en": f"To meet 95 % of the statutory deadlines with {talks.en}, {with_now}{other} "
            f"(today: {base} FTE).",
        }[lang],
        *_by_chance(finding, lang),
    ]


def _by_chance(finding: ContactsFinding, lang: str) -> list[str]:
    """Return that posts found on few replications disagree with the mean of all, if they do."""
    kept, more = finding.baseline.share_on_time.mean, round(finding.base_fte_for_law or 0.0, 1)
    if not (more < 0 if kept < WANTED else more > 0):
        return []
    share, many = numbers.percent(kept, lang), finding.replications
    return [
        {
            "da": f"Det antal er fundet på {REPLICATIONS} simuleringer; i gennemsnit af alle "
            f"{many} overholdes fristerne i {share} med de nuværende årsværk.",
            "en": f"That number was found on {REPLICATIONS} replications; on average of all "
            f"{many} the dates are kept in {share} with the FTE of today.",
        }[lang]
    ]


def _overholdt(fte: float | None, deadlines: str) -> str:
    """Return in Danish with how many posts more or fewer the deadlines are kept."""
    if fte is None:
        return f"er der ikke fundet et antal årsværk, hvormed {deadlines} overholdes"
    more = {True: "færre", False: "flere"}[fte < 0]
    with_posts = f"med {numbers.number(abs(fte), 'da', 1)} {more} årsværk end i dag"
    same = "med de nuværende årsværk"
    return f"kan {deadlines} overholdes {with_posts if round(fte, 1) else same}"


def _posts(fte: float | None) -> str:
    """Return in English how many posts more are needed, or how many fewer are enough."""
    if fte is None:
        return "no number of FTE was found"
    size = numbers.number(abs(fte), "en", 1)
    if round(fte, 1) == 0:
        return "the FTE of today will do"
    return f"{size} FTE fewer would do" if fte < 0 else f"{size} FTE more are needed"
