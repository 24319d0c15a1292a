"""Scripts run in processes of their own that are copies of one which has loaded Numba.

To load it takes most of the time that such a script needs.
"""

import json
import os
import subprocess
import sys

TEMPLATE = """
import json, os, runpy, sys
import numba
numba.njit(lambda number: number + 1)(1)  # what compiles is loaded, too
for line in sys.stdin:
    wanted = json.loads(line)
    if "child" in wanted:
        print(os.waitstatus_to_exitcode(os.waitpid(wanted["child"], 0)[1]), flush=True)
        continue
    child = os.fork()
    if child:
        print(child, flush=True)
        continue
    code = 1
    try:
        os.environ.update(wanted["settings"])
        os.dup2(os.open(wanted["out"], os.O_WRONLY | os.O_CREAT), 1)
        runpy.run_path(wanted["script"], run_name="__main__")
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)
"""


class Template:
    """A process that runs no script itself: copies of it do."""

    def __init__(self, environment):
        self._process = subprocess.Popen(
            [sys.executable, "-c", TEMPLATE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def begun(self, script, out, settings):
        """Begin a script, which writes to a file and has these settings; return its process."""
        return self._asked({"script": str(script), "out": str(out), "settings": settings})

    def ended(self, child):
        """Return the exit code of a script that was begun, when it has ended."""
        return self._asked({"child": child})

    def close(self):
        """End the process."""
        self._process.communicate()

    def _asked(self, wish):
        self._process.stdin.write(json.dumps(wish) + os.linesep)
        self._process.stdin.flush()
        return int(self._process.stdout.readline())
