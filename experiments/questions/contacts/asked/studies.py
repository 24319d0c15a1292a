"""Ready questions about contacts, each a file: ``borgerflow contacts esbjerg-eleven-talks``."""

import os
from pathlib import Path
from typing import Any, get_type_hints

from borgerflow.experiments.questions.contacts.asked.question import (
    OPTIONS,
    SAID_OTHERWISE,
    ContactsQuestion,
)
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.files import near_file
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params import Entry, Label, Text, read_model
from borgerflow.sim.world.municipality import OWN_FILE

READY = Path(__file__).resolve().parents[3] / "studies" / "contacts"
NO_STUDY = Wording("intet studie af samtaler", "no study about talks")
KINDS = get_type_hints(ContactsQuestion)
HORIZON = ("start", "end")  # else that of 2019-2022

# A question as it stands in a file; what is left out is as usual.
ContactStudy: type[Entry] = type(
    "ContactStudy",
    (Entry,),
    {
        "__module__": __name__,
        "__annotations__": {
            "question": Label,
            "municipality": Text,
            "schemes": KINDS["schemes"],
            **dict.fromkeys(HORIZON, Text),
            **{name: KINDS[name] for name in OPTIONS},
            **dict.fromkeys(SAID_OTHERWISE, tuple[float, ...]),
        },
        **{name: None for name in (*HORIZON, *OPTIONS, *SAID_OTHERWISE) if name != "schemes"},
    },
)


def ready_studies() -> tuple[str, ...]:
    """Return the names of the studies there are, in order."""
    return tuple(sorted(path.stem for path in READY.glob("*.yaml")))


def study_of(named: str) -> Entry:
    """Return a ready study by name, or one of a user's own by its path.

    Raises
    ------
    InputError
        If there is none, or it does not hold.
    """
    path = _file_of(named)
    if not os.path.isfile(path):  # which no name is too long for
        known = ready_studies()
        listed = ", ".join(known)
        more = Wording(
            da=f" Medfølgende: {listed}; eller en sti, der ender på .yaml.",
            en=f" Ready: {listed}; or a path that ends in .yaml.",
        )
        near = near_file(path) if Path(named).suffix else same("")
        raise InputError(unknown(NO_STUDY, named, known).capital() + near + more)
    return read_model(path, ContactStudy)


def _file_of(named: str) -> Path:
    return Path(named) if named.endswith((".yaml", ".yml")) else READY / f"{named}.yaml"


def options_in_study(named: str) -> dict[str, Any]:
    """Return the options of a study, the file of its municipality looked for from its folder."""
    options = options_in(study_of(named))
    place = options["municipality"]
    if place.endswith(OWN_FILE):
        options["municipality"] = str(_file_of(named).parent / place)
    return options


def options_in(study: Entry) -> dict[str, Any]:
    """Return the municipality of a study and the options it names."""
    return study.model_dump(exclude={"question"}, exclude_unset=True)
