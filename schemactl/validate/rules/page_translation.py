"""An outdated translation of a page is what those who read it go by, without knowing."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, Region
from schemactl.model.page_translation import digest_of, page_and_language
from schemactl.model.translatable import digest_of_text
from schemactl.validate.subject import GuidelineSubject, PageDraft


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every translation of a page that was edited since, and of one that is not listed."""
    pages = {page.name: page.text for page in subject.pages}
    for draft in subject.translations:
        page, _ = page_and_language(draft.name) or ("", "")
        if page not in pages:
            message = f"`{draft.name}` translates none of the pages that are listed"
            yield _finding(draft, message, "name it after a page and a language: `task.de.md`")
            continue
        digest = digest_of_text(pages[page])
        said = digest_of(draft.text)
        if said != digest:
            edited = f"`{page}` was edited after it was translated"
            message = edited if said else f"it does not say which text of `{page}` it translates"
            hint = f"translate it again, and begin the file with `---`, `of: {digest}`, `---`"
            yield _finding(draft, message, hint)


def _finding(draft: PageDraft, message: str, hint: str) -> Finding:
    return Finding((), message, hint, None, draft.file, Region(1, 1, 1, 2))
