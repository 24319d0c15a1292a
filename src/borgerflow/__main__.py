"""`python -m borgerflow` is the command `borgerflow`."""

import sys

from borgerflow.experiments.cli import main

if __name__ == "__main__":  # a worker process loads this file too
    sys.exit(main())
