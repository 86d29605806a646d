"""What `mapper validate` does: check each file, correct it if that is asked, leave out the findings not wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path as FilePath

from mapper.checks.report import FileReport, check_files, report_of, study_report, without_twins
from mapper.checks.selection import EVERYTHING, Selection
from mapper.errors import MapperError
from mapper.fixing import Fixed, fixed
from mapper.reading import read_bytes
from mapper.study import Study, hub_of, study_of

TakeFixed = Callable[[str, Fixed], None]


def validated(
    study: Study,
    files: Sequence[FilePath],
    *,
    stage: str | None = None,
    selection: Selection = EVERYTHING,
    take_fixed: TakeFixed | None = None,
) -> Iterator[FileReport]:
    """The reports of a study file and of Hub files, one after the other.

    With `take_fixed`, what can be corrected is: each corrected file is given to it, and its report is what is then
    left.
    """

    def take_study(file: str, result: Fixed) -> None:
        nonlocal study
        study = study_of(FilePath(file), read_bytes(result.after))
        if take_fixed is not None:
            take_fixed(file, result)

    def study_check(file: FilePath, data: bytes) -> FileReport:
        return next(study_report(study_of(file, read_bytes(data))))

    def hub_check(file: FilePath, data: bytes) -> FileReport:
        return report_of(hub_of(file, read_bytes(data), study.vocabulary), study, stage)

    for report in study_report(study):
        yield selection.of(_corrected(report, study_check, selection, take_study if take_fixed else None))
    reports = check_files(study, files, stage)
    for report in without_twins(_corrected(report, hub_check, selection, take_fixed) for report in reports):
        yield selection.of(report)


def _corrected(
    report: FileReport,
    check: Callable[[FilePath, bytes], FileReport],
    selection: Selection,
    take_fixed: TakeFixed | None,
) -> FileReport:
    """A report, or what is left to report once a file has been corrected."""
    if take_fixed is None or not any(finding.fix for finding in selection.of(report).findings):
        return report
    file = FilePath(report.file)
    try:
        before = file.read_bytes()
    except OSError as error:
        raise MapperError(f"{file} cannot be read any more: {error.strerror}. Please run the command again.") from error
    result = fixed(before, lambda data: check(file, data), selection)
    if result.after != before:
        take_fixed(report.file, result)
    return result.report
