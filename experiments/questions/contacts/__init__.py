"""What another rhythm of talks does, and what staff it takes: one baseline, many settings.

Every setting is a world beside the same baseline, lived with the same draws; what is compared
is kroner, staff, waiting and the deadlines of the law.
"""
