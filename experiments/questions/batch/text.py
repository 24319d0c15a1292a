"""What a batch says in words beyond a comparison, in Danish and in English."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import (
    head_line,
    provenance_line,
    rests_on,
    under_lines,
    warning_lines,
)
from borgerflow.experiments.questions.batch.finding import FEWEST_DRAWS, BatchFinding, Knowledge
from borgerflow.experiments.questions.batch.plan import Outlook
from borgerflow.experiments.questions.compare.text import answer, figures
from borgerflow.sim.base.wording import LANGUAGES, Wording, sentence

MOST_REASONS = 3
MEGA = 1e6
GIGA = 1e9


def batch_text(finding: BatchFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the finding as read by people: the question, the answer, then why."""
    parts = [
        finding.question.text(lang),
        head_line(finding, lang),
        *under_lines(finding, lang),
        *answer(finding, lang),
        *spread_lines(finding, lang),
        "",
        *figures(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(replace(finding, seconds=None), lang),
    ]
    return "\n".join(parts) + "\n"


def spread_lines(finding: BatchFinding, lang: str) -> Iterator[str]:
    """Yield how far chance and lack of knowledge move the answer, each in its own line."""
    if finding.half_width is not None:
        half = numbers.kroner(finding.half_width, lang)
        yield Wording(
            f"Simuleringsusikkerhed: ± {half} om gennemsnittet efter {finding.replications} "
            "simuleringer (95 pct.).",
            f"Chance: ± {half} around the mean after {finding.replications} replications (95 %).",
        ).text(lang)
    known, varied = finding.knowledge, len(finding.varied)
    if known is not None:
        yield _knowledge(known, varied).text(lang)


def _knowledge(known: Knowledge, varied: int) -> Wording:
    """Return how far the draws lie apart, or that they are too few to tell."""
    net = known.net_municipal.total
    if net.low is None or net.high is None:
        one = known.draws == 1
        return Wording(
            f"Usikre forudsætninger: {known.draws} {'trækning' if one else 'trækninger'} er "
            f"ikke nok til et interval (mindst {FEWEST_DRAWS}); median "
            f"{numbers.kroner(known.median, 'da')}",
            f"Knowledge: {known.draws} {'draw is' if one else 'draws are'} too few for an interval "
            f"({FEWEST_DRAWS} at least); median {numbers.kroner(known.median, 'en')}",
        )
    low, high = (numbers.in_both(numbers.rounded, end) for end in (net.low, net.high))
    median = numbers.in_both(numbers.kroner, known.median)
    saves = Wording(*(numbers.chance(known.saves, known.draws, lang) for lang in LANGUAGES))
    said = Wording(
        f"Usikre forudsætninger: i 95 pct. af {known.draws} trækninger af {varied} tal ligger "
        f"nettoudgiften mellem {low.da} og {high.da} kr. (median {median.da}); sandsynligheden for "
        f"en besparelse er {saves.da}",
        f"Knowledge: in 95 % of {known.draws} draws of {varied} "
        f"number{'' if varied == 1 else 's'} the net lies between {low.en} and {high.en} kr. "
        f"(median {median.en}); the chance of a saving is {saves.en}",
    )
    return Wording(sentence(said.da), sentence(said.en))


def failed_notices(reasons: Sequence[tuple[int, Wording]]) -> Iterator[Wording]:
    """Yield that some draws made no world, if any did, with the first of the reasons."""
    if reasons:
        one = len(reasons) == 1
        said = Wording(
            f"{len(reasons)} {'trækning' if one else 'trækninger'} kunne ikke simuleres og er "
            "udeladt:",
            f"{len(reasons)} draw{'' if one else 's'} made no world and "
            f"{'is' if one else 'are'} left out:",
        )
        for draw, reason in reasons[:MOST_REASONS]:
            said += f" ({draw}) " + reason
        yield said + (" ..." if len(reasons) > MOST_REASONS else "")


def too_wide_notices(half_width: float, wanted: float | None, at_most: int) -> Iterator[Wording]:
    """Yield that the interval is not as narrow as asked for, after as many as allowed."""
    if wanted is not None and half_width > wanted:
        yield Wording(
            f"Efter {at_most} simuleringer, som er det højeste tilladte, er usikkerheden stadig "
            f"± {numbers.kroner(half_width, 'da')}; der var bedt om {numbers.kroner(wanted, 'da')}",
            f"After {at_most} replications, the most allowed, the half-width is still "
            f"{numbers.kroner(half_width, 'en')}; {numbers.kroner(wanted, 'en')} was asked for.",
        )


def forecast(tasks: int, seconds: float, workers: int, peak_bytes: int | None) -> Wording:
    """Return what is left of a long run: tasks, time, and memory where it is known."""
    count = numbers.in_both(numbers.number, tasks)
    long = numbers.in_both(numbers.duration, seconds)
    return Wording(
        f"{count.da} opgaver er tilbage: omkring {long.da} med {workers} "
        f"{'proces' if workers == 1 else 'processer'}",
        f"{count.en} tasks are left: about {long.en} with {workers} "
        f"worker{'' if workers == 1 else 's'}",
    ) + _memory(peak_bytes)


def _memory(peak_bytes: int | None) -> Wording | str:
    if peak_bytes is None:
        return "."
    size = numbers.in_both(numbers.number, peak_bytes / GIGA, 1)
    return Wording(f", som hver bruger {size.da} GB.", f", each using {size.en} GB.")


def outlook_text(outlook: Outlook, lang: str) -> str:
    """Return what a study would take, and how many replications would do, a sentence a line."""
    tasks, count = (numbers.number(n, lang) for n in (outlook.tasks, outlook.replications))
    long, size = numbers.duration(outlook.seconds, lang), numbers.number(outlook.bytes / MEGA, lang)
    told = {
        "da": [
            f"{tasks} opgaver: højst {long} på én kerne og {size} MB på disken.",
            *_of_chance(outlook, lang, f"{count} simuleringer"),
        ],
        "en": [
            f"{tasks} tasks: {long} on one core and {size} MB on the disk at most.",
            *_of_chance(outlook, lang, f"{count} replications"),
        ],
    }[lang]
    return "\n".join(told)


def _of_chance(outlook: Outlook, lang: str, count: str) -> list[str]:
    """Return how far chance alone would move the net, and how many replications would do."""
    half, wanted, enough = outlook.half_width, outlook.wanted, outlook.enough
    lines = []
    if half is not None:
        to_within = {
            "da": "{} giver nettoresultatet på ± {} nær, alene af tilfældet (skønnet af ti).",
            "en": "{} tell the net to within ± {}, by chance alone (judged by ten).",
        }[lang]
        lines.append(to_within.format(count, numbers.kroner(half, lang)))
    if wanted is not None and enough is not None:
        do = {
            "da": "Til ± {} er {} simuleringer nok.",
            "en": "For ± {} {} replications would do.",
        }[lang]
        lines.append(do.format(numbers.kroner(wanted, lang), numbers.number(enough, lang)))
    return lines
