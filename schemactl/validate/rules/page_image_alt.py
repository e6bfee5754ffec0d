"""Who cannot see a page's picture has only the words that stand for it."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every image of a page that has no words in its brackets."""
    for image in subject.images:
        if not image.words:
            yield Finding(
                (),
                f"image `{image.target}` has no text that says what it shows",
                "write it in the brackets: `![what an annotator would notice](image.png)`",
                None,
                image.file,
                image.region,
            )
