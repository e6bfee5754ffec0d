"""A language that no browser knows is read aloud, broken into lines and searched as another one."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject, SchemaSubject, TranslationDraft

# The parts of BCP 47 in their order: language, script, region, variants, private use.
_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-x(-[a-z0-9]{1,8})+)?\Z",
    re.IGNORECASE,
)
_HINT = "write a tag such as `en`, `de-AT` or `zh-Hant`"


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield every language that is no tag, and translations under another language's name."""
    noun = subject.schema if isinstance(subject, SchemaSubject) else subject.guideline
    if not _TAG.match(noun.language):
        yield Finding(("language",), f"`{noun.language}` is no language tag", _HINT)
    for draft in subject.translations if isinstance(subject, SchemaSubject) else ():
        wrong = _wrong(draft, noun.language)
        if wrong is not None:
            yield Finding(("language",), *wrong, None, draft.file)


def _wrong(draft: TranslationDraft, own: str) -> tuple[str, str] | None:
    """Return what is wrong with the language of a translation, and what to do about it."""
    written = draft.translations.language
    if not _TAG.match(written):
        return f"`{written}` is no language tag", _HINT
    if written.lower() != draft.language.lower():
        message = f"the file is named `{draft.language}.yaml`, and its language is `{written}`"
        return message, f"rename it to `{written}.yaml`, or correct the language"
    if written.lower() == own.lower():
        message = f"the schema itself is written in `{written}`"
        return message, "edit the schema: its own language needs no translation"
    return None
