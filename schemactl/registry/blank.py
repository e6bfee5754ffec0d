"""Blank: a repository in which nothing was ever released or recorded, told without opening any."""

import os

from schemactl.workspace import Workspace

URL_VARIABLE = "SCHEMACTL_REGISTRY_URL"


def is_blank(workspace: Workspace) -> bool:
    """Tell whether there is neither a registry nor anything that may say where one is."""
    is_told = os.environ.get(URL_VARIABLE) or workspace.settings_file.exists()
    return not is_told and not workspace.registry.exists()
