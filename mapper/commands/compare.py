"""What `mapper compare` does: Hubs, each read once, to a comparison; and the comparison as what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import tee
from pathlib import Path
from typing import NamedTuple

from mapper.checks.report import FileReport, report_of, study_report, without_twins
from mapper.commands.loading import refuse_unreadable, say_errors
from mapper.compare.comparison import Comparison, Extract, comparison, extract, only_differences
from mapper.compare.kind import Kind
from mapper.compare.leftovers import Leftover, leftovers
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView
from mapper.console import put, say
from mapper.errors import MapperError, UsageError
from mapper.review.shown import with_sign_offs
from mapper.schema.scalars import PartialDate, is_date, read_date
from mapper.study import Study, open_study, read_hub
from mapper.wording import nearest, quoted
from mapper.workers import in_order
from mapper.writing import write_whole

FORMATS = {
    ".txt": "terminal",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
}
"""The format that the ending of a file's name stands for."""
DATA = ("csv", "json", "xlsx")
"""The formats that are for working with, and not for reading."""
_NOT_FOR_A_TERMINAL = ("xlsx", "docx")
_MOST_LEFTOVERS = 20


class Request(NamedTuple):
    """What is asked of a comparison."""

    paths: Sequence[Path]
    tables: Sequence[str]
    as_of: str | None
    labels: bool
    accept_names: bool
    differences: bool
    output: Path | None
    only_signed: bool = False
    marks_unsigned: bool = False


class Taken(NamedTuple):
    """What was taken from one file, and what was found in it."""

    report: FileReport
    extract: Extract


Progress = Callable[[Iterator[Taken], int], Iterable[Taken]]


def compared(request: Request, progress: Progress) -> Comparison:
    """The comparison that is asked for. Raises MapperError if a Hub cannot be read, or if names are left in it where
    labels stand for them, and UsageError if it would be written over what it is made from.
    """
    kinds = kinds_of(request.tables)
    study, files = open_study(request.paths)
    _refuse_inputs(request.output, study, files)
    study = replace(study, asks_for_labels=request.labels)
    frame = Frame(study, date_of(request.as_of), request.only_signed, request.marks_unsigned)
    for report in study_report(study):
        refuse_unreadable(report)
        say_errors(report)
    numbered = list(enumerate(files, 1))
    taken = in_order(partial(_take, frame=frame, kinds=kinds), numbered)
    found = list(_said(progress(taken, len(files))))
    whole = comparison(frame, [one.extract for one in found], kinds)
    refuse_leftovers(leftovers(whole), accepts=request.accept_names)
    return only_differences(whole) if request.differences else whole


def kinds_of(names: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds of tables that are asked for by their ids, in the order of all; without any, all. Raises UsageError at
    an id that is none.
    """
    known = {kind.id: kind for kind in KINDS}
    for name in names:
        if name not in known:
            meant = nearest(name, known)
            hint = f" Did you mean `{meant}`?" if meant else ""
            raise UsageError(f"There is no table {quoted(name)}. Please name one of `mapper compare --list`.{hint}")
    return tuple(kind for kind in KINDS if kind.id in names or not names)


def format_wanted(output: Path | None, asked: str | None, *, is_summary: bool) -> str:
    """The format of a comparison. Raises UsageError where there is none, or where it is one of data and the summary is
    wanted.
    """
    wanted = format_of(output, asked)
    if is_summary and wanted in DATA:
        raise UsageError("The summary is text to read. Please ask for terminal, markdown, html or docx instead.")
    return wanted


def format_of(output: Path | None, asked: str | None, endings: Mapping[str, str] = FORMATS) -> str:
    """The format asked for, or else that of the file's ending. Raises UsageError where there is none."""
    if asked is not None:
        named = endings.get(output.suffix.lower(), "terminal") if output is not None else "terminal"
        if output is not None and named not in (asked, "terminal"):
            raise UsageError(f"{quoted(output.name)} is named as {named}, and {asked} is asked for. Please rename it.")
        if output is None and asked in _NOT_FOR_A_TERMINAL:
            raise UsageError(f"A file of the kind {asked} cannot be printed. Please name it: --output FILE.{asked}")
        return asked
    if output is None:
        return "terminal"
    if output.suffix.lower() not in endings:
        listed = ", ".join(endings)
        raise UsageError(f"{quoted(output.name)} has no ending that names a format. Please use one of {listed}.")
    return endings[output.suffix.lower()]


def _refuse_inputs(output: Path | None, study: Study, files: Sequence[Path]) -> None:
    """Raise UsageError if the file to write is one that is read: a Hub's, or the study's."""
    if output is None or not output.exists():
        return
    read = [*files, *([Path(study.file)] if study.file is not None else [])]
    if any(output.samefile(file) for file in read if file.exists()):
        raise UsageError(f"{output} is one of the files that are compared. Please name another file to write.")


def show(pieces: Iterable[bytes], output: Path | None, beside: bytes | None) -> None:
    """Print a comparison, or write it to a file, with its data dictionary beside it where there is one."""
    if output is None:
        for piece in pieces:
            put(piece.decode())
        return
    write_whole(output, pieces)
    say(f"Wrote {output}")
    if beside is not None:
        dictionary = output.with_name(f"{output.stem}-dictionary.csv")
        write_whole(dictionary, [beside])
        say(f"Wrote {dictionary}, which says what each column and field means")


def _take(numbered: tuple[int, Path], frame: Frame, kinds: Sequence[Kind]) -> Taken:
    number, file = numbered
    mapped = read_hub(file, frame.study.vocabulary)
    report = report_of(mapped, frame.study)
    errors = tuple(finding for finding in report.findings if finding.severity == "error")
    told = report._replace(findings=errors, accepted=(), lines={})
    shown = with_sign_offs(mapped, only_signed=frame.only_signed)
    return Taken(told, extract(HubView(shown, frame, number), kinds))


def _said(taken: Iterable[Taken]) -> Iterator[Taken]:
    """What was taken, while it is said which files have errors. Raises MapperError at one that cannot be read."""
    ones, again = tee(taken)
    for one, report in zip(ones, without_twins(one.report for one in again), strict=True):
        refuse_unreadable(report)
        say_errors(report)
        yield one


def date_of(text: str | None) -> PartialDate | None:
    """A date as it was asked for. Raises UsageError if it is none."""
    if text is None:
        return None
    if not is_date(text):
        raise UsageError(f"{quoted(text)} is not a date. Please write it as 2021, 2021-06 or 2021-06-30.")
    return read_date(text)


def refuse_leftovers(found: Sequence[Leftover], *, accepts: bool) -> None:
    """Say which names are left where labels stand for them, and raise MapperError unless that is accepted."""
    if not found:
        return
    say(f"Labels stand for names, and {'these names are' if len(found) > 1 else 'this name is'} left in the answers:")
    for left in found[:_MOST_LEFTOVERS]:
        say(f"  {_leftover_words(left)}")
    if len(found) > _MOST_LEFTOVERS:
        say(f"  and {len(found) - _MOST_LEFTOVERS:,} more")
    if not accepts:
        raise MapperError(
            "Nothing was written. Please word these answers without names, or accept them with --accept-names."
        )


def _leftover_words(left: Leftover) -> str:
    if left.hub is None:
        return f"“{left.name}” in {left.item}"
    where = f", line {left.line} of its file" if left.line else ""
    return f"“{left.name}” in the answers of {left.hub}{where} ({left.item})"
