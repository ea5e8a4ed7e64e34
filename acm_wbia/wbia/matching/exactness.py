"""Up to how many features is each compared, and none left out?"""

EXACT_UP_TO = 25_000
"""Descriptors, those of some fifty pictures. Comparing a query's with each of so many costs a fraction of the rest of the
question; above, an inverted file is faster, at 122,000 by thirty times, and costs no accuracy that can be measured."""
