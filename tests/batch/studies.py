"""Small studies, and what is asked of them again and again."""

import json
from functools import cache
from pathlib import Path

from borgerflow.experiments.questions.batch.question import batch
from borgerflow.sim.params import load

SMALL = {
    "question": {"da": "Hvad koster det?", "en": "What does it cost?"},
    "municipality": "modelkommune",
    "proposals": ["herning-syg02"],
    "end": "2019-07-01",
    "replications": 4,
    "draws": 3,
    "population": 0.02,
}
NUMBERS = ("finding.json", "finding.txt", "tasks.parquet", "ledger.parquet", "draws.parquet")


def written(folder, name="small", **changes):
    """Write a study file (JSON is YAML) and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    content = {key: value for key, value in (SMALL | changes).items() if value is not None}
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path


@cache
def held_in(params):
    """Return the params of a folder, read once."""
    return load(params)


def ran(study, root, params, **settings):
    """Run a study file in this process and return the folder of its answer."""
    held = held_in(params)
    settings = {"workers": 1} | settings
    return batch(str(study), params=held, root=Path(root), **settings).folder


def numbers(folder):
    """Return the bytes of every file that holds numbers."""
    return {name: (folder / name).read_bytes() for name in NUMBERS}


def content_of(folder):
    """Return the finding as data."""
    return json.loads((folder / "finding.json").read_text(encoding="utf-8"))


def parts_in(root):
    """Return the finished parts under a place."""
    return sorted(Path(root).rglob("replication-*.parquet"))
