"""The formats of labeled data: one file each, listed in the catalog."""
