"""The published figures that a municipality is made from: what they are called, and where they are.

Eight stocks say enough: each is published by municipality, and each has an inflow of its own in the
model. The stock of help may be given as a whole or in parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.schemes import Scheme

PERSONS, WORKFORCE = "persons_18_66", "workforce"
STATBANK, JOBINDSATS = "Statistikbanken", "jobindsats"
HELP = {
    "kontanthjaelp": ("kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat"),
    "uddannelseshjaelp": (
        "uddannelseshjaelp_uddannelsesparat",
        "uddannelseshjaelp_aktivitetsparat",
    ),
}
ALL_HELP = "kontanthjaelp_mv"
GROUPS = {**HELP, ALL_HELP: (*HELP["kontanthjaelp"], *HELP["uddannelseshjaelp"], "shydelse")}
GROUPS_CALLED = {
    "kontanthjaelp": Wording("Kontanthjælp", "Social assistance"),
    "uddannelseshjaelp": Wording("Uddannelseshjælp", "Help towards education"),
    ALL_HELP: Wording("Kontanthjælp mv.", "Kontanthjælp, uddannelseshjælp, shydelse"),
}
CALLED = {
    PERSONS: Wording("Indbyggere 18-66 år", "Residents aged 18-66"),
    WORKFORCE: Wording("Arbejdsstyrke", "Workforce"),
}
# Where each is published: tables that ``params/published/tables.csv`` reads.
PUBLISHED = {
    PERSONS: f"{STATBANK} FOLK1A",
    "dagpenge": f"{JOBINDSATS} Y01A02",
    ALL_HELP: f"{JOBINDSATS} Y60A02, Y38A02, Y35A02",
    "kontanthjaelp": f"{JOBINDSATS} Y60A02",
    "uddannelseshjaelp": f"{JOBINDSATS} Y38A02",
    "sygedagpenge": f"{JOBINDSATS} Y07A02",
    "jobafklaring": f"{JOBINDSATS} Y12A02",
    "ressourceforloeb": f"{JOBINDSATS} Y11A02",
    "fleksjob": f"{JOBINDSATS} Y08A02",
    "ledighedsydelse": f"{JOBINDSATS} Y09A02",
    "foertidspension": f"{STATBANK} AUK01",
}
EIGHT = (
    *("dagpenge", ALL_HELP, "sygedagpenge", "jobafklaring", "ressourceforloeb"),
    *("fleksjob", "ledighedsydelse", "foertidspension"),
)
OPTIONAL = (*HELP, *GROUPS[ALL_HELP], "revalidering")


@dataclass(frozen=True)
class LocalFigure:
    """A figure that may be given: the schemes whose persons it counts, none if it is no stock."""

    name: str
    label: Wording
    schemes: tuple[str, ...] = ()

    @property
    def called(self) -> Wording:
        """Return what a message calls it: in Danish by its label, which a file may have too."""
        return Wording(self.label.da, self.name)


def figures_known(schemes: Mapping[str, Scheme]) -> dict[str, LocalFigure]:
    """Return every figure that may be given, by its name."""
    stocks = {name: _stock(name, schemes) for name in (*EIGHT, *OPTIONAL)}
    return {name: LocalFigure(name, label) for name, label in CALLED.items()} | stocks


def _stock(name: str, schemes: Mapping[str, Scheme]) -> LocalFigure:
    if name in GROUPS:
        return LocalFigure(name, GROUPS_CALLED[name], GROUPS[name])
    label = schemes[name].label
    return LocalFigure(name, Wording(label["da"], label["en"]), (name,))
