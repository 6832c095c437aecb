"""Lists of buyers and numbers that were kept elsewhere: read line by line, planned before anything is written."""
