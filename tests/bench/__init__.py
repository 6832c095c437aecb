"""The benchmarks run, and what they tell can be read."""
