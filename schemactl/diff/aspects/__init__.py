"""Aspects: one module for each side of a schema in which two versions may differ."""
