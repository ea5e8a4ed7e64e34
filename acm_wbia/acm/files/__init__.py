"""Where do the large things lie that no database should hold? Features, evidence, and Houston's originals."""
