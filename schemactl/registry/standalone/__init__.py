"""What verifies without schemactl: a program that is copied beside each proof."""
