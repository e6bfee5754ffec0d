"""schemactl for programs: what the commands do, as functions of Python."""
