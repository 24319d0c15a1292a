"""Simulates one world once and writes its lives as a register would: persons are simulated."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.questions.run.asked import SHAPES, RunQuestion
from borgerflow.experiments.questions.run.register.exposures import exposure_table
from borgerflow.experiments.questions.run.register.published import (
    MONTHS_A_QUARTER,
    Publication,
    borders_of,
)
from borgerflow.experiments.questions.run.register.weeks import code_table, whole_weeks
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.experiments.runs.validate import accepted
from borgerflow.experiments.store import results
from borgerflow.experiments.store.kept import input_digests
from borgerflow.experiments.store.naming import folder_name
from borgerflow.experiments.store.provenance import commit, machine
from borgerflow.experiments.store.saving import csv_writer, text_writer
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines import simulate
from borgerflow.sim.params import Params
from borgerflow.sim.records.files.dream.codes import code_map_of
from borgerflow.sim.records.history import History, dates
from borgerflow.sim.records.observed import seen_through, stays_of
from borgerflow.sim.world.world import World

REGISTER_SCHEMA = "borgerflow/register/1"
AREA_UNKNOWN = "997"  # StatBank's code of an area that is not known
NOTE = Wording(
    da="Alle personer og forløb i denne mappe er simulerede. Ingen af dem findes, og intet tal"
    " er målt.",
    en="All persons and spells in this folder are simulated. None of them exists, and no figure"
    " was measured.",
)
WEEKS_LEFT_OUT = Wording(
    da=" Forløb, der er slut før simuleringens første dag, er udeladt, og med dem deres uger på"
    " refusionstrappen: borgerflow settle giver kommunen en lavere udgift end borgerflow run den"
    " første tid, og årene før den dag har kun de forløb, der varede ved.",
    en=" Spells that ended before the first day of the simulation are left out, and with them"
    " their weeks on the refund staircase: borgerflow settle has the municipality pay less than"
    " borgerflow run does for some time, and the years before that day hold only spells that went"
    " on.",
)
Documents = Mapping[str, results.Writer]


def write_register(question: RunQuestion, params: Params, shape: str, root: Path) -> results.Saved:
    """Return where the lives of one replication now lie, in one of the shapes of `SHAPES`.

    Raises
    ------
    InputError
        If the question does not hold, or the folder cannot be written.
    """
    world = world_of(accepted(question, params), params)
    refuse_no_period(shape, (world.start_day, world.end_day))
    lives = Register(simulate(world, question.seed, 0, question.engine), world, params)
    documents = lives.documents()[shape]()
    note = note_on(shape)
    inputs = {"question": "register", "shape": shape, **plain(question), **input_digests(params)}
    return results.save(
        root,
        study_of(question.municipality, shape),
        inputs,
        tables={},
        documents={**documents, "README.txt": text_writer(f"{note.da}\n\n{note.en}\n")},
        about={"commit": commit(), "machine": machine(), "note": note.en},
    )


def note_on(shape: str) -> Wording:
    """Return what is told beside the files of a register, in one of `SHAPES`."""
    return NOTE + WEEKS_LEFT_OUT if shape == "spells" else NOTE


def refuse_no_period(shape: str, window: tuple[int, int]) -> None:
    """Refuse a horizon in which no period of a shape lies whole."""
    first_week, week_after = whole_weeks(window)
    whole = {
        "dream": (week_after - first_week, Wording("en hel uge", "a whole week")),
        "jobindsats": (len(borders_of(window, 1)) - 1, Wording("en hel måned", "a whole month")),
        "statbank": (
            len(borders_of(window, MONTHS_A_QUARTER)) - 1,
            Wording("et helt kvartal", "a whole quarter"),
        ),
    }
    periods, expected = whole.get(shape, (1, Wording("", "")))
    if periods < 1:
        first, until = map(date_of, window)
        said = Wording(
            f"--as {shape}: der skal være {expected.da} fra --start {first} til --end {until}.",
            f"--as {shape}: expected {expected.en} from --start {first} until --end {until}.",
        )
        raise InputError(said)


def study_of(municipality: str, shape: str) -> str:
    """Return the name under which a register is kept."""
    return f"register/{folder_name(f'{shape}-{municipality}')}"


def files_in(folder: Path) -> list[str]:
    """Return the names of the files of a register that is kept."""
    return sorted(path.name for path in folder.iterdir() if path.suffix in (".csv", ".json"))


def register_json(shape: str, folder: Path) -> dict[str, Any]:
    """Return the JSON of ``run --as``: where the files of a register lie, and that it is none."""
    return {
        "schema": REGISTER_SCHEMA,
        "shape": shape,
        "folder": str(folder),
        "files": [name for name in files_in(folder) if name != results.MANIFEST],
        "note": note_on(shape).en,
    }


@dataclass(frozen=True)
class Register:
    """The lives of one replication of a world."""

    history: History
    world: World
    params: Params

    @property
    def window(self) -> tuple[int, int]:
        """Return the first day of the horizon, and the day after its last."""
        return self.world.start_day, self.world.end_day

    def documents(self) -> Mapping[str, Callable[[], Documents]]:
        """Return what makes the files of each of `SHAPES`."""
        makers = (self.dream, self.jobindsats, self.statbank, self.spells, self.exposure)
        return dict(zip(SHAPES, makers, strict=True))

    def dream(self) -> Documents:
        """Return one file with a column a week."""
        stays = stays_of(self.history)
        codes = code_map_of(self.params)
        table = code_table(stays, self.history.scheme_names, codes, self.window)
        return {"dream.csv": csv_writer(table, "da")}

    def spells(self) -> Documents:
        """Return the file of spells on a benefit; an end that is to come is empty."""
        spells = self.history.spells.loc[self.history.spell_arrays.category >= 0]
        first, until = dates(np.array(self.window))
        shown = spells[(spells["end"] > first) & (spells["start"] < until)]
        table = shown.drop(columns="open").assign(
            citizen="sim" + shown["citizen"].astype(str),
            start=shown["start"].dt.strftime("%Y-%m-%d"),
            end=shown["end"].dt.strftime("%Y-%m-%d").mask(shown["open"], ""),
        )
        return {"spells.csv": csv_writer(table, "da")}

    def exposure(self) -> Documents:
        """Return one file of occurrences and exposure by exit and band of the model."""
        table = exposure_table(self.publication().seen, self.world.model.hazards)
        return {"exposure.csv": csv_writer(table, "da")}

    def statbank(self) -> Documents:
        """Return AUK01 as it is saved: by codes."""
        table = self.publication().statbank()
        return {"AUK01.csv": csv_writer(table, "da")}

    def jobindsats(self) -> Documents:
        """Return each table twice, as version 3 answers with JSON and as CSV."""
        documents: dict[str, results.Writer] = {}
        for name, table in self.publication().jobindsats():
            documents[f"{name}.json"] = text_writer(v3_json(table))
            documents[f"{name}.csv"] = csv_writer(with_commas(table), "da")
        return documents

    def publication(self) -> Publication:
        """Return what is published of the lives."""
        stays = stays_of(self.history)
        paid = stays.only(self.history.spell_arrays.category >= 0)
        name = self.world.municipality.name
        area = self.params.published.area("", name)
        return Publication(
            area=area.name if area else name,
            code=area.code if area else AREA_UNKNOWN,
            known=self.params.published,
            seen=seen_through(self.window, paid, self.history.scheme_names),
            lived=stays,
            window=self.window,
        )


def v3_json(table: pd.DataFrame) -> str:
    """Return a table as version 3 of jobindsats answers."""
    rows = table.astype(object).to_numpy().tolist()
    return json.dumps({"columns": list(table.columns), "rows": rows}, ensure_ascii=False)


def with_commas(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose numbers among texts are texts with a decimal comma."""
    return table.astype(object).map(
        lambda cell: str(cell).replace(".", ",") if isinstance(cell, float) else cell
    )
