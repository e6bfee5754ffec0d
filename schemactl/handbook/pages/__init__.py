"""The pages of a handbook: one file per kind of page."""
