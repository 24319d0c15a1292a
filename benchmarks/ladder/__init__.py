"""The ladder model: one small world told to seven engines, the same work for each.

`model` is the specification, `lives` and `settlement` its rules in plain Python. The engines
`heapq_model`, `bare_simpy`, `salabim_model` and `ciw_model` differ in how they let time pass and
in nothing else; `cimba_model` compiles the rules, which `cimba_lives` tells it; `ours` puts the
same specification into the tables of our own engines.
"""
