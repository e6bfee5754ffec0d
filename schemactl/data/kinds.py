"""The kinds of problems in data: how bad each is, and what it means in one line."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Kind(NamedTuple):
    """How bad a kind of problem is, and what it means."""

    severity: Severity
    meaning: str


KINDS: dict[str, Kind] = {
    # What a record says at all.
    "missing-item": Kind("error", "the record does not say which item it is about"),
    "missing-task": Kind("error", "it is not said which task is answered"),
    "unknown-task": Kind("error", "the schema has no task of this name"),
    "malformed-field": Kind("error", "a field is of a type that it cannot have"),
    "malformed-label": Kind("error", "a label is neither a text, a whole number nor true or false"),
    "unknown-status": Kind("error", "the status is not final, unsure, skipped or escalated"),
    # Labels.
    "unknown-label": Kind("error", "the task has no label that is written so"),
    "wrong-parent": Kind("error", "a path leads to a label over one that it does not stand under"),
    "not-selectable": Kind("error", "the label only groups others and cannot be chosen"),
    "deprecated-label": Kind("warning", "the label is still legal and should not be used any more"),
    "missing-label": Kind("error", "a region without a label"),
    "unexpected-label": Kind("error", "a label where the task is answered by a value"),
    # Values, regions and attributes.
    "missing-value": Kind("error", "an answer without the value that the task asks for"),
    "malformed-value": Kind("error", "the value is of another type, or beyond its limits"),
    "unexpected-value": Kind("error", "a value where the task is answered by labels"),
    "unknown-word": Kind("error", "a transcript has a word that the vocabulary lacks"),
    "unknown-marker": Kind("error", "a transcript has a marker that the task does not define"),
    "missing-region": Kind("error", "a label without the place in the item that the task asks for"),
    "malformed-region": Kind("error", "the region is incomplete, has no area or is ill-formed"),
    "unexpected-region": Kind("error", "a region where the whole item is answered about"),
    "region-outside": Kind("error", "the region leaves the image, the recording or the text"),
    "unpainted-pixels": Kind("error", "pixels without a label where each must have one"),
    "repainted-pixels": Kind("error", "pixels with several labels where each has one"),
    "dangling-relation": Kind("error", "an end of the relation is no annotation of the item"),
    "misjoined-relation": Kind("error", "an end of the relation is of a task that it cannot join"),
    "missing-attribute": Kind("error", "a required attribute is not answered"),
    "unknown-attribute": Kind("error", "the label has no attribute of this name"),
    "malformed-attribute": Kind("error", "an attribute is of another type, or not a legal value"),
    # What a format alone can tell.
    "broken-sequence": Kind("error", "tags of tokens that do not follow each other in the scheme"),
    "malformed-annotation": Kind("error", "what stands in the place of an annotation is none"),
    "class-clash": Kind("error", "a number stands for one label here and for another elsewhere"),
    "rejected-answer": Kind("warning", "an answer that was rejected and is not counted"),
    "text-mismatch": Kind("error", "the tokens are not those of the text that is stated"),
    "undeclared-label": Kind("error", "the file uses a label that its own table does not declare"),
    "undeclared-value": Kind("error", "the file uses a value that its own table does not declare"),
    "unknown-image": Kind("error", "a number of an image that the file does not list"),
    "unknown-category": Kind("error", "a number of a category that the file does not list"),
    "malformed-image": Kind("error", "an image in the file's own table without a number"),
    "malformed-category": Kind("error", "a category in the file's own table without a number"),
    "duplicate-image-id": Kind("error", "two images of the file's own table have one number"),
    "duplicate-category-id": Kind(
        "error", "two categories of the file's own table have one number"
    ),
    "unknown-class": Kind("error", "a number that the file's own table of classes lacks"),
    "duplicate-class-name": Kind("error", "two classes of the file's own table have one name"),
    "miscounted-classes": Kind("error", "the file states another number of classes than it lists"),
    "unknown-place": Kind("error", "a place in the item that cannot be read as a region"),
    # What an annotator says of an item, taken together.
    "too-many-choices": Kind("error", "more labels than the task takes"),
    "too-few-choices": Kind("error", "fewer labels than the task needs"),
    "missing-ancestor": Kind("warning", "a label without the one above it, which nothing implies"),
    "constraint-violated": Kind("error", "answers that the schema excludes together"),
    "contradiction": Kind("error", "one annotator answers one question in two ways"),
    "duplicate-annotation": Kind("error", "the same annotation a second time"),
    "repeated-content": Kind("warning", "the same content a second time"),
    # Versions.
    "missing-stamp": Kind("warning", "an annotation does not say which schema it was made under"),
    "stamp-mismatch": Kind("error", "made under another release than it is checked under"),
    "older-than-release": Kind(
        "warning", "made before the registry recorded the schema release of its stamp"
    ),
    "malformed-time": Kind("error", "the time is none, or has no time zone"),
    "unknown-citation": Kind("error", "a rule, example or page that the stamped release lacks"),
    # What is rarely right. Statistics over the whole data decide.
    "outlier-size": Kind("warning", "a region far smaller or larger than others of its label"),
    "outlier-count": Kind("warning", "far more regions than other items have"),
    "outlier-length": Kind("warning", "a text far shorter or longer than the others"),
    "outlier-pace": Kind("warning", "sooner after the one before than a tenth of the median"),
}


def severity(kind: str) -> Severity:
    """Return how bad a kind of problem is; what is not in the catalogue is an error."""
    return KINDS[kind].severity if kind in KINDS else "error"
