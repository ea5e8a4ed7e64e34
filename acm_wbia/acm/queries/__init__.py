"""What is there, for this caller? Reads only."""
