"""Saved answers of `compare` without a simulation: what a reference holds, under other numbers."""

import json
from copy import deepcopy
from pathlib import Path

from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.runs.validate import accepted_pair
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import FORM, JSON, SHORT, Documents
from borgerflow.experiments.store.kept import inputs_of
from borgerflow.experiments.store.saving import text_writer
from borgerflow.sim.params import load
from borgerflow.sim.params.patches.files import lines_of

REFERENCE = Path(__file__).resolve().parents[2] / "results/reference/compare/herning-syg02.json"
EFFECT = "herning-syg02.turned_away.effect"
TITLES = {"da": "Fremskudt socialfaglig vurdering", "en": "A social worker's assessment"}
NAMED = {"kommune": "Herning", "nummer": "SYG02", "periode": "2019-2022"}
PARAMS = load()


def saved(root, effect=None, net=1_000_000.0, lang="da", **inputs):
    """Return the digest of an answer, saved with a net of so many kroner."""
    patch = {EFFECT: str(effect)} if effect else {}
    bare = CompareQuestion(
        municipality="herning", proposals=("herning-syg02",), patch=lines_of(patch)
    )
    question = accepted_pair(bare, PARAMS)
    documents = Documents(lang, "da" if lang == "da" else "int")
    asked = {**inputs_of(question, PARAMS, documents), **inputs}
    found = deepcopy(json.loads(REFERENCE.read_text(encoding="utf-8")))
    found["net_municipal"]["total"] = {"mean": net, "low": net - 1000, "high": net + 1000}
    for row in found["assumptions"]:
        row["source"] = "made up"  # a reference holds no texts
        row["value"] = effect if effect and row["name"] == EFFECT else row["value"]
    changed = f"{'Ændrede tal' if lang == 'da' else 'Numbers changed'}: effekt {effect}\n"
    form = {each: {**NAMED, "titel": title} for each, title in TITLES.items()}
    said = f"Herning · SYG02 · {TITLES[lang]} · 2019-2022\n{changed if effect else ''}"
    texts = {JSON: json.dumps(found), SHORT: said, FORM: json.dumps(form)}
    written = {name: text_writer(text) for name, text in texts.items()}
    kept = results.save(root, question.study, asked, tables={}, documents=written, about={})
    return kept.folder.name
