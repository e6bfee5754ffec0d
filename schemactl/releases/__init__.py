"""Releases: canonical bytes, manifest and digest; frozen, read and verified without a database."""
