"""Revisions of the registry's own tables, one file each, applied in order by Alembic."""
