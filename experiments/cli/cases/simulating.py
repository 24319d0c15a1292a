"""``cases --simulate``: cases lived as proposals, one after the other, and shown."""

# ruff: noqa: PLC0415
import json as json_text
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.cli import options, screen
from experiments.cli.cases.simulated_page import found_page, table_page
from experiments.cli.cases.simulated_words import WORDS
from sim.errors import InputError

if TYPE_CHECKING:
    from experiments.cases.catalogue import Case, Catalogue
    from experiments.cases.keeping import KeptCase, Params


@dataclass(frozen=True)
class Asked:
    """How cases are to be simulated, checked."""

    municipality: str
    replications: int
    seed: int
    workers: int | None

    def __post_init__(self) -> None:
        """Refuse what no world could be asked."""
        options.refuse_below_one("--replications", self.replications)
        options.refuse_below_one("--workers", self.workers)
        if not 0 <= self.seed <= options.LARGEST_SEED:
            raise InputError(f"--seed is {self.seed}: expected a whole number from 0 to 2^63 - 1.")


def show_simulated(
    cases: "Sequence[Case]",
    asked: Asked,
    catalogue: "Catalogue",
    params: "Params",
    shown: options.Display,
    *,
    alone: bool,
) -> None:
    """Simulate cases, or find them simulated, and print one in full or many as a table."""
    from experiments.cases.finding import table_json

    kept = _simulated(cases, asked, catalogue, params, shown)
    found = [one.content for one in kept]
    if shown.json:
        whole = json_text.dumps(found[0], ensure_ascii=False, indent=1)
        screen.say(whole if alone else table_json(asked.municipality, found))
        return
    labels = {name: scheme.label for name, scheme in params.law.schemes.items()}
    if not alone:
        screen.say(table_page(found, shown.lang))
        return
    screen.say(found_page(found[0], labels, shown.lang))
    if kept[0].folder is not None:
        screen.say(f"{WORDS[shown.lang]['saved']}: {kept[0].folder}/")


def _simulated(
    cases: "Sequence[Case]",
    asked: Asked,
    catalogue: "Catalogue",
    params: "Params",
    shown: options.Display,
) -> "list[KeptCase]":
    """Return each case as it is kept, with a bar if somebody watches."""
    from experiments.cases.keeping import CaseQuestion, kept_case
    from experiments.replicate import Crew

    kept = []
    wanted = not (shown.quiet or shown.json)
    with (
        screen.progress("Cases", wanted=wanted) as tick,
        screen.compiling_told(shown.lang, quiet=shown.quiet),
        Crew(asked.workers) as crew,
    ):
        for done, case in enumerate(cases, start=1):
            question = CaseQuestion(case.id, asked.municipality, asked.replications, asked.seed)
            try:
                kept.append(kept_case(question, catalogue, params, shown.out, crew))
            except KeyboardInterrupt:
                raise KeyboardInterrupt(
                    f"{done - 1} of {len(cases)} cases are finished; those that are simulated are"
                    " kept, so that the same command goes on from here."
                ) from None
            if tick is not None:
                tick(done, len(cases))
    return kept
