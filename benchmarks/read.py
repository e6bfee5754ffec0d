"""The floor of a comparison: read schema files as far as nouns, with their places, then out."""

import gc
import os
import sys
from pathlib import Path

from schemactl.files.schema_file import read_schema_file
from schemactl.workspace import Workspace

gc.disable()

kept = [read_schema_file(Workspace(Path.cwd()), Path(name)) for name in sys.argv[1:]]
os._exit(0 if all(file.schema is not None for file in kept) else 1)
