"""Bytes on disk to nouns and back: YAML, Markdown, settings, annotation formats."""
