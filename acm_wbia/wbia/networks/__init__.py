"""Which learned networks do we run ourselves, with weights that others have trained?

The networks here are written anew after their papers; only the names of the weights are the authors'. They need torch,
which is imported with the first of them.
"""
