"""Ready questions about talks, each a file: ``borgerflow contacts esbjerg-eleven-talks``."""

from dataclasses import replace
from pathlib import Path

from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion, Ends
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.params import Entry, Label, Text, read_model

READY = Path(__file__).resolve().parents[3] / "studies" / "contacts"


class ContactStudy(Entry):
    """A question about talks as it stands in the file; what is left out is as usual."""

    question: Label
    municipality: Text
    schemes: tuple[Text, ...]
    every: tuple[float, ...] = ()
    first_half_year: tuple[float, ...] = ()
    form: tuple[Text, ...] = ()
    activation: tuple[float, ...] = ()
    fte: tuple[float, ...] = ()
    caseload: tuple[float, ...] = ()
    target: dict[str, tuple[Text, ...]] | None = None
    from_week: float = 0.0
    to_week: float | None = None
    weeks_left: Ends = (None, None)
    instead: bool = False
    talk: str = ""
    effects: str = "trial"
    capacity: bool = True
    hire: bool = False
    who: bool = False
    extra_fte: float | None = None


def ready_studies() -> tuple[str, ...]:
    """Return the names of the studies there are, in order."""
    return tuple(sorted(path.stem for path in READY.glob("*.yaml")))


def study_of(named: str) -> ContactStudy:
    """Return a ready study by name, or one of a user's own by its path.

    Raises
    ------
    InputError
        If there is none, or it does not hold.
    """
    path = Path(named) if named.endswith((".yaml", ".yml")) else READY / f"{named}.yaml"
    if not path.is_file():
        known = ready_studies()
        raise InputError(
            f"No study about talks is called {named}.{nearest(named, known)}"
            f" Ready: {', '.join(known)}; or a path that ends in .yaml."
        )
    return read_model(path, ContactStudy)


def asked_by(
    study: ContactStudy, usual: ContactsQuestion, municipality: str | None
) -> ContactsQuestion:
    """Return the question of a study; years, seed and the like are those of another question."""
    asked = study.model_dump(exclude={"question", "municipality", "target"})
    return replace(
        usual,
        municipality=municipality or study.municipality,
        target=study.target or {},
        **asked,
    )
