#!/usr/bin/env bash
# numba 0.68.1: a named tuple made in compiled code without its last fields, which have defaults in
# Python, holds the given fields alone as long as it stays there: its length is 2 instead of 4 and
# its last field is the second one, without a word. Handed back to Python it is whole again, for
# the class is called anew. Only asking for a missing field by its name is an error at compile time.
#
# Seen: in Python 4 fields, the last 7; compiled 2 fields, the last 20; handed back 4 fields, 7.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check numba==0.68.1 numpy==2.4.6
cat > "$folder/defaults.py" <<'PY'
from typing import NamedTuple

import numba


class Spell(NamedTuple):
    start: int
    end: int
    share: int = 5
    kind: int = 7


def seen(start, end):
    spell = Spell(start, end)
    return len(spell), spell[-1], spell


compiled = numba.njit(seen)
for name, function in (("Python", seen), ("compiled", compiled)):
    fields, last, spell = function(10, 20)
    print(f"{name}: {fields} fields, the last {last}; handed back: {len(spell)}, the last {spell[-1]}")
assert seen(10, 20)[:2] == (4, 7)
assert compiled(10, 20)[:2] == (2, 20), "the behaviour has changed"
assert compiled(10, 20)[2] == Spell(10, 20, 5, 7), "the behaviour has changed"
PY
"$folder/venv/bin/python" "$folder/defaults.py"
