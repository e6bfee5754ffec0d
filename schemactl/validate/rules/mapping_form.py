"""A mapping that is neither an address nor a prefixed name cannot be followed by anybody's tool."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject

_RELATIONS = ("exact", "close", "broad", "narrow", "related")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z|urn:[A-Za-z0-9][A-Za-z0-9-]*:\S+\Z")
# A CURIE: the prefix of a vocabulary, and a name in it.
_PREFIXED = re.compile(r"[A-Za-z_][\w.-]*:(?!//)[^\s<>\"{}|\\^`]+\Z")


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every mapping that is neither an http(s) address nor a prefixed name."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            # Whether a mapping was written is known without a look at the five relations.
            if "mappings" not in place.label.model_fields_set:
                continue
            for relation in _RELATIONS:
                for position, target in enumerate(getattr(place.label.mappings, relation)):
                    if not _ADDRESS.match(target) and not _PREFIXED.match(target):
                        yield Finding(
                            (*place.pointer, "mappings", relation, position),
                            f"`{target}` is neither an address nor a name with a prefix",
                            "write it as `https://…`, or as PREFIX:NAME such as `wd:Q11448`",
                            place.label.id,
                        )
