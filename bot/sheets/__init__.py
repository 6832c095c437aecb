"""Spreadsheets: what stands in them is handed over as plain cells, and written by a process of its own."""
