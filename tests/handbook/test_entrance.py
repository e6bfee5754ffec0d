"""Tests of entrance."""

from schemactl.handbook.commons import commons
from schemactl.handbook.entrance import Recorded, entrance
from tests.handbook.editions import an_atlas
from tests.handbook.pages.test_lineage import LABEL, a_lineage
from tests.handbook.test_commons import german

NOTHING = Recorded((), {})


def test_the_first_page_leads_to_models_where_there_are_some() -> None:
    atlases = [an_atlas()]
    found = entrance(atlases, "Ours", NOTHING, commons(atlases))
    assert list(found) == ["index.md"]
    assert "Models and datasets" not in found["index.md"]
    found = entrance(atlases, "Ours", Recorded([a_lineage()], {}), commons(atlases))
    assert list(found) == ["audit/index.md", "audit/model-mood-1.md", "index.md"]
    assert "Models and datasets" in found["index.md"]
    assert all('data-homes="' in page for page in found.values())


def test_a_copy_of_an_old_version_has_no_first_page() -> None:
    atlases = [an_atlas(is_frozen=True)]
    assert entrance(atlases, "Ours", NOTHING, commons(atlases)) == {}


def test_all_of_it_speaks_the_language_of_the_schemas() -> None:
    atlases = [german()]
    found = entrance(atlases, "Unsere", Recorded([a_lineage()], {}), commons(atlases))
    shown = "".join(found.values())
    assert "Modelle und Datensätze" in shown
    assert '"language": "de"' in shown
    assert "\ue000" not in shown
    named = LABEL._replace(name="Money or credit", definition="Yes")
    traced = a_lineage()._replace(labels=(named,))
    shown = "".join(entrance(atlases, "Unsere", Recorded([traced], {}), commons(atlases)).values())
    assert "Money or credit" in shown
