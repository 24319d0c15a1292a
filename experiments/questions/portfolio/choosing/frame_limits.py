"""Limits of frames by year: which bind and what they cost in net, and those that no set keeps."""

from collections.abc import Mapping
from dataclasses import replace

from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.portfolio.choosing.choose import Candidates, Names, best_set
from borgerflow.experiments.questions.portfolio.finding import FrameYear, LimitRow, Limits
from borgerflow.experiments.runs.capacity.whole_numbers import OERE
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

FRAME_IN_TEXT = {
    "service": Wording("serviceudgifter", "service expenditure"),
    "transfers": Wording("overførsler", "transfers"),
}


def frame_named(frame: FrameYear) -> Wording:
    """Return a frame and its year as people say them: ``service expenditure in 2020``."""
    name, year = frame
    return FRAME_IN_TEXT[name] + Wording(f" i {year}", f" in {year}")


def limit_rows(
    candidates: Candidates,
    limits: Limits,
    best: Names,
    together: Mapping[FrameYear, float] | None,
) -> tuple[LimitRow, ...]:
    """Return each limit with what the best set takes of it, and what it costs in net.

    Parameters
    ----------
    together : mapping, optional
        What the set comes to on each frame and year, simulated together.
    """
    return tuple(
        LimitRow(
            *frame,
            most,
            candidates.on_frame(frame, best),
            None if together is None else together[frame],
            cost_of(candidates, limits, best, {frame}),
        )
        for frame, most in limits.frames.items()
    )


def cost_of(candidates: Candidates, limits: Limits, best: Names, frames: set[FrameYear]) -> float:
    """Return how much lower the net could be without some limits of frames."""
    left = {frame: most for frame, most in limits.frames.items() if frame not in frames}
    free = best_set(candidates, replace(limits, frames=left))
    assert free is not None  # one that keeps more limits is there
    return round(candidates.net(best) - candidates.net(free), OERE)


def exceeded(limits: Limits, kroner: Mapping[FrameYear, float]) -> tuple[FrameYear, ...]:
    """Return the limits of frames that a set does not keep, by what it comes to on each."""
    return tuple(frame for frame, most in limits.frames.items() if kroner[frame] > most)


def refuse_unkept(candidates: Candidates, limits: Limits) -> None:
    """Refuse limits of frames that no set keeps: the first by itself, else all of them together."""
    bare = replace(limits, frames={})
    for frame, most in limits.frames.items():
        least = best_set(replace(candidates, nets=candidates.frames[frame]), bare)
        assert least is not None  # refused before anything was simulated
        if (there := candidates.on_frame(frame, least)) > most:
            raise InputError(_out_of_reach(frame, most, there))
    if best_set(candidates, limits) is None:
        raise InputError(_not_together(limits))


def _out_of_reach(frame: FrameYear, most: float, least: float) -> Wording:
    """Return that a limit lies below the least that any set comes to."""
    kroner, there = (numbers.in_both(numbers.number, amount) for amount in (most, least))
    named = frame_named(frame)
    return Wording(
        f"--limit: intet sæt holder {named.da} på højst {kroner.da} kr.: det mindste er "
        f"{there.da} kr.",
        f"--limit: no set keeps {named.en} at {kroner.en} kr. at most: the least is {there.en} kr.",
    )


def _not_together(limits: Limits) -> Wording:
    """Return that each limit can be kept and all of them cannot."""
    listed = [frame_named(frame) for frame in limits.frames]
    each = Wording(*(", ".join(named.text(lang) for named in listed) for lang in ("da", "en")))
    return Wording(
        f"--limit: intet sæt holder alle rammerne på én gang ({each.da}), selv om hver for sig kan "
        "holdes.",
        f"--limit: no set keeps all the frames at once ({each.en}), though each by itself can be "
        "kept.",
    )
