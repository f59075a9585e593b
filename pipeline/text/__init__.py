"""Pure functions over strings: characters, lines, sentences, numerals, terms."""
