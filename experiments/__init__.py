"""What we ask: each question a user asks is a function that returns a finding.

The functions are named by `borgerflow`; here are their rooms.
"""

if __name__ != "borgerflow.experiments":
    raise ImportError("The package is called borgerflow: write `from borgerflow import compare`.")
