"""Engines that run a migration over many files at once."""
