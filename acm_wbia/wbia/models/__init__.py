"""Which models are there, and what is each for? Importable without the libraries that run them."""
