"""Where in the picture are animals, and of which kind?"""
