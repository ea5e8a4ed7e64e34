"""Which shape has an animal? One module a species, each with a ``BODY`` and the ``POSES`` it can take.

Coordinates are pixels of the body's own canvas; the animal faces left, its feet stand on the lower edge.
"""
