"""What was found in each file of a study: all checks run, what the record accepts set apart, places looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path as FilePath
from typing import NamedTuple

from mapper.checks.check import Subject
from mapper.checks.logic_model import faults_of_shared_model
from mapper.checks.registry import CHECKS
from mapper.checks.silencing import Silenced, silence
from mapper.document import Document
from mapper.errors import MapperError
from mapper.findings import STAGES, Finding, Place, Problem, Severity, severity_of_missing
from mapper.schema.base import Group
from mapper.schema.hub import Hub
from mapper.schema.study import StudyFile
from mapper.shared_model import SharedModel
from mapper.study import MappedHub, Study, read_hub
from mapper.tally import Tally, tally
from mapper.wording import item_words
from mapper.workers import in_order


class Accepted(NamedTuple):
    """A finding that the record accepts: why, and the role of who says so."""

    finding: Finding
    reason: str
    by: str | None


class Gap(NamedTuple):
    """What stands between a record and the next `stage`: errors, answers that are only missing, and warnings, which
    are worth a look and stop nothing.
    """

    stage: str
    errors: int
    missing: int
    warnings: int


class FileReport(NamedTuple):
    """What was found in one file; a file that is not a Hub's has no hub and stage, one that cannot be read no tally.

    `gap` is what stands between it and the next stage, if there is one; `lines` holds the lines, by number, that
    findings are about; `id_place` is where the Hub's id stands.
    """

    file: str
    hub: str | None
    stage: str | None
    tally: Tally | None
    gap: Gap | None
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    lines: Mapping[int, str]
    id_place: Place


def check_study(study: Study, stage: str | None = None) -> tuple[FileReport, ...]:
    """Everything that is wrong with a study and its Hubs, a report for each file; see `check_files`."""
    reports = (report_of(mapped, study, stage) for mapped in study.hubs)
    return (*study_report(study), *without_twins(reports))


def check_files(study: Study, files: Sequence[FilePath], stage: str | None = None) -> Iterator[FileReport]:
    """A report for each Hub file, findings in the order of their places, without what two files have in common.

    Many files are checked in several processes, each of which holds one file in memory at a time. `stage` stands in for
    the stages that the records say.
    """
    return in_order(partial(_report_of_file, study=study, stage=stage), files)


def _report_of_file(file: FilePath, study: Study, stage: str | None) -> FileReport:
    return report_of(read_hub(file, study.vocabulary), study, stage)


def study_report(study: Study) -> Iterator[FileReport]:
    """The report of the study file, with what is wrong with the guidance set and the logic model that it names; then
    that of the logic model, if it is the study's own and has faults.
    """
    if study.file is None or study.document is None:
        return
    problems = list(study.problems)
    for key, load in (("guidance", lambda: study.guidance), ("logic_model", lambda: study.shared_model)):
        try:
            load()
        except MapperError as error:
            problems.append(Problem("S218", Severity.ERROR, (key,), str(error)))
    findings = _located(problems, study.file, study.document, StudyFile, STAGES[0])
    place = study.document.place(())
    yield FileReport(study.file, None, None, None, None, findings, (), _lines(findings, study.document), place)
    own = study.form.logic_model.value
    if own and not any(problem.code == "S218" and problem.path == ("logic_model",) for problem in problems):
        yield from _model_report((FilePath(study.file).parent / own).as_posix(), study.shared_model)


def _model_report(file: str, model: SharedModel) -> Iterator[FileReport]:
    document = model.document
    found = _located(faults_of_shared_model(model), file, document, StudyFile, STAGES[0])
    if found:
        yield FileReport(file, None, None, None, None, found, (), _lines(found, document), document.place(()))


def report_of(mapped: MappedHub, study: Study, stage: str | None = None) -> FileReport:
    """Everything that is wrong with one Hub."""
    subject = Subject(mapped, study, stage)
    document, stage = mapped.document, subject.stage
    standing, silenced = [*mapped.problems], list[Silenced]()
    if document.values is not None and () not in mapped.left_out:
        for check in CHECKS:
            standing += check.run(subject)
        standing, silenced = silence(subject, standing)
    findings = _located(standing, mapped.file, document, Hub, stage)
    accepted = tuple(
        Accepted(_located([one.problem], mapped.file, document, Hub, stage)[0], one.reason, one.by) for one in silenced
    )
    return FileReport(
        file=mapped.file,
        hub=mapped.id,
        stage=stage,
        tally=tally(subject.answered) if isinstance(document.values, dict) else None,
        gap=_gap(findings, stage),
        findings=findings,
        accepted=accepted,
        lines=_lines(findings, document),
        id_place=document.place(("record", "id")),
    )


def without_twins(reports: Iterable[FileReport]) -> Iterator[FileReport]:
    """The reports, each Hub whose id an earlier one has with a finding (X306) that says so."""
    taken: dict[str | None, str] = {}
    for report in reports:
        if report.hub in taken:
            message = (
                f"The Hub id `{report.hub}` is also that of {taken[report.hub]}, so tables and drawings would mix the "
                "two. Please give one of them another id."
            )
            twin = Finding(
                "X306", Severity.ERROR, report.file, report.id_place, ("record", "id"), "Record, id", message
            )
            findings = tuple(sorted((*report.findings, twin), key=_in_order))
            yield report._replace(findings=findings, gap=_gap(findings, report.stage or STAGES[0]))
        else:
            taken[report.hub] = report.file
            yield report


def _gap(findings: Iterable[Finding], stage: str) -> Gap | None:
    if stage == STAGES[-1]:
        return None
    counts = Counter("missing" if finding.only_missing else finding.severity.value for finding in findings)
    return Gap(STAGES[STAGES.index(stage) + 1], counts["error"], counts["missing"], counts["warning"])


def _located(
    problems: Iterable[Problem], file: str, document: Document, form: type[Group], stage: str
) -> tuple[Finding, ...]:
    findings = [
        Finding(
            code=problem.code,
            severity=problem.severity or severity_of_missing(stage),
            file=file,
            place=_place(problem, document),
            path=problem.path,
            item=item_words(problem.path, document.values, form),
            message=problem.message,
            hint=problem.hint,
            on_key=problem.on_key,
            fix=problem.fix,
            only_missing=problem.severity is None,
        )
        for problem in problems
    ]
    return tuple(sorted(findings, key=_in_order))


def _place(problem: Problem, document: Document) -> Place:
    part = document.place_of_part(problem.path, problem.part) if problem.part else None
    return part or problem.place or document.place(problem.path, on_key=problem.on_key)


def _in_order(finding: Finding) -> tuple[int, int, str]:
    return finding.place.line, finding.place.column, finding.code


def _lines(findings: Iterable[Finding], document: Document) -> dict[int, str]:
    return {finding.place.line: document.line(finding.place.line) for finding in findings}
