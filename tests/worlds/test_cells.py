"""Cells of citizens: what follows from the levels of a cell."""

from borgerflow.sim.params.model import HELP
from borgerflow.sim.world.cells import cells_where, level_of_cell

UNDER_30 = ("under_25", "age_25_29")


def test_who_is_under_thirty_without_a_vocational_education_and_nobody_else_gets_student_help():
    student_help = level_of_cell("help") == HELP.index("uddannelseshjaelp")
    young = {"age": UNDER_30, "education": ("no_education",)}
    assert (student_help == cells_where(young)).all()
