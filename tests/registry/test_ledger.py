"""The ledger: contiguous, linked, each ref once; what does not continue it is refused."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Entry, Fact
from schemactl.registry.ledger import (
    AlreadyRecorded,
    LedgerAltered,
    append,
    append_entries,
    follow,
    next_entry,
    seal,
    unseal,
)
from schemactl.registry.store import Store
from schemactl.registry.stores.memory import MemoryStore
from schemactl.releases.canonical import digest_of
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]


def test_entries_are_numbered_from_one_and_hold_the_hash_of_the_one_before(
    store: Store, a_fact: FactBuilder
) -> None:
    first, second = append(store, [a_fact("dataset:a@1"), a_fact("dataset:a@2")])
    assert (first.sealed.entry.seq, first.sealed.entry.previous) == (1, None)
    assert (second.sealed.entry.seq, second.sealed.entry.previous) == (2, first.sealed.hash)
    assert first.sealed.hash == digest_of(first.sealed.content)


def test_the_same_content_is_the_same_entry_whatever_time_actor_note_and_place(
    store: Store, a_fact: FactBuilder
) -> None:
    first = append(store, [a_fact(at="2026-01-01T00:00:00Z", actor="a", locations=("x",))])[0]
    again = append(store, [a_fact(at="2027-01-01T00:00:00Z", note="again", locations=("y",))])[0]
    assert again.sealed == first.sealed
    assert (first.is_new, again.is_new) == (True, False)


def test_other_content_under_the_same_ref_is_refused(store: Store, a_fact: FactBuilder) -> None:
    append(store, [a_fact(rows="1")])
    before = list(store.rows())
    with pytest.raises(AlreadyRecorded, match=r"reviews@1 is recorded already.* other digests"):
        append(store, [a_fact("dataset:new@1"), a_fact(rows="2")])
    assert list(store.rows()) == before


def test_a_ref_given_twice_at_once_is_recorded_once(store: Store, a_fact: FactBuilder) -> None:
    first, second = append(store, [a_fact(), a_fact()])
    assert first.sealed == second.sealed
    assert not second.is_new


@given(st.lists(st.sampled_from("abcdefgh"), max_size=30))
def test_appending_in_any_portions_gives_the_same_chain(
    a_fact: FactBuilder, names: list[str]
) -> None:
    at_once, one_by_one = MemoryStore(), MemoryStore()
    facts = [a_fact(f"dataset:{name}@1") for name in names]
    append(at_once, facts)
    for fact in facts:
        append(one_by_one, [fact])
    assert list(at_once.rows()) == list(one_by_one.rows())
    assert [s.entry.seq for s in follow(None, at_once.entries())] == list(
        range(1, len(set(names)) + 1)
    )


def test_reading_what_was_sealed_gives_the_entry(a_fact: FactBuilder) -> None:
    sealed = seal(next_entry(None, a_fact("dataset:b@1", "dataset:a@1", note="für später")))
    assert unseal(sealed.content, sealed.hash) == sealed


def test_altered_bytes_are_not_read(a_fact: FactBuilder) -> None:
    sealed = seal(next_entry(None, a_fact()))
    with pytest.raises(LedgerAltered, match="hash does not match"):
        unseal(sealed.content.replace(b"reviews", b"revised"), sealed.hash)
    with pytest.raises(LedgerAltered, match="cannot be read"):
        unseal(b"{}\n")


def test_a_gap_and_a_broken_link_end_the_chain(a_fact: FactBuilder) -> None:
    store = MemoryStore()
    append(store, [a_fact(f"dataset:a@{n}") for n in range(3)])
    first, second, third = store.entries()
    assert len(list(follow(None, [first, second, third]))) == 3
    with pytest.raises(LedgerAltered, match="entry 3 follows entry 1"):
        list(follow(None, [first, third]))
    stranger = seal(Entry.model_validate({**unseal(second).entry.model_dump(), "previous": None}))
    with pytest.raises(LedgerAltered, match="entry 2 does not name the hash of entry 1"):
        list(follow(None, [first, stranger.content]))


APPEND = """
import sys
from pathlib import Path
from schemactl.model.address import Ref
from schemactl.model.lineage import Fact, ModelVersion, Pin
from schemactl.registry.ledger import append
from schemactl.registry.opening import writing
from schemactl.workspace import Workspace

for number in range(25):
    content = ModelVersion(trained_on=(Pin(ref="dataset:d@1"),))
    with writing(Workspace(Path(sys.argv[1]))) as store:
        append(store, [Fact(Ref("model", sys.argv[2], str(number)), content)])
"""


def test_four_processes_append_without_a_fork_or_a_failure(workspace: Workspace) -> None:
    command = [sys.executable, "-W", "error", "-c", APPEND, str(workspace.root)]
    # None of them finds a database: creating it is part of the race.
    writers = [
        subprocess.Popen([*command, f"m{n}"], stderr=subprocess.PIPE, text=True) for n in range(4)
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said
    from_disk = [sys.executable, "-m", "schemactl", "registry"]
    for verb in ("verify", "status"):
        done = subprocess.run(
            [*from_disk, verb, "--root", str(workspace.root)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert "100 entries: 0 releases, 0 datasets, 100 models" in done.stdout


@pytest.mark.parametrize("where", ["note", "reason", "actor", "content"])
def test_a_secret_of_a_url_is_never_recorded(store: Store, a_fact: FactBuilder, where: str) -> None:
    text = "see https://me:opensesame@example.org/1"
    fact = a_fact() if where == "content" else a_fact(**{where: text})
    if where == "content":
        fact = fact._replace(content=fact.content.model_copy(update={"reasons": ("a", text)}))
    with pytest.raises(SchemactlError, match="holds a URL with a secret in it") as found:
        append(store, [fact])
    assert "opensesame" not in found.value.message
    assert store.head() is None


def test_what_others_recorded_is_kept_as_it_is(store: Store, a_fact: FactBuilder) -> None:
    entry = next_entry(None, a_fact()).model_copy(update={"note": "https://me:opensesame@h/1"})
    [done] = append_entries(store, [entry])
    assert done.is_new
