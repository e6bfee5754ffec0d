"""Programs that stand in the folder of an audit, and need nothing but Python."""
