"""Living many settings of contact beside one baseline, with the staff they take."""
