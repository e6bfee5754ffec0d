"""What was released, labeled and trained, from what, in a ledger that shows tampering."""
