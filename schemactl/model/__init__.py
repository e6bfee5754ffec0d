"""The nouns: frozen, typed values without input or output."""
