"""A follow-up in words for a committee: does it hold, what is earned, and what is left."""

import pandas as pd

from borgerflow.experiments.present.numbers import amount, fine_percent, number, whole_percent
from borgerflow.experiments.present.tables import frame, listing
from borgerflow.experiments.validation.followup import tables
from borgerflow.experiments.validation.followup.finding import (
    EarnedSoFar,
    FollowupFinding,
    HitCount,
)
from borgerflow.experiments.validation.forecast.text import QUARTER, forecast_head
from borgerflow.sim.base.wording import LANGUAGES, Wording, sentence

LEAD = {"da": "OBS", "en": "Note"}
RARE = 0.05  # chance below which so few hits are not put down to chance
NO_EFFECT = Wording(
    "Forskellen mellem de faktiske tal og prognosen uden forslaget er ikke forslagets virkning: "
    "konjunktur, lovændringer og tilfældighed er også med i den.",
    "The difference between what came and the forecast without the proposal is not the effect of "
    "the proposal: the trend, changes of law and chance are in it too.",
)
TOGETHER = Wording(
    "Kvartaler følges ad, og ordninger gør det også; derfor er tallene ikke uafhængige, og "
    "tilfældighed giver oftere så få, end sandsynligheden siger.",
    "Quarters move together, and so do schemes; so figures are not independent, and chance gives "
    "so few more often than that chance says.",
)


def followup_table(finding: FollowupFinding, lang: str) -> pd.DataFrame:
    """Return every figure and period as numbers."""
    return frame(tables.numbers_table(finding), lang)


def followup_text(finding: FollowupFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return a follow-up as people read it, ending with a newline."""
    del all_assumptions  # it rests on two files alone
    lines = [
        forecast_head(finding, lang),
        *(said.text(lang) for said in sentences(finding)),
        "",
        listing(tables.followed_table(finding), lang),
    ]
    if finding.earned:
        lines += ["", tables.EARNED.text(lang), listing(tables.earned_table(finding), lang)]
    lines += ["", *(f"{LEAD[lang]}: {note.text(lang)}" for note in finding.notes)]
    return "\n".join(lines).rstrip("\n") + "\n"


def sentences(finding: FollowupFinding) -> list[Wording]:
    """Return what a committee is to know, the answer first."""
    earned = earned_sentences(finding.so_far) if finding.so_far else []
    if not finding.counts[0].of:
        nothing = Wording("Ingen af tallene er oplyst.", "None of the figures is told.")
        return [nothing, *earned]
    return [*(hit_sentence(count) for count in finding.counts), TOGETHER, *earned]


def hit_sentence(count: HitCount) -> Wording:
    """Return how many figures lie inside, against what chance would give."""
    few = count.chance < RARE
    da, en = (_hit_numbers(count, lang) for lang in LANGUAGES)
    return Wording(
        f"{count.inside} af {count.of} tal ligger inden for {da[0]}-intervallet; {da[1]} kunne "
        f"ventes. Sandsynligheden for så få eller færre ved tilfældighed er {da[2]}"
        f"{'; det tyder på, at prognosen ikke holder' if few else ''}",
        f"{count.inside} of {count.of} figures lie inside the {en[0]} interval; {en[1]} were to be"
        f" expected. The chance of so few or fewer is {en[2]}"
        f"{'; it seems that the forecast does not hold' if few else ''}",
    ).each(sentence)


def _hit_numbers(count: HitCount, lang: str) -> tuple[str, str, str]:
    level = whole_percent(count.level, lang)
    return level, number(count.expected, lang, 1), fine_percent(count.chance, lang)


def earned_sentences(told: EarnedSoFar) -> list[Wording]:
    """Return what the proposals have cost, what is earned, and what is left, in sentences."""
    until = quarter_in_words(told.until)
    invested, planned, seen = (_in_both(x) for x in (told.invested, told.planned, abs(told.seen)))
    spent = Wording(
        f"Til og med {until.da} har forslaget efter planen kostet {invested.da} af {planned.da}",
        f"By the end of {until.en} the proposal has cost {invested.en} of {planned.en} by its plan",
    )
    side = Wording("under", "below") if told.seen >= 0 else Wording("over", "above")
    expected = _changed(told.expected)
    came = Wording(
        f"I de kvartaler, der er oplyst ({told.quarters}), svarer de faktiske tal til en udgift "
        f"for kommunen {seen.da} {side.da} prognosen uden forslaget; prognosen ventede "
        f"{expected.da}",
        f"In the quarters that are told ({told.quarters}) what came makes an expense of the "
        f"municipality {seen.en} {side.en} the forecast without the proposal; the forecast expected"
        f" {expected.en}",
    )
    return [*(each.each(sentence) for each in (spent, came, _left(told), _whole(told))), NO_EFFECT]


def _in_both(value: float) -> Wording:
    return Wording(amount(value, "da"), amount(value, "en"))


def _changed(saved: float) -> Wording:
    """Return a saving, or an expense where it is below nought, in words."""
    kroner = _in_both(abs(saved))
    if saved >= 0:
        return kroner + Wording(" sparet ved forslaget", " saved by the proposal")
    return kroner + Wording(" mere i udgift ved forslaget", " more of expense by the proposal")


def _left(told: EarnedSoFar) -> Wording:
    """Return what is left to be earned."""
    if told.remaining:
        left = _in_both(told.remaining)
        return Wording(
            f"Målt sådan mangler {left.da} at blive tjent hjem",
            f"So told, {left.en} remain to be earned",
        )
    if told.planned <= 0:
        return Wording(
            "Forslaget koster intet efter planen, så der er intet at tjene hjem",
            "The proposal costs nothing by its plan, so there is nothing to be earned",
        )
    return Wording("Målt sådan er udgiften tjent hjem", "So told, the cost is earned")


def _whole(told: EarnedSoFar) -> Wording:
    """Return whether the forecast expects the proposals to pay over the whole horizon."""
    expected, planned = _changed(told.expected_in_all), _in_both(told.planned)
    pays = told.expected_in_all >= told.planned
    return Wording(
        f"Over hele perioden venter prognosen {expected.da} mod forslagets egen udgift på "
        f"{planned.da}: forslaget tjener sig {'hjem' if pays else 'ikke hjem'}",
        f"Over the whole horizon the forecast expects {expected.en} against its own cost of "
        f"{planned.en}: the proposal {'pays' if pays else 'does not pay'} for itself",
    )


def quarter_in_words(period: str) -> Wording:
    """Return a quarter as people write it: ``1. kvartal 2019``, ``the first quarter of 2019``."""
    year, _, place = period.partition(QUARTER)
    name = ("first", "second", "third", "fourth")[int(place) - 1]
    return Wording(f"{place}. kvartal {year}", f"the {name} quarter of {year}")
