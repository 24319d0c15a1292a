"""Which proposals together: each lived alone, the best set chosen, the sets lived together.

What is chosen by, and how, `experiments.portfolio` says; here are the worlds it is asked of,
the finding, and its words.
"""
