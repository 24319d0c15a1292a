"""Reading text files: YAML with line numbers, validated forms, and faults in words."""
