"""The files with which a portable folder is started: by a double click, from wherever it lies."""

from dataclasses import dataclass

PROGRAM, PACKAGES, DATA, LIBRARY = "program/python", "program/packages", "data", "lib"
READ_ME = "LAES MIG - READ ME.txt"
DIRECTORIES = ("cache", "matplotlib", "tmp", "results")  # of DATA: all that is ever written

UNIX = """#!/bin/sh
# Starts borgerflow from this folder, wherever it lies. Nothing is written outside it.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
cd "$here" || exit 1
mkdir -p data/cache data/matplotlib data/tmp data/results
unset PYTHONHOME PYTHONSTARTUP PYTHONINSPECT NUMBA_CACHE_DIR
export PYTHONPATH="$here/program/packages" PYTHONNOUSERSITE=1
export BORGERFLOW_CACHE="$here/data/cache" MPLCONFIGDIR="$here/data/matplotlib"
export TMPDIR="$here/data/tmp"{library}
exec "$here/{python}" -m borgerflow app --out data/results "$@"
"""
SHARED = '\nexport LD_LIBRARY_PATH="$here/program/python/lib"'
WINDOWS = """@echo off
rem Starts borgerflow from this folder, wherever it lies. Nothing is written outside it.
setlocal
cd /d "%~dp0"
for %%d in (cache matplotlib tmp results) do if not exist "data\\%%d" mkdir "data\\%%d"
set PYTHONHOME=
set PYTHONSTARTUP=
set NUMBA_CACHE_DIR=
set "PYTHONPATH=%~dp0program\\packages"
set PYTHONNOUSERSITE=1
set PYTHONUTF8=1
set "BORGERFLOW_CACHE=%~dp0data\\cache"
set "MPLCONFIGDIR=%~dp0data\\matplotlib"
set "TMP=%~dp0data\\tmp"
set "TEMP=%~dp0data\\tmp"
"%~dp0{python}" -m borgerflow app --out data\\results %*
if errorlevel 1 pause
"""
TOLD = """borgerflow

Dansk: Dobbeltklik på »{start}«. Siderne åbner i browseren, og luk vinduet for at slutte.
Mappen kan flyttes og kopieres frit, virker uden installation og uden netværk, og skriver kun i
sin egen mappe »data«: dér ligger svarene (data/results). Den virker på {system} og samme slags
processor. På en anden processor oversættes simuleringen én gang, hvilket tager et minuts tid.

English: Double-click “{start}”. The pages open in the browser; close the window to end.
The folder may be moved and copied, works without installation and without a network, and writes
in its own folder “data” alone: the answers are there (data/results). It works on {system} and the
same kind of processor. On another processor the simulation is compiled once, a minute or so.
"""


@dataclass(frozen=True)
class StartFile:
    """A file that is double-clicked: its name and its text."""

    name: str
    text: str


def start_file(system: str, python: str, *, shared: bool) -> StartFile:
    """Return the file that starts the folder on a system, as ``sys.platform`` calls it.

    ``python`` is where the program of Python lies in the folder, ``shared`` whether it needs a
    library beside it.
    """
    if system == "win32":
        text = WINDOWS.format(python=python.replace("/", "\\"))
        return StartFile("Start borgerflow.bat", text.replace("\n", "\r\n"))
    ending = "command" if system == "darwin" else "sh"
    library = SHARED if shared and system != "darwin" else ""
    text = UNIX.format(python=python, library=library)
    return StartFile(f"Start borgerflow.{ending}", text)


def read_me(start: StartFile, system: str) -> str:
    """Return what a reader of the folder is told."""
    return TOLD.format(start=start.name, system=system)
