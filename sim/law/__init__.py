"""The rules of each law as short pure functions of numbers; values arrive as arguments."""
