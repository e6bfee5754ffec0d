"""Taxonomies in from other formats, and a repository to start from."""
