"""Many settings of contact simulated beside one baseline, with the staff they take."""
