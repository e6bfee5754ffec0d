"""Text in force: what each label meant, word by word, for each dataset and batch."""

from collections.abc import Iterable, Iterator

from schemactl.audit.dossier import Dossier, Rules
from schemactl.audit.markup import block, identifier, shown
from schemactl.model.label import Clause, Example, Label
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.schema import Constraint, Task
from schemactl.model.taxonomy import taxonomies
from schemactl.releases.canonical import canonical_bytes


def texts_in_force(dossier: Dossier) -> Iterator[str]:
    """Yield a section with the words of each pair of schema and guideline, as they were frozen."""
    yield '<section><h2 id="texts">Text in force</h2>'
    groups = list(dossier.in_force.items())
    yield "<p>The words below are those of the releases, unchanged.</p><ul>"
    for rules, refs in groups:
        yield f'<li><a href="#{_anchor(rules)}">{_title(rules)}</a>: {_labeled(refs)}</li>'
    yield "</ul></section>"
    for rules, refs in groups:
        yield f'<section><h2 id="{_anchor(rules)}">{_title(rules)}</h2>'
        yield f"<p>In force for {_labeled(refs)}.</p>"
        yield from _schema(dossier, rules)
        yield from _guideline(dossier, rules)
        yield "</section>"


def _anchor(rules: Rules) -> str:
    return identifier(f"{rules.schema} {rules.guideline}")


def _title(rules: Rules) -> str:
    guided = f"guided by {rules.guideline}" if rules.guideline else "no guideline recorded"
    return f"{shown(rules.schema or 'no schema')}, {shown(guided)}"


def _labeled(refs: list[str]) -> str:
    return shown(", ".join(refs) or "nothing that is recorded")


def _schema(dossier: Dossier, rules: Rules) -> Iterator[str]:
    release = dossier.schemas.get(rules.schema)
    if release is None:
        yield '<p class="lacks">The schema is not here: its words are not known.</p>'
        return
    yield f"<p><code>{release.digest}</code></p>"
    yield from _lines((("Purpose", release.schema.purpose), ("Summary", release.schema.summary)))
    yield from _constraints(release)
    for taxonomy in taxonomies(release.schema):
        yield f"<h3>Task {shown(taxonomy.task.id)}</h3>"
        yield from _task(taxonomy.task)
        for place in taxonomy.places:
            yield from _label(place.label, place.parent)


def _constraints(release: SchemaRelease) -> Iterator[str]:
    yield from _lines(
        (f"Constraint {one.id}", _condition(one)) for one in release.schema.constraints
    )


def _condition(one: Constraint) -> str:
    condition, consequence = (
        canonical_bytes(part).decode().strip() for part in (one.condition, one.consequence)
    )
    return f"If {condition}, then {consequence}.\n{one.because}"


def _task(task: Task) -> Iterator[str]:
    yield from _lines(
        [
            ("Type", task.type),
            ("Question", task.question),
            ("Residual label", task.residual or ""),
            ("When unsure", task.unsure.say if task.unsure else ""),
            *((f"Tie-break {one.id}", one.text) for one in task.tie_breaks),
            *(
                (f"{' or '.join(one.labels)}?", f"{one.ask}\n{_picks(one.pick)}")
                for one in task.confusable
            ),
            *((f"{one.id}", f"{one.ask} Yes: {one.yes}. No: {one.no}.") for one in task.decide),
        ]
    )


def _picks(pick: dict[str, str]) -> str:
    return "\n".join(f"{label}: {text}" for label, text in pick.items())


def _label(label: Label, parent: str | None) -> Iterator[str]:
    name = f" ({shown(label.name)})" if label.name and label.name != label.id else ""
    yield f"<h4>{shown(label.id)}{name}</h4>"
    deprecated = label.deprecated
    yield from _lines(
        [
            ("Definition", label.definition or "none"),
            ("Under", parent or ""),
            ("Rationale", label.rationale),
            ("Deprecated", deprecated.reason if deprecated else ""),
            *(("In", _clause(one)) for one in label.include),
            *(("Not in", _clause(one)) for one in label.exclude),
            *(("Example", _example(one)) for one in label.examples),
            *(("No example", _example(one)) for one in label.counterexamples),
            *(("Edge case", _example(one)) for one in label.edge_cases),
            ("Also called", ", ".join(label.synonyms)),
            ("Spelt in data", ", ".join(label.aliases)),
            ("Asks for", ", ".join(label.requires)),
        ]
    )


def _clause(clause: Clause) -> str:
    return f"{clause.text} (use {clause.use})" if clause.use else clause.text


def _example(example: Example) -> str:
    media = example.alt or example.image or example.audio or ""
    parts = [
        example.content or media or str(example.data),
        f"Right: {example.use}." if example.use else "",
        f"Because: {example.because}" if example.because else "",
        f"By {example.because_of}." if example.because_of else "",
    ]
    return "\n".join(part for part in parts if part)


def _lines(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    found = [(name, said) for name, said in pairs if said]
    if found:
        yield "<dl>"
        for name, said in found:
            yield f"<dt>{shown(name)}</dt><dd>{block(said).replace(chr(10), '<br>')}</dd>"
        yield "</dl>"


def _guideline(dossier: Dossier, rules: Rules) -> Iterator[str]:
    if rules.guideline is None:
        return
    release = dossier.guidelines.get(rules.guideline)
    yield f"<h3>{shown(rules.guideline)}</h3>"
    if release is None:
        yield '<p class="lacks">The guideline is not here: its words are not known.</p>'
        return
    yield f"<p><code>{release.digest}</code></p>"
    yield from _pages(release)


def _pages(release: GuidelineRelease) -> Iterator[str]:
    for name, text in release.pages.items():
        yield f"<h4>{shown(name)}</h4><pre>{block(text)}</pre>"
    yield from _lines(
        (f"Ruling {one.id}", f"{one.item}\nUse {one.use}. {one.because} ({one.by}, {one.date})")
        for one in release.rulings
    )
