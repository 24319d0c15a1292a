"""Tests of how sure an answer is, what that hangs on, and what it is worth to know more."""
