"""What is in the pictures, and who is it? `acm` keeps what is learned of them, `wbia` learns it."""
