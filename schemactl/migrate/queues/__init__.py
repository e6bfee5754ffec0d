"""Queues as labeling tools take them in, one module per tool."""
