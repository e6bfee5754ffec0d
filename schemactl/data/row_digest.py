"""The digest of the rows of files alone, which needs no schema: nothing but cells is looked at."""

from collections.abc import Sequence
from pathlib import Path

from schemactl.data.checking import Progress, refuse_changed, state_of
from schemactl.data.digests import RowsDigest, refuse_twice
from schemactl.data.fast_rows import parts
from schemactl.data.options import DataOptions
from schemactl.files.datasets import annotations, jsonl
from schemactl.files.datasets.catalog import files_of, find_format
from schemactl.files.parquet_file import MAGIC
from schemactl.files.stream import Chunk, head_of, line_chunks

# So many bytes at a time stay in the cache of a processor.
_BATCH = 2**17


def digest_rows(
    paths: Sequence[Path],
    options: DataOptions,
    progress: Progress | None = None,
    may_be_apart: bool = False,
) -> str:
    """Return the digest `rows`, as a survey does. Raises SchemactlError for what is unreadable."""
    files = [file for path in paths for file in files_of(path)]
    refuse_twice(files)
    before = [state_of(file) for file in files]
    digest = RowsDigest(may_be_apart)
    for path in paths:
        found = find_format(path, options.format)
        layout = options.layout()
        is_lines = found in (jsonl, annotations) and head_of(path, len(MAGIC)) != MAGIC
        if is_lines and not layout.types:
            for chunk in line_chunks(path):
                add_lines(digest, path, chunk, options)
                if progress is not None:
                    progress(len(chunk.lines))
            continue
        for record in found.read(path, layout):
            digest.add_record(path, record)
            if progress is not None:
                progress(len(record.raw))
    refuse_changed(files, before)
    return digest.value()


def add_lines(digest: RowsDigest, path: Path, chunk: Chunk, options: DataOptions) -> None:
    """Count the rows in whole lines of JSON. Raises SchemactlError for what is unreadable."""
    for lines in parts(chunk, _BATCH):
        if not digest.take(lines.lines):
            for record in jsonl.records(path, lines, options.layout()):
                digest.add_record(path, record)
