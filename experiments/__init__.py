"""What we ask: each question a user asks is a function that returns a finding.

The functions are named by `borgerflow`; here are their rooms.
"""

if __name__ != "borgerflow.experiments":
    raise ImportError(
        "The package is called borgerflow: write `borgerflow.experiments` where `experiments` "
        "stood, or `from borgerflow import compare`."
    )
