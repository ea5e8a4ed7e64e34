"""What does a coat look like? One module a kind of pattern, each with ``paint(chance, shape)``.

A coat is an image (height, width, 3) float32, 0…255, in the coordinates of the body. It is painted
once for each side of an animal and is what that animal is known by.
"""
