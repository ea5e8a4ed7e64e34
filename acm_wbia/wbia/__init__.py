"""What is in the picture, and who is it? Takes arrays and gives arrays; knows no database and no network."""
