"""Which encounters of a whole catalogue show one animal, and which few comparisons should a person make to tell?

The idea is that of LCA (Stewart et al. 2021, "Animal identification with independent foreground and background",
and the Grevy's zebra censuses), the code is our own: a verifier's score is a signed weight between two encounters, a
person's decision is a heavier one, the grouping is the one with the largest sum of weights within groups, and a
person is asked only where the next best grouping is almost as good.
"""
