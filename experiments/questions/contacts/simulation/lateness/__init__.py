"""How late talks are, by the day on which law asks for them: counted, and told by quarter."""
