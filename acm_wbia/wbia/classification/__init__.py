"""What kind of animal is it that was found, and from which side is it seen?"""
