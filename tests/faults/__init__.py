"""Races, kills and outages: small among the other tests, in full by `make faults`."""
