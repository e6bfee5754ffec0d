"""Secrets of URLs are blotted out, at the same length; all else stays."""

import pytest

from schemactl.model.secret import holds_secret, masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql+psycopg://me:pa@host/db", "postgresql+psycopg://*****@host/db"),
        ("see https://me:p/a@s@host:80/x, and", "see https://********@host:80/x, and"),
        (
            "https:/me:pa@host/data.jsonl: no such file",
            "https:/*****@host/data.jsonl: no such file",
        ),
        ("'https://ghp_1a2b@github.com/a/b'", "'https://********@github.com/a/b'"),
        ("redis://:pa@host", "redis://***@host"),
        ("s3://a/b?X-Amz-Signature=0a1b&x=1", "s3://a/b?X-Amz-Signature=****&x=1"),
        ("http://h/p?user=me&password=pa;x=1", "http://h/p?user=me&password=**;x=1"),
        ("http://h/?api_key=k1&token=t2#a", "http://h/?api_key=**&token=**#a"),
        ("http://a:b@h and ftp://c:d@h", "http://***@h and ftp://***@h"),
    ],
)
def test_secrets_are_stars(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert holds_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "model:router@1",
        "https://localhost:8080/data/a@b.jpg",
        "https://localhost:8080?a=b@c",
        "https://www.example.org/photos/12345@N00/1",
        "ssh://git@example.org/org/repo.git, git@example.org:org/repo.git",
        "mail me@example.org: it is at https://example.org",
        "http://h/?page=1&tokens=3",
        "C:/data/a.jsonl",
        "",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert masked(text) == text
    assert not holds_secret(text)
