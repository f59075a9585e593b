"""Labels that people made of real sentences: sheets for coders, training of the rankers, and how right they are."""
