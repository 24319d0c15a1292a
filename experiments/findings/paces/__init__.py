"""How fast stays end and what they cost onwards, to first order: to tell and rank hazards."""
