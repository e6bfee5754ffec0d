"""Text in force: each label's words for each dataset and batch, and what is missing said."""

import shutil

from schemactl.audit.audit_texts import texts_in_force
from schemactl.audit.dossier import Dossier
from tests.audit.recorded import History, dossier_of


def test_each_label_has_its_words(dossier: Dossier) -> None:
    html = "".join(texts_in_force(dossier))
    for words in (
        *("In force for dataset:cards@1, batch:week@1.", "<h4>pleased</h4>", "<dt>Not in</dt>"),
        *("<dd>Irony (use displeased)</dd>", "<dd>Lovely soup.</dd>", "<h4>task.md</h4>"),
        *("The guest disliked the meal.<br>&lt;/pre&gt;", "How does the guest feel?"),
    ):
        assert words in html, words


def test_words_that_are_gone_are_said_to_be(history: History) -> None:
    for kind in ("schema", "guideline"):
        shutil.rmtree(history.workspace.release_folder(kind, "mood", "1.0.0"))
    html = "".join(texts_in_force(dossier_of(history)))
    assert "The schema is not here" in html
    assert "The guideline is not here" in html
