"""The points of an audit, by what they ask about."""
