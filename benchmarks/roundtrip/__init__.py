"""Small worlds of known hazards: lived by the engine, written as a register, read, and fitted."""
