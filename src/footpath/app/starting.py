"""Start a workspace before there is anything to load."""

from pathlib import Path

from footpath.app.configuration import FILE_NAME
from footpath.app.workspace import Workspace
from footpath.errors import WorkspaceError


def start_workspace(directory: Path, template: str = "") -> Workspace:
    """Make a workspace; with a template, its stages stand in footpath.toml from the start.

    Raises:
        WorkspaceError: there is one already.
        SpecError: there is no such template.
    """
    from footpath.maps import stage_template

    if (directory / FILE_NAME).exists():
        raise WorkspaceError(f"{directory} is a workspace already.", f"Edit its {FILE_NAME}, or load files into it.")
    stages = stage_template(template) if template else ()
    workspace = Workspace(directory, create=True)
    catalogue = workspace.settings.catalogue.model_copy(update={"template": template, "stages": stages})
    workspace.save_settings(
        workspace.settings.model_copy(update={"name": directory.resolve().name, "catalogue": catalogue})
    )
    return workspace
