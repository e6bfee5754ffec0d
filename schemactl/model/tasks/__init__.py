"""The task types: one file each, listed in the catalog."""
