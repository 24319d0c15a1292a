"""Draws one citizen's life in both worlds."""

from pathlib import Path

from borgerflow.experiments.present.chart import days_since_epoch
from borgerflow.experiments.present.chart.lives import Week, draw_two_lives
from borgerflow.experiments.questions.trace.beside import BothLives, same_life
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import not_written, refusing_a_bad_disk
from borgerflow.sim.measures.walked import LifeWeek


def keep_picture(lives: BothLives, path: Path, lang: str) -> Path:
    """Return the new file that holds both lives as a picture; refused where they are the same.

    Raises
    ------
    InputError
        If there is nothing to draw, or the disk refuses it.
    """
    if not lives.differ:
        raise InputError(same_life(lives))

    def week(each: LifeWeek) -> Week:
        day = days_since_epoch(date_of(each.day))
        name = lives.schemes[each.scheme].text(lang)
        return Week(day, each.days, name, each.kommune, each.stat + each.a_kasse)

    before, after = ([week(each) for each in life] for life in (lives.before, lives.after))
    with refusing_a_bad_disk(not_written(path)):
        draw_two_lives(lives.title.text(lang), before, after, [path], lang)
    return path
