#!/usr/bin/env bash
# matplotlib 3.11.2: parse_math=False keeps dollar signs in a text from being read as mathematics,
# but not while a text is wrapped: to measure a line, wrap=True asks whether it looks like
# mathematics and parses it. A title such as "Price $\frac{1 kr$" is drawn without wrap=True, and
# ends in a ValueError with it.
#
# Seen: wrap=False drawn; wrap=True ValueError.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check matplotlib==3.11.2 numpy==2.4.6
cat > "$folder/wrapped.py" <<'PY'
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def drawn(wrap):
    figure = Figure()
    canvas = FigureCanvasAgg(figure)
    figure.text(0.1, 0.5, r"Price $\frac{1 kr$ per citizen", parse_math=False, wrap=wrap)
    try:
        canvas.draw()
    except ValueError as error:
        return type(error).__name__
    return "drawn"


seen = {wrap: drawn(wrap) for wrap in (False, True)}
print("; ".join(f"wrap={wrap} {what}" for wrap, what in seen.items()))
assert seen == {False: "drawn", True: "ValueError"}, "the behaviour has changed"
PY
"$folder/venv/bin/python" "$folder/wrapped.py"
