"""Strings as spaCy numbers them: its symbols have small numbers, all others are hashes."""

from functools import cache

_MASK = 2**64 - 1
# MurmurHash64A by Austin Appleby (public domain, 2008), with the seed that spaCy takes.
_MULTIPLIER = 0xC6A4A7935BD1E995
_SHIFT = 47
_SEED = 1
_WORD = 8

# The symbols in the order of their numbers; these numbers stand in files since spaCy 2.
_FLAGS = """IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL
LIKE_NUM LIKE_EMAIL IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT
IS_CURRENCY"""
_ATTRIBUTES = """ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB
ENT_TYPE HEAD SENT_START SPACY PROB LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON
PROPN PUNCT SCONJ SYM VERB X EOL SPACE"""
_LABELS = """PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME
PERCENT MONEY QUANTITY ORDINAL CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc
ccomp complm conj cop csubj csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg
nmod nn npadvmod nsubj nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss
possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl ENT_KB_ID MORPH ENT_ID IDX
_"""


@cache
def _symbols() -> dict[str, int]:
    names = [
        "",
        *_FLAGS.split(),
        *(f"FLAG{number}" for number in range(19, 64)),
        *_ATTRIBUTES.split(),
        *(f"DEPRECATED{number:03}" for number in range(1, 277)),
        *_LABELS.split(),
    ]
    return {name: number for number, name in enumerate(names)}


def string_id(text: str) -> int:
    """Return the number of a string, as spaCy's StringStore has it."""
    symbol = _symbols().get(text)
    return _hash(text.encode()) if symbol is None else symbol


def _hash(data: bytes) -> int:
    value = _SEED ^ (len(data) * _MULTIPLIER & _MASK)
    whole = len(data) - len(data) % _WORD
    for at in range(0, whole, _WORD):
        word = int.from_bytes(data[at : at + _WORD], "little") * _MULTIPLIER & _MASK
        word = (word ^ (word >> _SHIFT)) * _MULTIPLIER & _MASK
        value = (value ^ word) * _MULTIPLIER & _MASK
    if whole < len(data):
        value = (value ^ int.from_bytes(data[whole:], "little")) * _MULTIPLIER & _MASK
    value = (value ^ (value >> _SHIFT)) * _MULTIPLIER & _MASK
    return value ^ (value >> _SHIFT)
