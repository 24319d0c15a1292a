"""A text is read once and kept: whatever is edited is read anew, and errors stay as they are."""

import subprocess
import sys
from pathlib import Path

import pytest

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.reading import kept
from borgerflow.sim.params.reading.forms import read_plain
from borgerflow.sim.params.reading.yaml_text import plain_of

PARAMS = Path(kept.__file__).parents[3] / "params"
LAW = PARAMS / "law" / "sygedagpenge.yaml"
TYPES = """
whole: 12
share: 0.1
small: 1.0e-17
below: -0.0
long: 123456789012345678
word: Sygedagpengelovens § 24 – æøå 😀
quoted: "12"
day: 2019-01-01
nothing: ~
yes: true
list: [1, [2.0, {inner: no}], []]
table: {}
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """Keep nothing where other tests would find it."""
    monkeypatch.setenv("BORGERFLOW_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "borgerflow" / "read"


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a file and reads it."""

    def read(text):
        path = tmp_path / "file.yaml"
        path.write_text(text, encoding="utf-8")
        return read_plain(path)

    return read


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(PARAMS.rglob("*.yaml")), ids=lambda p: p.name)
def test_what_is_kept_is_what_was_read(path):
    first, again = read_plain(path), read_plain(path)
    text = path.read_text(encoding="utf-8")
    plain = repr(plain_of(path, text))
    assert repr(kept.cached_reading(text)) == plain
    assert repr(first) == repr(again) == plain


def test_every_kind_of_scalar_is_kept_as_it_is(written):
    assert repr(written(TYPES)) == repr(written(TYPES))
    assert kept.cached_reading(TYPES) is not None


def test_an_edit_is_seen(written):
    assert written("a: 1\n")[0] == {"a": 1}
    assert written("a: 2\n")[0] == {"a": 2}
    assert written("\na: 1\n")[1][("a",)] == 2


def test_what_is_refused_is_never_kept(written, own_cache):
    for _ in range(2):
        with pytest.raises(ParamError, match=r"file\.yaml, line 2: a is given twice"):
            written("a: 1\na: 2\n")
    assert not own_cache.exists()


@pytest.mark.parametrize("damage", [lambda raw: raw[:-3], lambda raw: b"", lambda raw: raw[32:]])
def test_a_damaged_keeping_is_read_anew(own_cache, damage):
    sound = read_plain(LAW)
    (path,) = own_cache.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert read_plain(LAW) == sound
    assert path.read_bytes() == whole


def test_where_nothing_can_be_kept_all_is_read(tmp_path, monkeypatch):
    sound = read_plain(LAW)
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("BORGERFLOW_CACHE", str(tmp_path / "file" / "cache"))
    assert read_plain(LAW) == sound


def test_another_way_of_reading_keeps_apart(written, own_cache, monkeypatch):
    written("a: 1\n")
    monkeypatch.setattr(kept, "_readers", lambda: (b"another",))
    written("a: 1\n")
    assert len(list(own_cache.iterdir())) == 2


def test_only_the_latest_texts_are_kept(written, own_cache, monkeypatch):
    monkeypatch.setattr(kept, "TEXTS_KEPT", 3)
    for number in range(5):
        written(f"a: {number}\n")
    assert len(list(own_cache.iterdir())) == 3
    assert kept.cached_reading("a: 4\n") == ({"a": 4}, {(): 1, ("a",): 1})


@pytest.mark.slow
def test_what_is_kept_is_read_without_the_reader_of_yaml():
    read_plain(LAW)
    code = (
        "import sys; from pathlib import Path; "
        "from borgerflow.sim.params.reading.forms import read_plain;"
        f"read_plain(Path({str(LAW)!r})); assert 'ruamel.yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PARAMS.parent)
