"""Annotators: pseudonyms with qualifications and acknowledgements, and names that can go."""

from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import Acknowledgement, Annotator, Erasure, Pin, Practised
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered, next_version, pin_all, record_fact, stamped
from schemactl.registry.opening import writing
from schemactl.registry.people import forget, new_pseudonym, pseudonym_of
from schemactl.registry.stamp import Stamp
from schemactl.registry.store import Store
from schemactl.workspace import Workspace


class AnnotatorRequest(NamedTuple):
    """What a user says of an annotator, who is new where neither pseudonym nor person is known."""

    pseudonym: str | None = None
    person: str | None = None
    role: str | None = None
    qualifications: tuple[str, ...] = ()
    acknowledged: tuple[Ref, ...] = ()
    practised: tuple[Practised, ...] = ()


class Erased(NamedTuple):
    """The entry of an erasure, and whether a name was known on this machine."""

    registered: Registered
    was_known: bool


def register_annotator(workspace: Workspace, request: AnnotatorRequest, stamp: Stamp) -> Registered:
    """Record somebody who labels under a random pseudonym, or what is new about them.

    The name of the person is kept in registry/people.db only, where it can be deleted.
    """
    with writing(workspace) as store:
        pseudonym = _pseudonym(workspace, store, request)
        latest = store.latest(f"annotator:{pseudonym}")
        known = _known(store, latest)
        guidelines = pin_all(workspace, store, request.acknowledged)
        content = _with_news(known, request, guidelines, stamp)
        if latest is not None and content == known:
            ref = parse_ref(latest)
        else:
            ref = Ref("annotator", pseudonym, next_version(latest))
            content = content.model_copy(
                update={"succeeds": Pin(ref=latest) if latest is not None else None}
            )
        return record_fact(workspace, store, stamped(ref, content, stamp))


def _pseudonym(workspace: Workspace, store: Store, request: AnnotatorRequest) -> str:
    given, person = request.pseudonym, request.person
    if given is None:
        return pseudonym_of(workspace, person) if person else new_pseudonym()
    if person:
        raise SchemactlError(
            f"{given} has a pseudonym already", "name the person or the pseudonym, not both"
        )
    if store.latest(f"annotator:{given}") is None:
        raise _unknown(given, "leave the pseudonym out: a new one is made")
    return given


def _known(store: Store, ref: str | None) -> Annotator:
    sealed = store.find(ref) if ref else None
    content = read_content(sealed.entry) if sealed else None
    return content if isinstance(content, Annotator) else Annotator()


def _with_news(
    known: Annotator, request: AnnotatorRequest, guidelines: tuple[Pin, ...], stamp: Stamp
) -> Annotator:
    at = stamp.as_of or stamp.at
    read = {one.guideline.ref for one in known.acknowledged}
    new = [pin for pin in guidelines if pin.ref not in read]
    if new and at is None:
        raise SchemactlError("an acknowledgement has a time", "say when with --as-of DATE")
    said = tuple(Acknowledgement(guideline=pin, at=str(at)) for pin in new)
    rounds = tuple(one for one in request.practised if one not in known.practised)
    return Annotator(
        role=request.role or known.role,
        qualifications=tuple(sorted({*known.qualifications, *request.qualifications})),
        acknowledged=(*known.acknowledged, *said),
        practised=(*known.practised, *rounds),
        succeeds=known.succeeds,
    )


def erase_annotator(workspace: Workspace, pseudonym: str, stamp: Stamp) -> Erased:
    """Delete who stands behind a pseudonym, and record that.

    Everything that was recorded under the pseudonym stays, and with it chain, roots and proofs.
    """
    with writing(workspace) as store:
        if store.latest(f"annotator:{pseudonym}") is None:
            raise _unknown(pseudonym, "name a pseudonym such as a-0123456789ab")
        content = Erasure(annotator=f"annotator:{pseudonym}")
        ref = Ref("erasure", pseudonym, next_version(None))
        done = record_fact(workspace, store, stamped(ref, content, stamp))
    # Once the entry is safe: done again, the entry is found and what is left is deleted.
    return Erased(done, forget(workspace, pseudonym))


def _unknown(pseudonym: str, hint: str) -> SchemactlError:
    return SchemactlError(f"no annotator {pseudonym} is registered", hint)
