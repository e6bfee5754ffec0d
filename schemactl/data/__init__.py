"""Labeled data: read under a schema, checked, counted and digested."""
