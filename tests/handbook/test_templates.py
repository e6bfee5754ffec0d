"""Tests of templates: compiled once as long as nothing differs."""

import pytest
from jinja2 import DictLoader, Environment

from schemactl.handbook import templates
from schemactl.handbook.templates import keep_compiled


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "_CODE", {})


def shown(text: str, compiled: list[str], *extensions: str) -> str:
    """Show a template in an environment of its own that says what it compiles."""

    class Watching(Environment):
        def _generate(self, source, name, filename, defer_init=False):  # type: ignore[no-untyped-def]
            compiled.append(name)
            return super()._generate(source, name, filename, defer_init)

    environment = Watching(loader=DictLoader({"a": text}), extensions=extensions)
    keep_compiled(environment)
    return environment.get_template("a").render(x=1)


def test_a_template_is_compiled_once_for_all_environments() -> None:
    compiled: list[str] = []
    assert [shown("{{ x }}", compiled) for _ in range(3)] == ["1"] * 3
    assert compiled == ["a"]


def test_another_text_or_extension_is_compiled_again() -> None:
    compiled: list[str] = []
    assert shown("{{ x }}", compiled) == "1"
    assert shown("{{ x + 1 }}", compiled) == "2"
    assert shown("{{ x }}", compiled, "jinja2.ext.do") == "1"
    assert len(compiled) == 3
