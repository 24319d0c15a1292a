"""The model: worlds of citizens, the lives they live, and what that costs.

What users call is named by `borgerflow`; here are its rooms.
"""

if __name__ != "borgerflow.sim":
    raise ImportError(
        "The package is called borgerflow: write `borgerflow.sim` where `sim` stood, or "
        "`from borgerflow import load_world`."
    )
