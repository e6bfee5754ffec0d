"""Findings over the registry: one file each, listed in the catalog."""
