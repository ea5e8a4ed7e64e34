"""How does an import come from its files to records, and back? Each module does one step, or one thing that a person asks for."""
