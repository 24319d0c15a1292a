"""Prices real spells: what they cost by year and payer, and why this amount, this week.

Reads a file of spells, settles it, and hands the ledger on; nothing is simulated.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from borgerflow.experiments.findings.finding import json_text
from borgerflow.experiments.store import results
from borgerflow.experiments.store.kept import csv_writer, input_digests
from borgerflow.experiments.store.naming import folder_name
from borgerflow.experiments.store.provenance import commit, digest_of_file, machine
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.params import Params
from borgerflow.sim.records.files.cpr import refuse_cpr
from borgerflow.sim.records.files.spell_files import read_spells
from borgerflow.sim.settlement import explain, settle

SETTLE_SCHEMA = "borgerflow/settle/1"
EXPLAIN_SCHEMA = "borgerflow/explain/1"
LEDGER_COLUMNS = ["citizen", "year", "payer", "scheme", "kind", "kroner"]


@dataclass(frozen=True)
class SettledSpells:
    """The ledger of a file of spells: + expense, - saving for the payer."""

    ledger: pd.DataFrame

    def to_json(self) -> str:
        """Return the JSON of ``settle``."""
        return json_text({"schema": SETTLE_SCHEMA, "ledger": _records(self.ledger)})

    def by_payer(self) -> pd.DataFrame:
        """Return kroner with a row per payer, a column per year, and both in total."""
        return self.ledger.pivot_table(
            index="payer",
            columns="year",
            values="kroner",
            aggfunc="sum",
            fill_value=0.0,
            margins=True,
            margins_name="total",
            sort=False,
        )


@dataclass(frozen=True)
class Explanation:
    """One citizen week by week."""

    citizen: str
    weeks: pd.DataFrame

    def to_json(self) -> str:
        """Return the JSON of ``explain``."""
        return json_text({"schema": EXPLAIN_SCHEMA, "citizen": self.citizen, "weeks": self.rows()})

    def rows(self) -> list[dict[str, Any]]:
        """Return one mapping of plain values per week and rate."""
        return _records(self.weeks)


def price_file(path: Path, params: Params) -> SettledSpells:
    """Return the ledger of a spells file.

    Raises
    ------
    InputError
        If the file is no spells file, naming file and line.
    """
    refuse_cpr_name(path.name)
    ledger = settle(read_spells(path, params.law), params.law)
    return SettledSpells(ledger[LEDGER_COLUMNS])


def explain_file(path: Path, params: Params, citizen: str) -> Explanation:
    """Return one citizen of a spells file, week by week.

    Raises
    ------
    InputError
        If the file is no spells file or holds no such citizen, or the citizen is named by
        what looks like a CPR number.
    """
    refuse_cpr_name(path.name)
    refuse_cpr(pd.Series([citizen]), "--citizen", lambda _: "explain")
    return Explanation(citizen, explain(read_spells(path, params.law), params.law, citizen))


def study_of(path: Path) -> str:
    """Return the name under which the ledger of a spells file is kept."""
    return f"settle/{folder_name(path.stem)}"


def keep_ledger(
    priced: SettledSpells, path: Path, params: Params, root: Path, profile: str
) -> results.Saved:
    """Return where the ledger now lies, as CSV and Parquet, with its manifest."""
    inputs = {
        "question": "settle",
        "spells": digest_of_file(path),
        "csv_profile": profile,
        **input_digests(params),
    }
    return results.save(
        root,
        study_of(path),
        inputs,
        tables={"ledger": priced.ledger},
        documents={"ledger.csv": csv_writer(priced.ledger, profile)},
        about={"commit": commit(), "machine": machine(), "sign": "expense_positive"},
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values: dates as ISO text, missing as None."""
    dates = frame.select_dtypes("datetime").columns
    plain = frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%d") for name in dates})
    plain = plain.astype(object).where(plain.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
