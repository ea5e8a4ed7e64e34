"""What came in as bytes: is it a picture, what is it called, what does it tell about itself, and how is it shown?"""
