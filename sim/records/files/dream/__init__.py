"""DREAM: one row a citizen, one column a week, one code a week; read into observed spells."""
