"""Trackers of experiments: one file each, listed in the catalog."""
