"""Benchmarks: what was measured, side by side in one run, as ratios."""
