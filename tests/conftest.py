"""How often hypothesis tries a rule for which a test states no number of its own."""

from hypothesis import settings

SOME, MANY = 30, 200


def pytest_configure(config):
    """Try some examples in `make quick`, many in `make test`."""
    settings.register_profile("some", max_examples=SOME, deadline=None)
    settings.register_profile("many", max_examples=MANY, deadline=None)
    settings.load_profile("some" if config.option.markexpr == "not slow" else "many")
