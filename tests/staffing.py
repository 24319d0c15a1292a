"""Worlds whose teams have the staff that their own contacts need."""

from borgerflow.experiments.runs.capacity.posts_needed import posts_needed
from borgerflow.sim.world.contact_rules import Staff
from borgerflow.sim.world.municipality import number_of


def staffed(world, utilisation=None):
    """Return a world with the posts that its contacts need without its proposals.

    At the usual utilisation, or so that they take another share of the minutes there.
    """
    usual = number_of(world.teams.utilisation)
    times = 1.0 if utilisation is None else usual / utilisation
    posts = {
        team: tuple((day, times * fte) for day, fte in steps)
        for team, steps in posts_needed(world.baseline()).items()
    }
    return world.with_contacts(staff=Staff(posts))
