"""The forms of a report, one module each; `catalog` lists them."""
