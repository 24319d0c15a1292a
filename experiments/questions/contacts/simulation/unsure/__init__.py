"""How sure an answer about talks is where nobody knows what talks do, and much else."""
