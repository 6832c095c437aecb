"""The draw that anyone can check: its texts to the byte, its sources of chance, who wins, and the strict verifier."""
