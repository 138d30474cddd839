"""Vietnamese as text: one normal form, sentences, abbreviations, words that mean the same."""
