"""The functional core: what starts, what ends and what follows in one citizen's life.

Every function takes numbers and tables and returns numbers, so that the reference engine
can call it as it stands and the compiled engine can compile it as it stands. Nothing here
knows how an engine waits, and nothing knows money.

`story` tells a life; it asks `hazards` when a citizen leaves by themselves, `deadlines` what
law decides and when, and `contacts` when the jobcenter contacts with them.
"""
