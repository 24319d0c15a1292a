"""What an answer about contacts says of law: posts that keep it, talks and schemes it ends."""

from collections.abc import Sequence

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount, amount_span
from borgerflow.experiments.questions.contacts.finding import (
    AS_NOW,
    ContactsFinding,
    DroppedTalk,
    SettingRow,
)
from borgerflow.experiments.questions.contacts.simulation.staff_for_deadlines import (
    WANTED,
)
from borgerflow.experiments.runs.capacity.posts_for_law import PostsForLaw
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.sim.base.wording import Wording, sentence

WITH = {"da": "med", "en": "with"}
COMMA = {"da": "", "en": ","}  # after what begins a sentence
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
    if finding.base_for_law.kept is None:  # not searched
        return []
    base = numbers.number(finding.base_fte, lang, 1)
    with_now, then = (_posts(each.for_law, lang) for each in (finding.now, row))
    talks = Wording("samtaler som nu", "talks as now")
    if finding.compared_with != AS_NOW:
        talks = finding.compared_with
    others = row.for_law.talks or row.label
    other = "" if finding.posts_alone else f"; {WITH[lang]} {others.text(lang)}{COMMA[lang]} {then}"
    needed = {
        "da": f"For at overholde 95 pct. af lovens frister med {talks.da} {with_now}{other} "
        f"(i dag {base} årsværk{_since(finding, lang)})",
        "en": f"To meet 95 % of the statutory deadlines with {talks.en}, {with_now}{other} "
        f"(today: {base} FTE{_since(finding, lang)})",
    }[lang]
    told = [(talks, finding.base_for_law), (others, row.for_law)]
    return [sentence(needed), *_kept(finding, told[: 1 if finding.posts_alone else 2], lang)]


def _since(finding: ContactsFinding, lang: str) -> str:
    """Return from when the dates count."""
    if finding.law_from is None:
        return {
            "da": "; de, der ansættes fra start, når ikke at tælle med",
            "en": "; those hired at the start come too late to count",
        }[lang]
    month = numbers.month(finding.law_from, lang)
    return {
        "da": f"; regnet fra {month}, da de, der ansættes fra start, er tiltrådt",
        "en": f"; counted from {month} on, when those hired at the start are in their posts",
    }[lang]


def _kept(
    finding: ContactsFinding, told: Sequence[tuple[Wording, PostsForLaw]], lang: str
) -> list[str]:
    """Return what the simulation keeps with the posts that were found, and where that is short."""
    found = [(label, each) for label, each in told if each.fte is not None]
    if not found:
        return []
    since = finding.law_from is not None
    shares = "; ".join(_shares(label, each, since, lang) for label, each in found)
    many = finding.replications
    lead = {
        "da": f"Med så mange årsværk overholdes fristerne i gennemsnit af {many} simuleringer: ",
        "en": f"With these FTE the dates are kept, on average of {many} replications: ",
    }[lang]
    said = sentence(f"{lead}{shares}")
    if all(each.kept is None or each.kept.mean >= WANTED for _, each in found):
        return [said]
    short = {
        "da": "Antallet er fundet på de første simuleringer, og de afviger tilfældigt.",
        "en": "The number was found on the first replications, which differ by chance.",
    }[lang]
    return [f"{said} {short}"]


def _shares(label: Wording, posts: PostsForLaw, since: bool, lang: str) -> str:
    """Return the share of the dates kept since they count, if so told, and over all the years."""
    kept, in_all = (
        "" if each is None else numbers.percent(each.mean, lang)
        for each in (posts.kept, posts.kept_in_all)
    )
    then = {"da": f"{kept} derefter og ", "en": f"{kept} from then on and "}[lang] if since else ""
    return {
        "da": f"med {label.da} i {then}{in_all} i hele perioden",
        "en": f"with {label.en} in {then}{in_all} over all the years",
    }[lang]


def _posts(posts: PostsForLaw, lang: str) -> str:
    """Return how many posts more are needed, how many fewer are enough, or that none are."""
    if posts.fte is None:
        most = "" if posts.kept is None else numbers.percent(posts.kept.mean, lang)
        return {
            "da": f"er flere årsværk ikke nok (højst {most})",
            "en": f"more FTE are not enough (at most {most})",
        }[lang]
    size = numbers.number(abs(posts.fte), lang, 1)
    if round(posts.fte, 1) == 0:
        return {"da": "er de nuværende årsværk nok", "en": "the FTE of today will do"}[lang]
    if posts.fte < 0:
        return {
            "da": f"er {size} færre årsværk end i dag nok",
            "en": f"{size} FTE fewer than today would do",
        }[lang]
    return {
        "da": f"skal der {size} flere årsværk til end i dag",
        "en": f"{size} FTE more than today are needed",
    }[lang]
