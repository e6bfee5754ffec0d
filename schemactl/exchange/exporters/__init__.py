"""The export formats: one file each, listed in the catalog."""
