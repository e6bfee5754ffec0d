"""The rules, one module each; `schemactl.validate.catalog` lists them."""
