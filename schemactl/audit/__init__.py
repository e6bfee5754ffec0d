"""What others are shown: reports on pull requests, audits, lineage in standard forms."""
