"""Long work: jobs that wait in lanes, each lane with a process of its own that carries them out."""
