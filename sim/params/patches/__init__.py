"""Numbers of what is held true that somebody sets for a question: by name, or by a pattern.

``changes`` reads what is done to a number, ``files`` which numbers a file says it of; ``graded``
finds the numbers of a form by the names that answers call them, ``law`` those of the law book.
"""
