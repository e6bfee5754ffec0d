"""Standards in which others read what is recorded: one file each, listed in the catalog."""
