"""How many random worlds a rule is tried on: few in `make quick`, many in `make test`."""

from hypothesis import HealthCheck, settings

CAREFUL = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
worlds = settings(**CAREFUL)  # as many as tests/conftest.py says
some_worlds = settings(max_examples=60, **CAREFUL)  # for rules that count what they met
identical = settings(max_examples=3 * settings.default.max_examples, **CAREFUL)
queued = settings(max_examples=160, **CAREFUL)  # so that talks end in every way, often
