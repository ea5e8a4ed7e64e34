"""Where does the animal stand? One module a kind of place, each with ``paint(chance, shape)``.

A place is made anew for every photo and knows nothing of the animal: nobody is recognised by it.
"""
