"""What draws say: how sure the answer is, what it hangs on, and what it is worth to know more."""
