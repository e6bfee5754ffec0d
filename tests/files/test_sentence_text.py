"""Tests of where words stand in the text of their sentence."""

from schemactl.files.sentence_text import Surface, placed_words

WORDS = [
    Surface("Don't", False, ((0, "Do"), (1, "n't"))),
    Surface("!", True, ((2, "!"),)),
    Surface("Au", True, ((3, "À"), (4, "le"))),
]


def test_words_are_found_in_the_told_text() -> None:
    text, places, wrong = placed_words(WORDS, "Don't !  Au ")
    assert (text, wrong) == ("Don't !  Au ", "")
    assert places == {0: (0, 2), 1: (2, 5), 2: (6, 7), 3: (9, 11), 4: (9, 11)}


def test_a_text_that_words_do_not_make_up_is_built_anew() -> None:
    for told in ("Don't ! nor Au", "Don't ! Au more", "Don't"):
        text, places, wrong = placed_words(WORDS, told)
        assert text == "Don't! Au"
        assert wrong == 'the words do not make up the text: "Don\'t! Au"'
        assert text[slice(*places[2])] == "!"


def test_without_a_told_text_nothing_is_wrong() -> None:
    assert placed_words(WORDS, None)[2] == ""
