"""All checks, in the order of their codes, and the findings of a study."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mapper.checks import completeness, dates, logic_model, privacy, references, workforce
from mapper.checks.check import Check, Subject
from mapper.checks.tally import Tally, tally
from mapper.errors import MapperError
from mapper.findings import Finding, Problem, Severity
from mapper.reading import Document
from mapper.schema.base import Group
from mapper.schema.hub import Hub
from mapper.schema.study import StudyFile
from mapper.study import MappedHub, Study
from mapper.wording import item_words

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *references.CHECKS,
            *dates.CHECKS,
            *workforce.CHECKS,
            *logic_model.CHECKS,
            *privacy.CHECKS,
            *completeness.CHECKS,
        ),
        key=lambda check: check.code,
    )
)


class FileReport(NamedTuple):
    """What was found in one file; a file that is not a Hub's has no hub and stage, one that cannot be read no tally."""

    file: str
    hub: str | None
    stage: str | None
    tally: Tally | None
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]


def check_study(study: Study) -> tuple[FileReport, ...]:
    """Everything that is wrong with a study, a report for each file, findings in the order of their places."""
    reports = []
    if study.file is not None and study.document is not None:
        problems = [*study.problems, *_own_files(study)]
        findings = _located(problems, study.file, study.document, StudyFile)
        reports.append(FileReport(study.file, None, None, None, findings, study.document.lines))
    taken: dict[str, str] = {}
    for mapped in study.hubs:
        subject = Subject(mapped, study)
        is_read = isinstance(mapped.document.values, dict)
        problems = [*mapped.problems, *check_hub(subject), *_same_id(mapped, taken)]
        taken.setdefault(mapped.id, mapped.file)
        findings = _located(problems, mapped.file, mapped.document, Hub)
        reports.append(
            FileReport(
                file=mapped.file,
                hub=mapped.id,
                stage=mapped.stage,
                tally=tally(subject.answered) if is_read else None,
                findings=findings,
                lines=mapped.document.lines,
            )
        )
    return tuple(reports)


def _own_files(study: Study) -> Iterator[Problem]:
    """What is wrong with the guidance set and the logic model that the study names."""
    for key, load in (("guidance", lambda: study.guidance), ("logic_model", lambda: study.shared_model)):
        try:
            load()
        except MapperError as error:
            yield Problem("S218", Severity.ERROR, (key,), str(error))


def check_hub(subject: Subject) -> Iterator[Problem]:
    """What the checks say of one Hub; nothing if the file could not be read at all."""
    if subject.mapped.document.values is None or () in subject.mapped.left_out:
        return
    for check in CHECKS:
        yield from check.run(subject)


def _same_id(mapped: MappedHub, taken: dict[str, str]) -> Iterator[Problem]:
    if mapped.id in taken:
        message = (
            f"The Hub id `{mapped.id}` is also that of {taken[mapped.id]}, so tables and drawings would mix the two. "
            "Please give one of them another id."
        )
        yield Problem("X306", Severity.ERROR, ("record", "id"), message)


def _located(
    problems: list[Problem] | tuple[Problem, ...], file: str, document: Document, form: type[Group]
) -> tuple[Finding, ...]:
    findings = [
        Finding(
            code=problem.code,
            severity=problem.severity,
            file=file,
            place=problem.place or document.place(problem.path, on_key=problem.on_key),
            path=problem.path,
            item=item_words(problem.path, document.values, form),
            message=problem.message,
            hint=problem.hint,
        )
        for problem in problems
    ]
    return tuple(sorted(findings, key=lambda f: (f.place.line, f.place.column, f.code)))
