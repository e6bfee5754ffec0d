"""What labeled data consists of, each question in one file."""
