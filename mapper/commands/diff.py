"""What `mapper diff` does: two versions of one Hub to what changed between them."""

from __future__ import annotations

from mapper.commands.compare import date_of
from mapper.compare.changes import changes
from mapper.compare.view import Frame, HubView
from mapper.errors import MapperError
from mapper.reading import read_bytes
from mapper.render.changes_text import changes_json, changes_markdown, changes_text
from mapper.revisions import Version, versions
from mapper.study import Study, hub_of, study_at


def changed(old: str, new: str, as_of: str | None, file_format: str, *, width: int, color: bool) -> str:
    """What changed between two versions, in a format. Raises MapperError if one cannot be found or read."""
    before, after = versions(old, new)
    study = study_at(after.file)
    frame = Frame(study, date_of(as_of))
    found = changes(_view(before, study, frame), _view(after, study, frame))
    names = (before.name, after.name)
    if file_format == "json":
        return changes_json(found, names, study.vocabulary)
    if file_format == "markdown":
        return changes_markdown(found, names, study.vocabulary)
    return changes_text(found, names, study.vocabulary, width=width, color=color)


def _view(version: Version, study: Study, frame: Frame) -> HubView:
    document = read_bytes(version.content)
    if not isinstance(document.values, dict):
        said = document.problems[0].message if document.problems else "It is no Hub file."
        raise MapperError(f"{version.name} cannot be read, and nothing is compared. {said}")
    return HubView(hub_of(version.file, document, study.vocabulary), frame, 1)
