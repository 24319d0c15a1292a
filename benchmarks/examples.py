"""The examples of docs/examples, made again: Herning's note, form and pictures, in Danish.

Run as ``python -m benchmarks.examples``. The same code and params give the same bytes: what is
written knows no clock and no machine. ``figures.json`` holds what a test asks again.
"""

import json
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import borgerflow as bf
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.form.from_finding import fill_form
from borgerflow.experiments.store.documents import REPORT
from borgerflow.experiments.store.saving import pictures_of

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "examples"
MUNICIPALITY, PROPOSAL, LANG = "herning", "herning-syg02", "da"
NOTE, FORM, FIGURES = f"{PROPOSAL}.html", f"{PROPOSAL}.docx", "figures.json"
SHOWN = ("cumulative", "staircase")  # the pictures that pages show
REPLICATIONS = 20


def first_net() -> float:
    """Return the municipality's net of the first replication, which is asked again in a test."""
    alone: dict[str, Any] = {"replications": 1, "break_even": False, "workers": 1}
    return float(bf.compare(MUNICIPALITY, [PROPOSAL], **alone).net_municipal.total.mean)


def figures_of(finding: Finding) -> dict[str, float]:
    """Return the net of the example, and of its first replication alone."""
    return {"net": finding.net_municipal.total.mean, "net_of_the_first": first_net()}


def write_examples(finding: Finding, folder: Path) -> None:
    """Write note, form and pictures of a comparison into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as draft:
        for name, write in pictures_of(finding, LANG, kinds=("svg",)).items():
            if name.endswith((".svg", ".html")):
                write(Path(draft) / name)
        copyfile(Path(draft) / REPORT, folder / NOTE)
        for name in SHOWN:
            copyfile(Path(draft) / f"{name}.svg", folder / f"{PROPOSAL}-{name}.svg")
    (folder / FORM).unlink(missing_ok=True)
    fill_form(finding, folder / FORM, lang=LANG)


if __name__ == "__main__":
    found = bf.compare(MUNICIPALITY, [PROPOSAL], replications=REPLICATIONS)
    write_examples(replace(found, seconds=None), FOLDER)
    text = json.dumps(figures_of(found), indent=1)
    (FOLDER / FIGURES).write_text(f"{text}\n", encoding="utf-8")
