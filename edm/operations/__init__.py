"""Writing: one module a noun. Each operation is one transaction, audited, and can be repeated."""
