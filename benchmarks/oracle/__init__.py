"""Models whose value of information is known otherwise, and what another package says."""
