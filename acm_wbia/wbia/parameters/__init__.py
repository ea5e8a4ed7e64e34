"""Which numbers steer a model? Importable without the libraries that run it."""
