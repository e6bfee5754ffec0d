"""The formats that a schema can be drafted from, one module each."""
