"""The little that all three services share: HTTP and SQL plumbing, and no word of the domain."""
