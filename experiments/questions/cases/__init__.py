"""The municipal cases: what others say an investment costs and gives, and what it comes to.

``catalogue`` holds them as they are stated, ``common_form`` brings them to one form, ``flags``
says what makes one doubtful, ``beside`` holds them against a simulated year, ``simulating``
lives one as the proposal that ``as_proposals`` reads in it.
"""
