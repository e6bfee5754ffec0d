"""A page under watch: what it complains of, and what it asks of other machines."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

_OURS = ("127.0.0.1", "")
# A host that serves no favicon of its own is asked for one by every browser.
_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI));
"""
# What is still fading in has a contrast that nobody reads it with. A bar that never ends is left.
_AT_REST = """
async () => await Promise.all(document.getAnimations()
  .filter((one) => one.playState === "running")
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
  .map((one) => one.finished.catch(() => null))).then(() => null)
"""
_SERIOUS = """
async () => (await axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
})).violations
  .filter((one) => one.impact === "serious" || one.impact === "critical")
  .map((one) => one.id + ": " + one.nodes.map((node) => node.target.join(" ")
    + (node.any[0] ? " (" + node.any[0].message + ")" : "")).slice(0, 4).join(" | "))
"""


class Watched(NamedTuple):
    """A page, and the complaints it has made so far: errors, violations, foreign requests."""

    page: Page
    complaints: list[str]


def watch(context: BrowserContext) -> Watched:
    """Open a page of the profile whose complaints are kept."""
    complaints: list[str] = []

    def spoke(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in _OURS:
            complaints.append(f"asked for {request.url}")

    context.add_init_script(_VIOLATIONS)
    context.on("request", asked)
    page = context.new_page()
    page.on("console", spoke)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    return Watched(page, complaints)


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds serious or critical on the page, once it stands still."""
    page.evaluate(_AT_REST)
    # The policy forbids scripts that a page did not bring; axe is one of the tester's.
    page.evaluate(axe)
    found: Any = page.evaluate(_SERIOUS)
    return [str(one) for one in found]
