"""Markup: recorded text as HTML that cannot act, and the frame of a page without scripts."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from schemactl.model.printable import visible

# A note of a megabyte is kept whole in audit.json; nobody reads it in a table.
MOST_SHOWN = 2000
# The length of a word that a column can be made as wide as.
_LONGEST_WORD = 32


def shown(text: str) -> str:
    """Return a text for one line of HTML: escaped, hidden characters spelt out, cut if endless."""
    if len(text) > MOST_SHOWN:
        rest = len(text) - MOST_SHOWN
        return (
            f"{escape(visible(text[:MOST_SHOWN]))} <em>… {rest} characters more in audit.json</em>"
        )
    return escape(visible(text))


def cell(text: str) -> str:
    """Return a text for a cell; only what is too long for a column may break within a word."""
    found = shown(text)
    longest = max(map(len, text[:MOST_SHOWN].split()), default=0)
    return found if longest <= _LONGEST_WORD else f'<span class="long">{found}</span>'


def block(text: str) -> str:
    """Return a text of several lines as it stands, whole: its words are evidence."""
    return "\n".join(escape(visible(line)) for line in text.splitlines())


def identifier(text: str) -> str:
    """Return a text as the id of an element."""
    return f"x{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def table(title: str, head: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table with its title, or that there is nothing in it; cells are HTML."""
    found = list(rows)
    if not found:
        yield f'<p class="none">{shown(title)}: none recorded.</p>'
        return
    yield f'<div class="wide"><table>\n<caption>{shown(title)}</caption>'
    names = "".join(f'<th scope="col">{shown(one)}</th>' for one in head)
    yield f"<thead><tr>{names}</tr></thead>"
    yield "<tbody>"
    for first, *rest in found:
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def framed(title: str, style: str, body: Iterable[str]) -> str:
    """Return a page whose policy allows its own style sheet, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(f"\n{style}".encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{shown(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>",
            *body,
            "</body>\n</html>\n",
        ]
    )
