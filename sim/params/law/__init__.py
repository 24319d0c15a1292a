"""Law by date: values, benefit rates, the map of schemes, prices."""
