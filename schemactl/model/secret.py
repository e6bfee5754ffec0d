"""Secrets in URLs: a user with a password or a token, and keys in the query, are blotted out.

Paths of files are looked at, too: one that was given as a URL has lost a slash of it.
"""

import re

_ENDS = r"\s\"'<>"
_SECRETS = (
    # A number behind the colon is a port, unless no path follows it.
    re.compile(rf":/{{1,2}}(?P<secret>[^/:@{_ENDS}]*:(?!\d{{1,5}}[/?#])[^{_ENDS}]*)@"),
    # Tokens stand before the @ alone; `ssh://git@…` is no secret.
    re.compile(rf"\bhttps?:/{{1,2}}(?P<secret>[^/:@?#{_ENDS}]+)@", re.IGNORECASE),
    re.compile(
        r"[?&;](?:[\w.-]*(?:passw(?:or)?d|token|secret|signature|credential)|pwd|sig"
        rf"|(?:api|access)[_-]?key)=(?P<secret>[^&;#{_ENDS}]+)",
        re.IGNORECASE,
    ),
)


def holds_secret(text: str) -> bool:
    """Tell whether a text holds a URL with a secret in it."""
    return ":/" in text and any(secret.search(text) for secret in _SECRETS)


def masked(text: str) -> str:
    """Return a text with a star for each character of the secrets of its URLs."""
    if ":/" not in text:
        return text
    for secret in _SECRETS:
        text = secret.sub(_stars, text)
    return text


def _stars(found: re.Match[str]) -> str:
    whole, secret = found[0], found["secret"]
    start = found.start("secret") - found.start()
    return f"{whole[:start]}{'*' * len(secret)}{whole[start + len(secret) :]}"
