"""Differences: what changed between two versions, and what that means for code and annotations."""
