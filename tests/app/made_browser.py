"""The browser of this machine without a window, and the app in a process of its own."""

import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PATIENCE = 600  # seconds after which whatever a test waits for has gone wrong, on any machine
TYPED = "import sys; from borgerflow.experiments.cli import main; sys.exit(main())"
# No work of its own: none for a screen that is not there, none in the background.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def app_at(results):
    """Serve the app with its answers in a folder; yield its address and its process."""
    command = [sys.executable, "-c", TYPED, "app", "--no-browser", "--out", str(results)]
    environment = os.environ | {"PYTHONPATH": str(HOUSE / "src"), "BORGERFLOW_LANG": "en"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        watch = threading.Timer(PATIENCE, process.kill)
        watch.start()
        try:
            said = process.stdout.readline()
            yield re.search(r"http://127\.0\.0\.1:\d+", said)[0], process
        finally:
            watch.cancel()
            process.terminate()  # heard also where interrupts are ignored
            process.wait(PATIENCE)


@contextmanager
def browser_here():
    """Start the browser that this machine has; without one the test is skipped."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser here: looked for {', '.join(BROWSERS)}")
    driver = pytest.importorskip("playwright.sync_api", reason="no driver of a browser: playwright")
    with driver.sync_playwright() as playing:
        browser = playing.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
