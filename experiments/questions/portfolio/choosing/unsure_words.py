"""How sure a choice is under draws, in words and as a table."""

from collections.abc import Sequence

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.numbers import (
    agreeing,
    amount,
    chance,
    number,
    of_all,
    whole_percent,
)
from borgerflow.experiments.questions.portfolio.choosing.frame_limits import frame_named
from borgerflow.experiments.questions.portfolio.finding import KeptLimit, UnsureChoice, UnsureSet
from borgerflow.sim.base.wording import Wording, sentence

BETWEEN = " + "
NOT_DRAWN = Wording(
    "Tallene her rummer kun tilfældet og ikke tvivlen om forslagenes egne tal, som er langt "
    "større. Skriv --draws 64 for at se, hvor sikkert valget er.",
    "What is told here holds chance alone, and not the doubt about the proposals' own numbers, "
    "which is far larger. Type --draws 64 to see how sure the choice is.",
)
ASKED = 0.9  # of the draws: how often a finance department asks that a frame be kept


def members(row: UnsureSet, lang: str) -> str:
    """Return the numbers of the proposals in a set."""
    return BETWEEN.join(row.numbers) or {"da": "ingen", "en": "none"}[lang]


def unsure_table(unsure: UnsureChoice) -> Table:
    """Return the sets with what they come to over draws, the chosen one first."""
    title = Wording(
        f"Sæt, når forslagenes tal trækkes {unsure.draws} gange ({agreeing(unsure.draws, 'da')})",
        f"Sets where the numbers of the proposals are drawn {unsure.draws} times"
        f" ({agreeing(unsure.draws, 'en')})",
    )
    columns = (
        Column("forslag", "proposals", "text", members),
        Column("netto", "net", "kr", lambda row, _: row.net, ends=True),
        Column("sandsynlighed for besparelse", "chance of a saving", "share", _saves),
        Column("er det bedste", "is the best", "share", lambda row, _: row.best),
        Column(
            "dyrere end det bedste", "costs more than the best", "kr", lambda row, _: row.regret
        ),
        Column("en af fem gange over", "one in five above", "kr", lambda row, _: row.in_bad_times),
    )
    return Table(title, columns, unsure.sets)


def _saves(row: UnsureSet, _: str) -> float:
    return row.saves


def unsure_sentences(unsure: UnsureChoice | None, lang: str) -> list[str]:
    """Return how sure the choice is; where no numbers were drawn, that this is not told."""
    if unsure is None:
        return [NOT_DRAWN.text(lang)]
    told = [_chosen(unsure, lang), *_made(unsure, lang), _cautious(unsure, lang)]
    return [*told, *_kept(unsure, lang)]


def _kept(unsure: UnsureChoice, lang: str) -> list[str]:
    """Return in how many of the draws the frames are kept, those less often than asked first."""
    if not unsure.limits or not unsure.chosen.proposals:
        return []
    often = [each for each in unsure.limits if each.kept >= ASKED]
    seldom = [each for each in unsure.limits if each.kept < ASKED]
    asked = whole_percent(ASKED, lang)
    lead = {
        "da": f"Rammer, der holdes i færre end {asked} af trækningerne",
        "en": f"Frames that are kept in fewer than {asked} of the draws",
    }[lang]
    rest = {"da": "Rammer, der holdes oftere", "en": "Frames that are kept more often"}[lang]
    none = {"da": "ingen", "en": "none"}[lang]
    told = [sentence(f"{lead}: {_shares(seldom, unsure.draws, lang) or none}")]
    return [*told, sentence(f"{rest}: {_shares(often, unsure.draws, lang)}")] if often else told


def _times(share: float, unsure: UnsureChoice, lang: str) -> str:
    """Return in how many of the draws: ``14 of 64 draws``, ``all 64 draws``."""
    many, draws = number(unsure.draws, lang), {"da": "trækninger", "en": "draws"}[lang]
    if share == 1:
        return {"da": f"alle {many} {draws}", "en": f"all {many} {draws}"}[lang]
    return f"{of_all(share, unsure.draws, lang)} {draws}"


def _shares(limits: Sequence[KeptLimit], draws: int, lang: str) -> str:
    named = ((frame_named((each.frame, each.year)).text(lang), each.kept) for each in limits)
    return ", ".join(f"{frame} ({of_all(kept, draws, lang)})" for frame, kept in named)


def _chosen(unsure: UnsureChoice, lang: str) -> str:
    chosen = unsure.chosen
    best = _times(chosen.best, unsure, lang)
    saves = chance(chosen.saves, unsure.draws, lang)
    low, high = (chosen.net.mean if n is None else n for n in (chosen.net.low, chosen.net.high))
    ends, regret = [amount(n, lang) for n in (low, high)], amount(chosen.regret, lang)
    lead = {
        "da": "Med forslagenes egne tal så usikre, som de er, er det valgte sæt det bedste i "
        f"{best}, og i gennemsnit er det bedste {regret} billigere",
        "en": "With the proposals' own numbers as uncertain as they are, the chosen set is the "
        f"best in {best}, and on average the best is {regret} cheaper",
    }[lang]
    told = {
        "da": "; det forventede nettoresultat af det valgte ligger med 95 pct. sandsynlighed "
        f"mellem {ends[0]} og {ends[1]}, og sandsynligheden for, at der må ventes en besparelse, "
        f"er {saves}",
        "en": f"; the expected net of the chosen one lies with 95 % probability between {ends[0]} "
        f"and {ends[1]}, and the chance that a saving is to be expected is {saves}",
    }[lang]
    return sentence(lead + (told if chosen.proposals else ""))


def _made(unsure: UnsureChoice, lang: str) -> list[str]:
    """Return what each choice that somebody made costs more than the best of each draw."""
    return [
        sentence(
            {
                "da": f"Det trufne valg ({members(row, lang)}) er i gennemsnit "
                f"{amount(row.regret, lang)} dyrere end det bedste, og er det bedste i "
                f"{_times(row.best, unsure, lang)}",
                "en": f"The choice that was made ({members(row, lang)}) costs "
                f"{amount(row.regret, lang)} more than the best on average, and is the best in "
                f"{_times(row.best, unsure, lang)}",
            }[lang]
        )
        for row in unsure.sets
        if row.named
    ]


def _cautious(unsure: UnsureChoice, lang: str) -> str:
    """Return the set that does least harm where things go badly."""
    row = next(each for each in unsure.sets if each.proposals == unsure.cautious)
    chosen = row is unsure.chosen
    which = {"da": "det valgte", "en": "the chosen one"}[lang] if chosen else members(row, lang)
    worse = amount(row.in_bad_times, lang)
    told = {
        "da": f": én gang ud af fem er nettoresultatet over {worse}",
        "en": f": one time in five its net is above {worse}",
    }[lang]
    lead = {
        "da": f"Bedst, når det går dårligt, er {which}",
        "en": f"Best where things go badly is {which}",
    }[lang]
    return sentence(lead + (told if row.proposals else ""))
