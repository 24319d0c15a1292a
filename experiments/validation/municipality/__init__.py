"""A municipality of one's own: figures in, a file out whose simulated stocks are those figures."""
