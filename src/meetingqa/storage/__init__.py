"""What is kept and found again: the register of articles, vectors and words, made and mended together."""
