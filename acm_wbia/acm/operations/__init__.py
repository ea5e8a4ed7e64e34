"""What changes what ACM keeps? Writes, one module a noun."""
