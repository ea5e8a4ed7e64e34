"""What other systems write, read into columns of text and boxes: no reader here knows any ecology."""
