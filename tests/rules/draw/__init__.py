"""The draw: examples of others, draws of our own, and everything that a dishonest hand could change in them."""
