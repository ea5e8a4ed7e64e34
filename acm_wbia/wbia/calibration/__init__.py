"""How sure is it? Scores become probabilities that two pictures, or a query and an individual, show one animal."""
