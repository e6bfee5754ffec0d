"""Standard: what a module must define to tell a dossier in a form that others read."""

from typing import NamedTuple, Protocol
from urllib.parse import quote

from schemactl.audit.dossier import Dossier
from schemactl.exchange.exporter import Exported
from schemactl.model.lineage import DatasetVersion, QualityReport

NAMESPACE = "urn:schemactl:"


class Standard(Protocol):
    """A module that writes one standard; it stands in `standards/catalog.py`.

    TITLE is what it makes, in one line.
    """

    TITLE: str

    def render(self, dossier: Dossier) -> Exported:
        """Write what is recorded. Raises SchemactlError where the standard has no place for it."""
        ...


class Subject(NamedTuple):
    """What a standard describes: a dataset, or all that a model was trained on."""

    name: str
    version: str
    datasets: tuple[tuple[str, DatasetVersion], ...]


def subject_of(dossier: Dossier) -> Subject:
    """Return the datasets that a dossier is about; none where it is about neither kind."""
    kind, _, rest = dossier.ref.partition(":")
    name, _, version = rest.partition("@")
    known = dict(dossier.datasets)
    if kind == "dataset":
        return Subject(name, version, ((dossier.ref, known[dossier.ref]),))
    model = dict(dossier.models).get(dossier.ref)
    trained_on = [pin.ref for pin in model.trained_on] if model else []
    return Subject(name, version, tuple((ref, known[ref]) for ref in trained_on if ref in known))


def agreements_of(dossier: Dossier, ref: str, one: DatasetVersion) -> list[str]:
    """Say how far annotators agreed on a dataset, or the batches that it was put together from."""
    parts = {ref, *(pin.ref for pin in one.part_of)}
    return [
        f"{report}: {found.measure} = {found.value}"
        + (f" ({' to '.join(found.interval)})" if found.interval else "")
        + f", {found.items} items, {found.annotators} annotators"
        for report, content in dossier.of(QualityReport)
        if parts & {pin.ref for pin in content.derived_from}
        for found in content.agreements
        if found.value is not None
    ]


def local_name(ref: str) -> str:
    """Return a ref as a path of safe characters: schema/sentiment/2.1.0."""
    kind, _, rest = ref.partition(":")
    name, _, version = rest.partition("@")
    parts = (kind, name, version) if version else (kind, name)
    return "/".join(quote(part.encode("utf-8", "backslashreplace"), safe="") for part in parts)


def urn(ref: str) -> str:
    """Return the name of a ref that is the same in every standard."""
    return f"{NAMESPACE}{local_name(ref)}"
