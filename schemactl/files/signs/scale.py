"""What data of Scale is known by."""

from pathlib import Path

from schemactl.files.dataset import BOM


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the id of a task beside its response or the version of the project's parameters."""
    del path
    head = head.removeprefix(BOM).lstrip()
    is_json = head.startswith((b"{", b"["))
    is_answered = b'"response"' in head or b'"project_param_version"' in head
    return is_json and is_answered and b'"task_id"' in head and b'"params"' in head
