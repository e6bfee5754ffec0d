"""Croissant: what its own validator does not look at."""

import hashlib
import json
from typing import Any

import pytest

from schemactl.audit.dossier import Dossier
from schemactl.audit.standards.croissant import render
from tests.audit.recorded import History

# Of the RAI specification: how often each property of annotation may stand.
ONE = {"rai:dataAnnotationProtocol", "rai:annotationsPerItem"}
MANY = {
    *("rai:dataAnnotationPlatform", "rai:dataAnnotationAnalysis"),
    *("rai:annotatorDemographics", "rai:machineAnnotationTools"),
}
# Of PROV-O.
PROV_TERMS = {
    *("prov:wasDerivedFrom", "prov:wasGeneratedBy", "prov:used", "prov:wasAssociatedWith"),
    *("prov:Activity", "prov:Agent"),
}


@pytest.fixture
def told(dossier: Dossier) -> dict[str, Any]:
    """Return the file, read."""
    found: dict[str, Any] = json.loads(render(dossier).content)
    return found


def words(value: Any) -> set[str]:
    """Return all keys and types of a document below its context."""
    if isinstance(value, list):
        return set[str]().union(*map(words, value))
    if not isinstance(value, dict):
        return set()
    kinds = value.get("@type", [])
    here = {*value, *([kinds] if isinstance(kinds, str) else kinds)}
    return here.union(*(words(inner) for key, inner in value.items() if key != "@context"))


def test_every_label_that_was_used_is_in_the_enumeration(
    dossier: Dossier, told: dict[str, Any]
) -> None:
    [found] = told["recordSet"]
    enumerated = {row[f"{found['@id']}/name"] for row in found["data"]}
    used = {label for counted in dict(dossier.datasets)["dataset:cards@1"].labels.values()
            for label in counted}  # fmt: skip
    assert used <= enumerated == {"pleased", "displeased", "other"}


def test_the_sum_is_that_of_the_file(history: History, told: dict[str, Any]) -> None:
    [file] = told["distribution"]
    content = (history.workspace.root / file["contentUrl"]).read_bytes()
    assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert file["encodingFormat"] == "application/jsonlines"


def test_properties_of_rai_have_their_number(told: dict[str, Any]) -> None:
    found = {key: value for key, value in told.items() if key.startswith("rai:")}
    assert found.keys() == (ONE | MANY) - {
        "rai:dataAnnotationAnalysis",
        "rai:machineAnnotationTools",
    }
    assert all(isinstance(found[key], str) for key in ONE)
    assert all(isinstance(found.get(key, []), list) for key in MANY)


def test_terms_of_provenance_exist(told: dict[str, Any]) -> None:
    used = {word for word in words(told) if word.startswith("prov:")}
    assert used <= PROV_TERMS
    assert "prov:used" in used


def test_what_is_not_recorded_is_not_claimed(dossier: Dossier, told: dict[str, Any]) -> None:
    assert "license" not in told
    messages = [loss.message for loss in render(dossier).losses]
    assert "the licence of the data, which is not recorded" in messages
    assert "'1' is no semantic version, which readers expect" in messages
