"""A comparison as one self-contained HTML page: no script, no request, everything escaped."""

from collections.abc import Iterator
from html import escape

from schemactl.diff.advice import proposed_step
from schemactl.diff.impact import impact_in_words, source_in_words
from schemactl.diff.judgement import Judgement
from schemactl.diff.report import Comparison
from schemactl.diff.wording import Passage, consequence_in_words, headline, passages
from schemactl.diff.words import segments

_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
article{border:1px solid #8884;border-radius:.5rem;padding:.75rem 1rem;margin:.75rem 0}
h3{font-size:1rem;margin:0}p{margin:.25rem 0}
pre{background:#8882;padding:.5rem;overflow:auto}
.chip{border:1px solid #8886;border-radius:1rem;padding:0 .5rem;font-size:.8rem}
.major{color:#b3261e}.minor{color:#8a5a00}.patch{color:#2d6a4f}
del{background:#f9d3d0;color:#5f1412}ins{background:#cdebd6;color:#0f3d22;text-decoration:none}
.text{white-space:pre-wrap}
@media(prefers-color-scheme:dark){.major{color:#ffb4ab}.minor{color:#f2c572}.patch{color:#8fd9ae}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}


def render_html(comparison: Comparison) -> str:
    """Return the page, the changes with the largest step first."""
    title = f"{escape(comparison.old.ref)} → {escape(comparison.new.ref)}"
    bump = comparison.verdict.minimum_bump
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{title}</h1>",
            f'<p>Minimum bump: <strong class="{bump}">{bump}</strong></p>',
            *_sections(comparison),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _sections(comparison: Comparison) -> Iterator[str]:
    if not comparison.verdict.judgements:
        yield "<p>Nothing changed.</p>"
    for bump in ("major", "minor", "patch"):
        judged = [one for one in comparison.verdict.judgements if one.bump == bump]
        if judged:
            yield f'<section>\n<h2 class="{bump}">{bump} ({len(judged)})</h2>'
            yield from (_entry(judgement) for judgement in judged)
            yield "</section>"
    if comparison.candidates:
        yield "<section>\n<h2>Candidates</h2>\n<p>Never assumed; write the step if one is right."
        yield "</p>\n<ul>"
        for one in comparison.candidates:
            names = f"{', '.join(one.source)} → {', '.join(one.target)}"
            step = f"<pre>{escape(proposed_step(one))}</pre>"
            yield f"<li>{one.change} {escape(names)} ({one.score:.2f})\n{step}</li>"
        yield "</ul>\n</section>"
    yield from (f"<p>{escape(line)}</p>" for line in source_in_words(comparison.counted_in))


def _entry(judgement: Judgement) -> str:
    change = judgement.change
    told = consequence_in_words(judgement.annotations, judgement.labels)
    told += impact_in_words(judgement.impact)
    parts = [
        f'<article>\n<h3>{escape(headline(change))} <span class="chip">{change.kind}</span></h3>',
        f"<p>{escape(told)}</p>",
    ]
    if judgement.because:
        parts.append(f"<p>Because: {escape(judgement.because)}</p>")
    parts.extend(_passage(passage) for passage in passages(change))
    if judgement.missing:
        lines = escape("\n".join(judgement.missing))
        parts.append(f"<p>Undeclared; add:</p>\n<pre>{lines}</pre>")
    return "\n".join((*parts, "</article>"))


def _passage(passage: Passage) -> str:
    field = f"<strong>{escape(passage.field)}</strong>: " if passage.field else ""
    found = segments(passage.before, passage.after)
    words = "".join(f"{_TAGS[kind][0]}{escape(text)}{_TAGS[kind][1]}" for kind, text in found)
    return f'<p class="text">{field}{words}</p>'
