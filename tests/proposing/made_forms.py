"""A small proposal as plain content, to be changed by a test, and somebody who answers."""

import copy

from borgerflow.experiments.authoring.draft import proposal_text
from borgerflow.sim.params import load


def estimate(value, unit, **more):
    return {"value": value, "unit": unit, "source": "a note", "grade": "sourced"} | more


def assumed(value, low, high, unit):
    return {
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "source": "ours",
        "grade": "assumed",
    }


MECHANISM = {
    "label": {"da": "Flere samtaler", "en": "More talks"},
    "kind": "hazard",
    "scheme": "sygedagpenge",
    "exits": ["job"],
    "effect": assumed(1.1, 1, 1.2, "factor"),
    "stated": False,
    "reach": estimate(0.02, "share"),
    "implementation": estimate(1, "share"),
    "deadweight": estimate(0, "share"),
    "displacement": estimate(0, "share"),
    "phase_in_months": estimate(0, "months"),
    "fade_out_months": estimate(0, "months"),
}
FORM = {
    "id": "more-talks",
    "title": {"da": "Flere samtaler", "en": "More talks"},
    "municipality": "herning",
    "form": {"document": "a note", "lines": "3-5", "number": "1"},
    "description": {"da": "Flere: samtaler", "en": 'More "talks"'},
    "start": "2021-01-01",
    "until": "2023-01-01",
    "price_year": 2021,
    "cost": {year: estimate(500_000, "kr") for year in ("2021", "2022")},
    "fte": {year: estimate(1, "fte") for year in ("2021", "2022")},
    "mechanisms": {"talks": MECHANISM},
    "evidence": "none",
}


def form(**changes):
    """Return the form with some keys changed; None takes one away."""
    made = copy.deepcopy(FORM)
    for key, value in changes.items():
        if value is None:
            del made[key]
        else:
            made[key] = value
    return made


def mechanism(**changes):
    return copy.deepcopy(MECHANISM) | changes


def kept(folder, made):
    """Return the path of a file that says a form."""
    path = folder / f"{made['id']}.yaml"
    path.write_text(proposal_text(made, "en"), encoding="utf-8")
    return path


def params_with(folder, *made):
    """Return the packaged params with some forms beside them."""
    return load().with_own([kept(folder, one) for one in made])


MOST_ASKED = 200


class Scripted:
    """Somebody who gives the answers of a script, each once, and else takes what is offered."""

    def __init__(self, script):
        self.script = {words: list(answers) for words, answers in script.items()}
        self.told = []
        self.asked = []

    def ask(self, question, default):
        self.asked.append((question, default))
        assert len(self.asked) < MOST_ASKED, f"asked without end: {question}, told {self.told[-1:]}"
        for words, answers in self.script.items():
            if question.startswith(words) and answers:
                return answers.pop(0)
        return default

    def tell(self, text):
        self.told.append(text)
