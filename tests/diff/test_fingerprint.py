"""Fingerprints: stable across key order and position, different for different content."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from schemactl.diff.fingerprint import fingerprint
from schemactl.model.change import Change, Spot

TEXTS = st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=5)


@given(TEXTS, TEXTS)
def test_key_order_and_position_do_not_count(before: dict[str, str], after: dict[str, str]) -> None:
    change = Change("criteria-changed", "t", ("a",), ("a",), before, after)
    turned = change._replace(
        before=dict(reversed(before.items())),
        after=dict(reversed(after.items())),
        new_spot=Spot(("tasks", 3)),
    )
    assert fingerprint(change, "s") == fingerprint(turned, "s")


def test_schema_kind_task_ids_and_texts_count() -> None:
    change = Change("label-renamed", "t", ("a",), ("b",), "x", "y")
    others = [
        change._replace(kind="hotkey-changed"),
        change._replace(task=None),
        change._replace(source=("c",)),
        change._replace(target=("c",)),
        change._replace(before="z"),
        change._replace(after=None),
    ]
    found = {fingerprint(one, "s") for one in (change, *others)} | {fingerprint(change, "other")}
    assert len(found) == 8
    assert all(len(one) == 12 and int(one, 16) >= 0 for one in found)


def test_the_value_is_the_digest_of_canonical_bytes() -> None:
    change = Change("label-renamed", "t", ("a",), ("a",), "x", "y")
    written = b'["s","label-renamed","t",["a"],["a"],"x","y"]\n'
    assert fingerprint(change, "s") == hashlib.sha256(written).hexdigest()[:12]
