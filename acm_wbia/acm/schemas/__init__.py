"""In which form are things said to ACM and by it?"""
