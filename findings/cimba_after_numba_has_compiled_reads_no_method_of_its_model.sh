#!/usr/bin/env bash
# cimba compiles no model in a process where numba has compiled anything before cimba was imported.
#
# Two packages that one uses together: cimba (0.9.6) has a model's methods compiled by numba (0.68.1) and teaches
# numba how to look up the entities of a model when it is imported. If numba has compiled a function earlier in the same
# process - any function, an addition - a method of a model's dataset is then looked up as the field of a record, and
# the model is refused: ModelCompileError ... 'record'. With the import first, the same model runs and gives its mean.
# So the order of two imports, of which one is usually far away in a library, decides whether a model can be built.
#
# Seen: "first: mean 2.0" and "late: ModelCompileError".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    cimba==0.9.6 numba==0.68.1 llvmlite==0.50.0 numpy==2.4.6

cat >"$folder/desk.py" <<'PYTHON'
import sys

from numba import njit

if sys.argv[1] == "late":
    njit(lambda x: x + 1)(1)

import cimba as cb


class Desk(cb.Model):
    seen: cb.Dataset
    mean: cb.Output[float]

    @cb.process
    def work(self):
        self.seen.record(2.0)
        self.mean = self.seen.sample_mean()


try:
    desk = Desk()
    print(f"{sys.argv[1]}: mean {cb.Experiment(desk).run()[desk].mean[0, 0]}")
except Exception as error:
    print(f"{sys.argv[1]}: {type(error).__name__}")
PYTHON

found=$(for order in first late; do "$folder/venv/bin/python" "$folder/desk.py" "$order"; done)
echo "$found"
[ "$found" = "first: mean 2.0
late: ModelCompileError" ] || { echo "cimba and numba behave otherwise now" >&2; exit 1; }
