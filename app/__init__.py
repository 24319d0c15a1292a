"""The app: pages in a browser on this machine, a thin skin over the questions.

It computes nothing: a page builds the frozen record that the command builds, and the answer lies
where the command would save it. What is installed for it is the extra ``app``.
"""

if __name__ != "borgerflow.app":
    raise ImportError("The package is called borgerflow: write `borgerflow.app` where `app` stood.")
