"""References, label addresses, and slugs that are file names on every system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref, slug, split_label_address


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("schema:s@1.0.0", None, Ref("schema", "s", "1.0.0")),
        ("s@1.0.0", "schema", Ref("schema", "s", "1.0.0")),
        ("schema:s@latest", "schema", Ref("schema", "s", "latest")),
        ("guideline:g@draft", None, Ref("guideline", "g", "draft")),
        ("dataset:d@2026-11-20", None, Ref("dataset", "d", "2026-11-20")),
        ("batch:d@1#all", None, Ref("batch", "d", "1#all")),
        ("model:m@v1_2.x", None, Ref("model", "m", "v1_2.x")),
    ],
)
def test_a_reference_has_kind_name_and_version(text: str, kind: str | None, expected: Ref) -> None:
    assert parse_ref(text, kind) == expected
    assert parse_ref(str(expected)) == expected


def test_the_batch_of_a_whole_dataset_may_be_called_by_its_name() -> None:
    assert str(parse_ref("dataset:d@1#all")) == "batch:d@1#all"
    assert str(parse_ref("dataset:d@1#all", "batch")) == "batch:d@1#all"
    with pytest.raises(SchemactlError, match="is no dataset"):
        parse_ref("dataset:d@1#all", "dataset")


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("s@1.0.0", None, "is not a reference"),
        ("label:s@1.0.0", None, "is not a reference"),
        ("", None, "is not a reference"),
        ("model:m@1", "dataset", "is no dataset"),
        ("schema:S@1.0.0", None, "'S' is not a name"),
        ("schema:../x@1.0.0", None, "is not a name"),
        ("schema:s", None, "has no version"),
        ("schema:s@", None, "has no version"),
        ("schema:s@1", None, "'1' is not a version"),
        ("schema:s@1.0.0@2", None, "is not a version"),
        ("dataset:d@a b", None, "is not a version"),
        ("dataset:d@a/b", None, "is not a version"),
    ],
)
def test_what_is_no_reference_says_why(text: str, kind: str | None, message: str) -> None:
    with pytest.raises(SchemactlError, match=message) as failure:
        parse_ref(text, kind)
    assert failure.value.hint


def test_a_label_address_is_split_at_its_first_slash_where_a_task_stands_before_it() -> None:
    tasks = ("intent", "urgency")
    assert split_label_address("intent/a/b", tasks) == ("intent", "a/b")
    assert split_label_address("a/b", tasks) == (None, "a/b")
    assert split_label_address("intent", tasks) == (None, "intent")


@pytest.mark.parametrize("label_id", ["refund", "0", "a-b-1", "com10", "x" * 128])
def test_a_safe_id_is_its_own_slug(label_id: str) -> None:
    assert slug(label_id) == label_id


@pytest.mark.parametrize("device", ["con", "prn", "aux", "nul", "com1", "lpt9", "com0"])
def test_no_page_is_named_like_a_windows_device(device: str) -> None:
    assert slug(device).startswith(f"{device}~")


def test_ids_that_differ_in_case_only_have_different_pages_on_every_file_system() -> None:
    slugs = {slug(label_id).lower() for label_id in ("refund", "Refund", "REFUND", "reFund")}
    assert len(slugs) == 4


@pytest.mark.parametrize(
    "label_id", ["Æsop", "日本", "😀", "a/b", "..", ".", "a.b", "-a", "é", "e\u0301"]
)
def test_other_ids_get_safe_characters_and_a_digest(label_id: str) -> None:
    safe, _, digest = slug(label_id).partition("~")
    assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789-" for character in safe)
    assert len(digest) == 8


@given(st.text(min_size=1, max_size=128), st.text(min_size=1, max_size=128))
def test_two_ids_share_no_slug(one: str, other: str) -> None:
    if one != other:
        assert slug(one).casefold() != slug(other).casefold()
    assert len(slug(one).encode()) < 200
