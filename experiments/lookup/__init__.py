"""Law, proposals and numbers as they stand in params, looked up and checked."""
