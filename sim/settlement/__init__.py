"""What a history of spells costs, and who pays: a pure function of history and law.

Knows nothing of chance and of how the spells arose. `settle` prices many citizens, `explain`
tells one citizen's weeks; both run the same kernel.
"""
