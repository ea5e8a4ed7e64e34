"""The commands that work on what ACM keeps, beside those that run its processes."""
