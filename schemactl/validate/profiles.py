"""Profiles: how severe each rule is, apart from the rules themselves.

`minimal` is structural integrity only; `standard`, the default, adds advice on content as
warnings; `strict` raises the advice to errors.
"""

from collections.abc import Mapping

from schemactl.model.finding import Severity
from schemactl.model.settings import ProfileName, Settings

# The severities in the profiles minimal, standard, strict.
Levels = tuple[Severity, Severity, Severity]
ALWAYS: Levels = ("error", "error", "error")
# The content contradicts itself: no matter of taste, but no matter of structure either.
CONTRADICTION: Levels = ("off", "error", "error")
ADVICE: Levels = ("off", "warning", "error")
# Good practice that not every schema can have from its first day.
PRACTICE: Levels = ("off", "info", "error")
# What only a schema has that was in use for a while.
COMPLETE: Levels = ("off", "off", "error")
REMARK: Levels = ("off", "info", "warning")

_POSITION: dict[ProfileName, int] = {"minimal": 0, "standard": 1, "strict": 2}


def severity(rule: str, levels: Levels, profile: ProfileName, settings: Settings) -> Severity:
    """Return how severe a rule is: as the settings say, else as the profile says."""
    return settings.severity.get(rule, levels[_POSITION[profile]])


def profile_of(schema: str, chosen: ProfileName | None, settings: Settings) -> ProfileName:
    """Return the profile of a schema: chosen on the command line, else set for it, else for all."""
    return chosen or settings.profiles.get(schema, settings.profile)


def in_force(
    levels: Mapping[str, Levels], profile: ProfileName, settings: Settings
) -> dict[str, Severity]:
    """Return the severity of every rule that is not off."""
    found = {rule: severity(rule, level, profile, settings) for rule, level in levels.items()}
    return {rule: level for rule, level in found.items() if level != "off"}
