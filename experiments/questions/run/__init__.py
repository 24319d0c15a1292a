"""One world: stocks, flows, durations and kroner."""
