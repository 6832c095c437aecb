"""Everything that is said to people, in their language; no sentence stands anywhere else."""
