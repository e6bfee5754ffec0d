"""Validation: rules over nouns, their severity by profile, and what was suppressed."""
