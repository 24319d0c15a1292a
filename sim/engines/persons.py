"""People as the functional core sees them: one citizen after the other."""

from sim.lives.tables import Citizen
from sim.people import People


def citizens_of(people: People) -> list[Citizen]:
    """Return every one of the people as a `Citizen`, in their order."""
    columns = (people.key, people.cell, people.frailty, *people.birthdays.T, people.leaves)
    return [Citizen(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]
