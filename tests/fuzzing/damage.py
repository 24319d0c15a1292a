"""Ways in which what is right becomes wrong: bytes, lines, and values in data."""

import copy
import io
import json
from zipfile import ZIP_DEFLATED, ZipFile

BYTES = [b"\t", b"\x00", b"\xff", b"\xc3", b'"', b"'", b"{", b"}", b"[", b":", b"&a ", b"*a", b"!"]
BYTES += [b"|", b">", b"%", b"#", b"-", b",", b"? ", b"<<: ", b"\xe2\x80\xa8", b"...\n", b"\r"]
BYTES += [b"9" * 5000, b"1e999", b"\\ud800", b"---\n", b"%YAML 9.9\n---\n", b"null", b"[" * 300]
ENCODINGS = ("utf-16", "utf-8-sig", "utf-16-le", "cp1252", "utf-32", "cp037")


def delete_line(rng, raw):
    lines = raw.splitlines(keepends=True)
    del lines[rng.randrange(len(lines))]
    return b"".join(lines)


def double_line(rng, raw):
    lines = raw.splitlines(keepends=True)
    place = rng.randrange(len(lines))
    return b"".join([*lines[: place + 1], *lines[place:]])


def swap_two(rng, raw):
    place = rng.randrange(len(raw) - 1)
    return raw[:place] + raw[place + 1 : place + 2] + raw[place : place + 1] + raw[place + 2 :]


def change_sign(rng, raw):
    digits = [i for i, byte in enumerate(raw) if byte in b"0123456789"]
    place = rng.choice(digits or [0])
    return raw[:place] + b"-" + raw[place:]


def change_key(rng, raw):
    ends = [i for i, byte in enumerate(raw) if byte in b":,"]
    place = rng.choice(ends or [0])
    return raw[:place] + b"x" + raw[place:]


def cut_short(rng, raw):
    return raw[: rng.randrange(len(raw))]


def insert_bytes(rng, raw):
    place = rng.randrange(len(raw))
    return raw[:place] + rng.choice(BYTES) + raw[place:]


def indent(rng, raw):
    lines = raw.splitlines(keepends=True)
    place = rng.randrange(len(lines))
    lines[place] = b" " * rng.randint(1, 3) + lines[place]
    return b"".join(lines)


MUTATIONS = [
    delete_line,
    double_line,
    swap_two,
    change_sign,
    change_key,
    cut_short,
    insert_bytes,
    indent,
]


def flip(rng, raw):
    place = rng.randrange(len(raw))
    return raw[:place] + bytes([rng.randrange(256)]) + raw[place + 1 :]


def cut_out(rng, raw):
    place = rng.randrange(len(raw))
    return raw[:place] + raw[place + rng.randrange(60) :]


def encode_otherwise(rng, raw):
    return raw.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")


def put_in_word(hand, raw):
    """Return a text with an odd word somewhere in it, glued to no digits of the text's own."""
    place = hand.randrange(len(raw))
    return raw[:place] + f" {hand.word()} ".encode("utf-8", "replace") + raw[place:]


PACKED = [flip, flip, cut_out, cut_short, insert_bytes]
TEXTS = [*MUTATIONS, encode_otherwise, put_in_word, put_in_word, flip]


def spoilt(hand, raw, ways):
    """Return bytes after one to three mishaps."""
    for _ in range(hand.choice((1, 1, 2, 3))):
        raw = hand.choice(ways)(hand, raw) if len(raw) > 1 else raw
    return raw


def spoilt_part(hand, raw):
    """Return a zipped file, as Excel has it, one part of which is spoilt."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        chosen = hand.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, spoilt(hand, part, TEXTS) if name == chosen else part)
    return packed.getvalue()


def places(data, path=()):
    """Yield the path of every value in nested data, keys and numbers of entries on the way."""
    inside = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inside:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def with_odd_value(hand, data):
    """Return data in which something is odd, is missing, or stands where it does not belong."""
    made = copy.deepcopy(data)
    *way, last = hand.choice(list(places(made)))
    home = made
    for key in way:
        home = home[key]
    fate = hand.choice(("value", "value", "kind", "kind", "kind", "missing", "key"))
    if fate == "kind":
        home[last] = of_its_kind(hand, home[last])
    elif fate == "value" or isinstance(home, list):
        home[last] = hand.value()
    elif fate == "missing":
        del home[last]
    else:
        home[hand.word()] = home.pop(last)
    return made


def of_its_kind(hand, value):
    """Return another value that passes for this one at a glance: a number for a number."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int | float):
        return hand.choice((-value, 0, value * 10, value / 1000, value + 1, value * 1e6, 1e308))
    if isinstance(value, str):
        return hand.choice((f"{value}, {hand.word()}", hand.word(), value.upper(), value[:-1]))
    if isinstance(value, list):
        return hand.choice(([], value * 2, value[:1], [*value, hand.value()]))
    return {}


def yaml_of(data):
    """Return data as YAML in the form of JSON, what is no number in YAML's own words."""
    text = json.dumps(data, default=str, indent=1, ensure_ascii=False)
    text = text.replace(": NaN", ": .nan").replace(": -Infinity", ": -.inf")
    return text.replace(": Infinity", ": .inf").encode("utf-8", "surrogatepass")
