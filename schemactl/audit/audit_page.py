"""The page of an audit: a summary, 18 points with their evidence, the words that were in force."""

from collections.abc import Iterator

from schemactl.audit.audit_facts import proof_path, release_path
from schemactl.audit.audit_texts import texts_in_force
from schemactl.audit.dossier import Dossier
from schemactl.audit.markup import cell, framed, shown, table
from schemactl.audit.point import Answer, Point, Verdict
from schemactl.audit.points.catalog import POINTS
from schemactl.version import VERSION

_STYLE = """\
:root{color-scheme:light dark;--line:#8886;--soft:#8881;--link:#1a5fb4}
*{box-sizing:border-box}
body{font:16px/1.55 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.25;margin:.2rem 0 1rem}
h2{font-size:1.25rem;margin:2.6rem 0 .3rem;padding-top:.6rem;border-top:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.8rem 0 .3rem}
h4{font-size:1rem;margin:1.4rem 0 .2rem}
a{color:var(--link)}
h1,h2,h3,h4,p,li,dd,dt,caption,pre,code,td a,.long{overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.875rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;
border-bottom:1px solid var(--line);min-width:4.5rem}
thead th{font-weight:600}
tbody th{font-weight:400}
dl{display:grid;grid-template-columns:fit-content(16rem) 1fr;gap:.15rem 1rem;margin:.6rem 0}
dt{font-weight:600}
dd{margin:0}
pre{white-space:pre-wrap;background:var(--soft);padding:.8rem 1rem;
border-left:3px solid var(--line)}
code{font:.9em ui-monospace,monospace}
.source,.none{font-size:.875rem;opacity:.8;margin:.1rem 0}
.verdict{display:inline-block;border:1px solid currentColor;border-radius:.2rem;padding:0 .45rem;
font-size:.8125rem;font-weight:600}
.shown{color:#1c6b2c}.partly{color:#8a5300}.unknown{color:#a3211b}
.lacks{border-left:3px solid #a3211b;padding:.1rem 0 .1rem .8rem;margin:.8rem 0}
.lacks p{font-weight:600;margin:0}
.lacks ul{margin:.2rem 0;padding-left:1.2rem}
@media(prefers-color-scheme:dark){:root{--link:#8ec7f0}
.shown{color:#8fd69b}.partly{color:#ffc46b}.unknown{color:#ffb4ab}.lacks{border-color:#ffb4ab}}
@media(max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@media print{@page{size:A4;margin:18mm 15mm}
:root{color-scheme:light;--line:#999;--soft:#f4f4f4;--link:#000}
body{font-size:10pt;max-width:none;padding:0}
table{font-size:8pt}
th,td{overflow-wrap:anywhere;padding-right:.4rem}
nav{break-after:page}
h2,h3,h4,caption{break-after:avoid}
tr,dl,.lacks{break-inside:avoid}
thead{display:table-header-group}
.wide{overflow:visible}
.shown,.partly,.unknown{color:#000}
a{text-decoration:none}}
"""
_WORDS: dict[Verdict, str] = {"shown": "shown", "partly": "shown in part", "unknown": "not known"}
_LIMITS = (
    "This report supports Articles 10, 11 with Annex IV, 17 and 18 of the EU AI Act. It says "
    "nothing about the logs of a running system (Article 12), and it is no legal advice."
)


def page(dossier: Dossier) -> str:
    """Return the page; every recorded text is escaped, and there is no script."""
    answers = [(point, point.answer(dossier)) for point in POINTS]
    return framed(f"Audit of {dossier.ref}", _STYLE, _body(dossier, answers))


def _body(dossier: Dossier, answers: list[tuple[Point, Answer]]) -> Iterator[str]:
    yield f"<header><h1>What the labels behind {shown(dossier.ref)} meant</h1>"
    yield from _summary(dossier, answers)
    yield "</header>"
    yield "<nav aria-label=Contents><h2>Contents</h2><ol>"
    for point, answer in answers:
        link = f'<a href="#point-{point.number}">{shown(point.question)}</a>'
        yield f"<li>{link} {_verdict(answer)}</li>"
    yield '</ol><p><a href="#texts">Text in force</a>, <a href="#proofs">proofs</a></p></nav><main>'
    for point, answer in answers:
        yield from _point(point, answer)
    yield from texts_in_force(dossier)
    yield from _proofs(dossier)
    yield "</main>"


def _summary(dossier: Dossier, answers: list[tuple[Point, Answer]]) -> Iterator[str]:
    lineage, point = dossier.lineage, dossier.checkpoint
    counts = dict.fromkeys(_WORDS, 0)
    for _, answer in answers:
        counts[answer.verdict] += 1
    complete = "complete: every step back to the releases is present and verified"
    lacks = f"not complete: {len(lineage.missing)} missing, see point 15"
    rows = (
        ("Subject", shown(dossier.ref)),
        ("Lineage", complete if lineage.complete else lacks),
        ("Points", ", ".join(f"{number} {_WORDS[word]}" for word, number in counts.items())),
        ("Checks", _checks(dossier)),
        ("Ledger", f"up to entry {point.seq}"),
        ("Root", f"<code>{shown(point.root)}</code>"),
        ("Made by", f"schemactl {shown(VERSION)}; the same ledger makes the same bytes again"),
    )
    yield f"<dl>{''.join(f'<dt>{name}</dt><dd>{said}</dd>' for name, said in rows)}</dl>"
    yield f"<p>{_LIMITS}</p>"


def _checks(dossier: Dossier) -> str:
    number = len(dossier.checked.concerns)
    return f"{number or 'nothing'} found wrong{', see point 5' if number else ''}"


def _verdict(answer: Answer) -> str:
    return f'<span class="verdict {answer.verdict}">{_WORDS[answer.verdict]}</span>'


def _point(point: Point, answer: Answer) -> Iterator[str]:
    yield f'<section><h2 id="point-{point.number}">{point.number}. {shown(point.question)}</h2>'
    for source in point.sources:
        yield f'<p class="source">Asked by {shown(source)}</p>'
    yield f"<p>{_verdict(answer)}</p>"
    for said in answer.said:
        yield f"<p>{shown(said)}</p>"
    for one in answer.tables:
        yield from table(one.title, one.head, (map(cell, row) for row in one.rows))
    if answer.unknown:
        yield '<div class="lacks"><p>Not known</p><ul>'
        yield from (f"<li>{shown(what)}</li>" for what in answer.unknown)
        yield "</ul></div>"
    yield "</section>"


def _proofs(dossier: Dossier) -> Iterator[str]:
    yield '<section><h2 id="proofs">Proofs</h2>'
    yield (
        "<p>Run <code>python verify_audit.py</code> in the folder of this report, on any machine "
        "with Python. It checks that no file of the folder was changed, that every entry below "
        "stands in the ledger with the root above, and that the releases are the recorded ones. "
        "With <code>--checkpoint FILE</code> it also compares the root with a checkpoint that you "
        "hold; without one, nothing shows that the whole folder was not made anew.</p>"
    )
    rows = []
    for ref, one in dossier.recorded.items():
        path = proof_path(one.entry.seq)
        release = ref in dossier.schemas or ref in dossier.guidelines
        folder = release_path(ref)
        link = f'<a href="{folder}/manifest.json">{shown(folder)}</a>' if release else ""
        proof = f'<a href="{path}">{path}</a>'
        rows.append(
            (shown(ref), str(one.entry.seq), f"<code>{one.sealed.hash}</code>", proof, link)
        )
    yield from table("Entries", ("what", "entry", "hash of the entry", "proof", "release"), rows)
    yield "</section>"
