"""What `mapper diff` does: two versions of one Hub to what changed between them."""

from __future__ import annotations

from mapper.checks.report import report_of
from mapper.commands.compare import date_of
from mapper.commands.loading import say_errors
from mapper.compare.changes import changes
from mapper.compare.view import Frame, HubView
from mapper.console import say
from mapper.errors import MapperError
from mapper.reading import read_bytes
from mapper.render.changes_text import changes_json, changes_markdown, changes_text
from mapper.revisions import Version, versions
from mapper.study import Study, hub_of, study_at
from mapper.wording import quoted


def changed(old: str, new: str, as_of: str | None, file_format: str, *, width: int, color: bool) -> str:
    """What changed between two versions, in a format. Raises MapperError if one cannot be found or read."""
    before, after = versions(old, new)
    study = study_at(after.file)
    if study.shows_labels:
        raise MapperError(
            "The study asks for labels, and what changed in a Hub tells which it is. "
            "Please run mapper diff in a copy of the study that shows names."
        )
    frame = Frame(study, date_of(as_of))
    views = _view(before, study, frame), _view(after, study, frame)
    for version, view in zip((before, after), views, strict=True):
        say_errors(report_of(view.mapped, study)._replace(file=version.name))
    ids = [view.mapped.id for view in views]
    if ids[0] != ids[1]:
        say(f"These are two Hubs, {quoted(ids[0])} and {quoted(ids[1])}: mapper compare shows them side by side.")
    found = changes(*views)
    names = (before.name, after.name)
    if file_format == "json":
        return changes_json(found, names, study.vocabulary)
    if file_format == "markdown":
        return changes_markdown(found, names, study.vocabulary)
    return changes_text(found, names, study.vocabulary, width=width, color=color)


def _view(version: Version, study: Study, frame: Frame) -> HubView:
    document = read_bytes(version.content)
    if not isinstance(document.values, dict):
        said = document.problems[0].message if document.problems else "It is no Hub file. Please name another."
        raise MapperError(f"{version.name} cannot be read, and nothing is compared. {said}")
    return HubView(hub_of(version.file, document, study.vocabulary), frame, 1)
