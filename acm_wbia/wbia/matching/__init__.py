"""Which of the animals in the catalogue is the one in the query?"""
