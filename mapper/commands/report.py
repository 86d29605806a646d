"""What `mapper report` does: a study as one page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import NamedTuple

from mapper.checks.report import report_of, study_report
from mapper.commands.compare import date_of, refuse_leftovers
from mapper.commands.loading import refuse_unreadable, say_errors
from mapper.compare.leftovers import leftovers
from mapper.compare.view import Frame
from mapper.console import say
from mapper.errors import MapperError, UsageError
from mapper.labels import refuse_names
from mapper.printing import printed
from mapper.render.report_html import report_html
from mapper.reporting import ReadHub, StudyReport
from mapper.reporting import study_report as report_of_study
from mapper.review.review_file import read_review
from mapper.review.shown import with_sign_offs
from mapper.study import MappedHub, Study, files_to_watch, load_study
from mapper.wording import nearest, quoted
from mapper.writing import write_whole

FORMATS = (".html", ".htm", ".docx", ".pdf")
_TAGS = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
"""What of a page nobody reads."""


class Request(NamedTuple):
    """What is asked of a report; `hubs` are the ids of those that are wanted, all if there are none."""

    paths: Sequence[Path]
    output: Path
    hubs: Sequence[str]
    as_of: str | None
    labels: bool
    only_signed: bool
    marks_unsigned: bool


Progress = Callable[[Iterator[ReadHub], int], Iterable[ReadHub]]


def write_report(request: Request, progress: Progress) -> None:
    """Write the report. Raises MapperError if a Hub cannot be read, names are left where labels stand for them, or a
    PDF is asked for and no browser can make it.
    """
    ending = request.output.suffix.lower()
    if ending not in FORMATS:
        raise UsageError(f"{quoted(request.output.name)} has no ending that names a format: {', '.join(FORMATS)}.")
    loaded = load_study(request.paths)
    if any(request.output.exists() and request.output.samefile(mapped.file) for mapped in loaded.hubs):
        raise UsageError(f"{request.output} is the file of a Hub. Please name another file to write.")
    for found in study_report(loaded):
        refuse_unreadable(found)
        say_errors(found)
    wanted = _wanted(loaded, request.hubs)
    read = list(progress((_read(mapped, loaded, request) for mapped in wanted), len(wanted)))
    study = replace(loaded, hubs=tuple(hub.mapped for hub in read), asks_for_labels=request.labels)
    frame = Frame(study, date_of(request.as_of), request.only_signed, request.marks_unsigned)
    whole = report_of_study(study, read, frame)
    refuse_leftovers(leftovers(whole.compared), accepts=False)
    write_whole(request.output, _content(whole, study, ending))
    say(f"Wrote {request.output}")


def watch(request: Request, progress: Progress) -> None:
    """Write the report now and whenever a file is saved, until Ctrl-C."""
    from mapper.watching import saved

    for _ in saved(files_to_watch(request.paths)):
        try:
            write_report(request, progress)
        except MapperError as error:
            say(f"mapper: {error}")
        say("Watching: save a file to write it again. Ctrl-C ends.")


def _wanted(study: Study, ids: Sequence[str]) -> list[MappedHub]:
    known = {mapped.id: mapped for mapped in study.hubs}
    for name in ids:
        if name not in known:
            meant = nearest(name, known)
            hint = f" Did you mean {quoted(meant)}?" if meant else ""
            raise UsageError(f"There is no Hub {quoted(name)}.{hint} Please use one of: {', '.join(known)}.")
    return [mapped for mapped in study.hubs if mapped.id in ids or not ids]


def _read(mapped: MappedHub, study: Study, request: Request) -> ReadHub:
    found = report_of(mapped, study)
    refuse_unreadable(found)
    say_errors(found)
    shown = with_sign_offs(mapped, only_signed=request.only_signed)
    return ReadHub(shown, read_review(Path(mapped.file)), found)


def _content(whole: StudyReport, study: Study, ending: str) -> bytes:
    page = report_html(whole, hides=study.shows_labels)
    if study.shows_labels:
        refuse_names([unescape(_TAGS.sub(" ", page))], study)
    if ending == ".docx":
        from mapper.render.report_docx import report_docx

        return report_docx(whole)
    return printed(page.encode()) if ending == ".pdf" else page.encode()
