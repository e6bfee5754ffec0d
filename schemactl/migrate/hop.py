"""Hop: the way from one release to the next, and the names that its steps write on both sides."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from schemactl.diff.pairing import counterparts
from schemactl.errors import SchemactlError
from schemactl.migrate.outcome import Place
from schemactl.model.migration import Migration
from schemactl.model.reference import LabelIndex
from schemactl.model.release import ReleasedSchema
from schemactl.model.taxonomy import Taxonomy, taxonomies


class Station(NamedTuple):
    """A release on the way: its reference, the digest that pins it, and its schema."""

    ref: str
    digest: str
    schema: ReleasedSchema


class Hop(NamedTuple):
    """Two releases and the migration between them; without one every label stays itself."""

    old: Station
    new: Station
    migration: Migration | None


class Sides:
    """The tasks and labels on both sides of a hop, looked up by the names that steps write."""

    def __init__(self, hop: Hop) -> None:
        """Index both schemas once."""
        self.hop = hop
        old, new = taxonomies(hop.old.schema), taxonomies(hop.new.schema)
        self.old: Mapping[str, Taxonomy] = {one.task.id: one for one in old}
        self.new: Mapping[str, Taxonomy] = {one.task.id: one for one in new}
        self.old_labels = LabelIndex(old)
        self.new_labels = LabelIndex(new)

    @cached_property
    def partners(self) -> Mapping[str, str]:
        """The new task of each old one that is still asked."""
        found = counterparts(self.hop.old.schema, self.hop.new.schema)
        return {old: new for new, old in found.items()}

    def sources(self, name: str, task: str | None) -> Iterator[Place]:
        """Yield the old labels that a step names; `task` is the step's, by its old or new id."""
        for address in self.old_labels.find(name):
            old_task, _, label = address.partition("/")
            if task in (None, old_task, self.partners.get(old_task)):
                yield old_task, label

    def results(self, name: str, task: str | None) -> Iterator[Place]:
        """Yield the new labels that a step names."""
        for address in self.new_labels.find(name):
            new_task, _, label = address.partition("/")
            asked = {new_task, *(old for old, new in self.partners.items() if new == new_task)}
            if task is None or task in asked:
                yield new_task, label

    def target(self, name: str, old_task: str) -> Place:
        """Return the new label that annotations of an old task are led to.

        Raises SchemactlError where it does not exist, or several tasks have it.
        """
        found = self.new_labels.find(name, self.partners.get(old_task))
        if len(found) == 1:
            new_task, _, label = found[0].partition("/")
            return new_task, label
        refs = f"{self.hop.old.ref} to {self.hop.new.ref}"
        if not found:
            raise SchemactlError(
                f"the migration from {refs} leads to {name!r}, which is no label there",
                "release a version whose migration names labels that exist",
            )
        raise SchemactlError(
            f"the migration from {refs} leads to {name!r}, which is {' and '.join(found)}",
            "release a version whose migration writes the whole address",
        )
