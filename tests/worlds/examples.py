"""How many random worlds a rule is tried on: few in `make quick`, many in `make test`.

`make seek` tries a rule of every world on others, but one that counts what it met: how often that
is holds for the worlds it was counted in.
"""

from hypothesis import HealthCheck, settings

CAREFUL = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
COUNTED = {**CAREFUL, "derandomize": True}
worlds = settings(**CAREFUL)  # as many as tests/conftest.py says
some_worlds = settings(max_examples=60, **COUNTED)  # for rules that count what they met
identical = settings(max_examples=3 * settings.default.max_examples, **CAREFUL)
queued = settings(max_examples=160, **COUNTED)  # so that talks end in every way, often
