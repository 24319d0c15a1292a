#!/usr/bin/env bash
# matplotlib 3.11.2: set_layout_engine("none"), said to remove the layout engine, leaves one that
# does nothing in its place, and savefig draws any figure with an engine once more to lay it out:
# twice a file. set_layout_engine(None) removes it, and the file is the same from one drawing.
#
# Seen: constrained: 2 drawings; "none": 2 drawings; None: 1 drawing; the files of the last two equal.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check matplotlib==3.11.2 numpy==2.4.6
cat > "$folder/layout.py" <<'PY'
import io

from matplotlib.figure import Figure


class Counted(Figure):
    drawings = 0

    def draw(self, renderer):
        self.drawings += 1
        super().draw(renderer)


def saved(*then):
    figure, file = Counted(layout="constrained"), io.BytesIO()
    figure.subplots(2, 1)[0].set_title("Benefit")
    for engine in then:
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine(engine)
    figure.savefig(file, format="png")
    return figure.drawings, file.getvalue()


kept, none, removed = saved(), saved("none"), saved(None)
print(f'constrained: {kept[0]} drawings; "none": {none[0]} drawings; None: {removed[0]} drawing')
assert (kept[0], none[0], removed[0]) == (2, 2, 1), "the behaviour has changed"
assert none[1] == removed[1], "the files differ"
PY
"$folder/venv/bin/python" "$folder/layout.py"
