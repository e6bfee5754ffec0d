"""Track a file and run a stage in a folder, and say what it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

os.chdir(sys.argv[1])
Path("cards.jsonl").write_text('{"item":"i0","label":"pleased"}\n')
Path("train.py").write_text('open("model.bin", "w").write("weights")\n')
for arguments in (
    ("init", "-q", "--no-scm"),
    ("add", "-q", "cards.jsonl"),
    ("stage", "add", "-q", "-n", "train", "-d", "cards.jsonl", "-o", "model.bin",
     f"{sys.executable} train.py"),
    ("repro", "-q"),
):  # fmt: skip
    subprocess.run([sys.executable, "-m", "dvc", *arguments], check=True, stdout=sys.stderr)
json.dump({}, sys.stdout)
