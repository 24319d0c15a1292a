"""One room per question; every room has the same file names."""
