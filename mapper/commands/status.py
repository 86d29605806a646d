"""What `mapper status` does: how far the accuracy check of each Hub has come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mapper.accuracy.since import commits
from mapper.accuracy.status import State, hub_status
from mapper.checks.report import report_of
from mapper.commands.hub_at_hand import refuse_unusable
from mapper.commands.loading import refuse_unreadable
from mapper.render.status import ShownStatus, status_json, status_markdown, status_text
from mapper.review.review_file import read_review
from mapper.review.target import targets
from mapper.study import load_study


def status(paths: Sequence[Path], file_format: str, *, width: int, color: bool) -> str:
    """The status of Hubs in a format. Raises MapperError where a Hub file or a review file cannot be read."""
    study = load_study(paths)
    listed = []
    for mapped in study.hubs:
        review, report = read_review(Path(mapped.file)), report_of(mapped, study)
        refuse_unreadable(report)
        refuse_unusable(review, mapped)
        found = hub_status(mapped, review, report)
        parts = targets(mapped) if found.count(State.OUT_OF_DATE) else {}
        listed.append(ShownStatus(found, commits(found, study), parts))
    if file_format == "json":
        return status_json(listed)
    if file_format == "markdown":
        return status_markdown(listed, study.vocabulary)
    return status_text(listed, study.vocabulary, width=width, color=color)
