"""Settings: what schemactl.yaml may say."""

from typing import Literal

from schemactl.model.identifiers import Date, Name
from schemactl.model.scalar import Noun, Prose

ProfileName = Literal["minimal", "standard", "strict"]


class RegistrySettings(Noun):
    """Where the registry is; the default is the SQLite file in registry/."""

    url: str | None = None


class Suppression(Noun):
    """A finding that is accepted, with the reason.

    `at` is schema, schema/task or schema/task/label, or the path of a file or folder.
    """

    rule: str
    at: str = ""
    because: Prose
    owner: str = ""
    until: Date | None = None


class HandbookSettings(Noun):
    """How the handbook is built."""

    title: Prose = ""
    site_url: str = ""


class Settings(Noun):
    """The settings of a label repository; every key is optional."""

    registry: RegistrySettings = RegistrySettings.model_construct()
    profile: ProfileName = "standard"
    profiles: dict[Name, ProfileName] = {}
    severity: dict[str, Literal["error", "warning", "info", "off"]] = {}
    approvals: dict[Literal["major", "minor", "patch"], tuple[str, ...]] = {}
    actor: str | None = None
    handbook: HandbookSettings = HandbookSettings.model_construct()
    suppressions: tuple[Suppression, ...] = ()
