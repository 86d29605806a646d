"""Checks E405 and E409 to E412: codes against the answers behind them, their version, and what can have a code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.checks.check import Check, Subject, values_of
from mapper.checks.coded import coded, types_of_team
from mapper.checks.places import CARE_TEAMS
from mapper.esms.coding import candidates, contradictions, is_activity
from mapper.esms.conversion import Relation, counterpart
from mapper.esms.questions import OWN_STAFF, coding_questions
from mapper.esms.teams import answers_given, version_of
from mapper.esms.tree import DESDE_LTC_2, VERSIONS, load_tree
from mapper.findings import ONLY_MISSING, Fix, Path, Problem, Severity
from mapper.schema.care_teams import CareTeam, Coding, CodingAnswer
from mapper.vocabulary.lists import WordList
from mapper.wording import nearest, quoted


def codes_against_answers(subject: Subject) -> Iterator[Problem]:
    """Codes that the answers to the coding questions speak against."""
    for one in subject.once(coded):
        for code in one.reading.codes:
            against = [(q, answer) for q, answer in contradictions(code, one.answers) if q.id != OWN_STAFF]
            if against:
                said = "; ".join(f"`{question.id}` is `{answer}`" for question, answer in against)
                message = (
                    f"The answers to the coding questions speak against `{code.mtc}{code.qualifiers}`: {said}. "
                    "Please correct the code or the answers."
                )
                severity = Severity.WARNING if one.is_proposed else Severity.ERROR
                yield Problem("E405", severity, one.path, message)
    for path, team in _teams(subject):
        yield from _codes_not_listed(path, team, types_of_team(subject, team))


def _codes_not_listed(path: Path, team: CareTeam, listed: Sequence[str]) -> Iterator[Problem]:
    """Codes that the answers lead to, in branches in which the team has none."""
    for candidate in candidates(answers_given(team.coding_answers)) if listed else ():
        if candidate.is_settled and candidate.code is not None and candidate.branch not in {code[0] for code in listed}:
            message = (
                f"The answers to the coding questions lead to `{candidate.code.code}` as well, which is none of the "
                f"codes of the team (`{', '.join(listed)}`). Please add it, or correct the answers."
            )
            yield Problem("E405", Severity.WARNING, (*path, "codes"), message)


def version_missing(subject: Subject) -> Iterator[Problem]:
    """Codes without the version that they belong to, and codes that name another version."""
    for path, team in _teams(subject):
        has_codes = any(one.team is team for one in subject.once(coded))
        if has_codes and subject.is_unanswered((*path, "version"), team.version):
            message = (
                "Codes are given without their version, and some numbers mean different things in ESMS 2000 and "
                "DESDE-LTC. Please fill in `version`, or say why there is no answer."
            )
            yield Problem("E409", ONLY_MISSING, (*path, "version"), message)
        open_codes = [code for code in types_of_team(subject, team) if _means_another(code)]
        if team.version.missing is not None and open_codes:
            message = (
                f"The version is `{team.version.missing}`, and `{open_codes[0]}` means another type of care in "
                "ESMS 2000 than in DESDE-LTC 2, as which it is counted. Please find out which version is meant."
            )
            yield Problem("E409", Severity.WARNING, (*path, "version"), message)
    for one in subject.once(coded):
        for code in one.reading.codes:
            if code.version != version_of(one.team):
                message = (
                    f"{quoted(code.text)} is a code of {code.version}, and the version of the team is "
                    f"`{version_of(one.team)}`. Please correct one of the two."
                )
                yield Problem("E409", Severity.ERROR, one.path, message)


def _means_another(code: str) -> bool:
    """Whether both versions have a code, and refuse to take one for the other."""
    in_both = all(code in load_tree(version).codes for version in VERSIONS)
    return in_both and counterpart(code, DESDE_LTC_2).relation is Relation.REFUSED


def codes_of_activities(subject: Subject) -> Iterator[Problem]:
    """Codes of what has no staff of its own: an activity, and no care team."""
    for path, team in _teams(subject):
        codings: list[tuple[Path, CareTeam | Coding]] = [(path, team)]
        codings += (((*path, "coders", *below), coding) for below, coding in team.coders.placed())
        for at, coding in codings:
            if (coding.codes.items or _has_proposals(coding)) and is_activity(answers_given(coding.coding_answers)):
                message = (
                    f"A code is given, and `{OWN_STAFF}` is answered with `no`: what other teams do beside their own "
                    "work is an activity and has no code. Please take the code away, or correct the answer."
                )
                key = "codes" if coding.codes.items else "proposed"
                yield Problem("E410", Severity.ERROR, (*at, key), message)
        if team.codes.items and team.wte.surely(lambda wte: wte.high == 0):
            message = (
                "A code is given, and the team has no staff (`wte: 0`): what other teams do beside their own work is "
                "an activity and has no code. Please check the code and the number."
            )
            yield Problem("E410", Severity.WARNING, (*path, "wte"), message)


def _has_proposals(coding: CareTeam | Coding) -> bool:
    return isinstance(coding, CareTeam) and bool(coding.proposed.items)


def answers_of_no_question(subject: Subject) -> Iterator[Problem]:
    """Answers that a coding question does not have."""
    words = subject.study.vocabulary["coding-question"]
    for path, team in _teams(subject):
        yield from _strange_answers((*path, "coding_answers"), team.coding_answers.placed(), words)
        for below, coding in team.coders.placed():
            answers = (*path, "coders", *below, "coding_answers")
            yield from _strange_answers(answers, coding.coding_answers.placed(), words)


def _strange_answers(path: Path, items: Iterator[tuple[Path, CodingAnswer]], words: WordList) -> Iterator[Problem]:
    answered = set[str]()
    for below, item in items:
        if item.question in answered:
            message = (
                f"The coding question `{item.question}` is answered twice in this list. Please keep one of the answers."
            )
            yield Problem("E411", Severity.ERROR, (*path, *below, "question"), message)
        answered.add(item.question)
        question = coding_questions().get(item.question)
        if question is None:
            yield from _strange_question((*path, *below, "question"), item.question, words)
            continue
        for within, answer in values_of(item.answer):
            if answer in question.answers:
                continue
            meant = question.meant_by(answer)
            near = meant or nearest(answer, question.answers)
            message = (
                f"{quoted(answer)} is no answer to the coding question `{question.id}`. Please use one of "
                f"{', '.join(f'`{word}`' for word in question.answers)}, or say why there is no answer."
            )
            hint = f"Did you mean `{near}`?" if near else None
            fix = Fix(f"{quoted(meant)} for {quoted(answer)}", meant) if meant else None
            yield Problem("E411", Severity.ERROR, (*path, *below, "answer", *within), message, hint, fix=fix)


def several_codes_of_a_residence(subject: Subject) -> Iterator[Problem]:
    """More than one residential code for one team."""
    for path, team in _teams(subject):
        residential = [code for code in types_of_team(subject, team) if code[0] == "R"]
        if len(residential) > 1:
            message = (
                f"The team has {len(residential)} residential codes ({', '.join(residential)}). A residential "
                "unit has one, unless it truly holds two groups. Please check them, or list two care teams."
            )
            yield Problem("E412", Severity.WARNING, (*path, "codes"), message)


def _teams(subject: Subject) -> Iterator[tuple[Path, CareTeam]]:
    for below, team in subject.hub.care_teams.placed():
        yield (*CARE_TEAMS, *below), team


def _strange_question(path: Path, asked: str, words: WordList) -> Iterator[Problem]:
    """A question that is neither one of those that lead to a code nor one of the study's own; most often a slip."""
    if asked in words:
        return
    meant = nearest(asked, coding_questions())
    message = (
        f"{quoted(asked)} is none of the coding questions, so that codes are not held against it. Please use one "
        "of them if it is meant; `mapper esms questions` shows them."
    )
    hint = f"Did you mean `{meant}`?" if meant else None
    yield Problem("E411", Severity.WARNING if meant else Severity.NOTE, path, message, hint)


CHECKS = (
    Check(
        code="E405",
        title="The answers to the coding questions speak against a code",
        why="The answers are the reason for a code. Where the two differ, nobody can tell which one is right.",
        bad="""
            care_teams:
              - id: clinical-team
                version: DESDE-LTC-2
                codes: [O9.1]
                coding_answers: [{question: outpatient, answer: yes}, {question: outpatient-contacts, answer: low}]
            """,
        good="""
            care_teams:
              - id: clinical-team
                version: DESDE-LTC-2
                codes: [O10.1]
                coding_answers: [{question: outpatient, answer: yes}, {question: outpatient-contacts, answer: low}]
            """,
        run=codes_against_answers,
    ),
    Check(
        code="E409",
        title="The version of a code is missing, or another one",
        why="The same number can mean another type of care: R5 and R7 are in a hospital in ESMS 2000, and outside one "
        "in DESDE-LTC.",
        bad="""
            care_teams:
              - {id: clinical-team, codes: [R5]}
            """,
        good="""
            care_teams:
              - {id: clinical-team, codes: [R5], version: DESDE-LTC-2}
            """,
        run=version_missing,
        source="hrps-2010",
    ),
    Check(
        code="E410",
        title="A code is given to an activity",
        why="A code belongs to a care team, the smallest unit with staff, users and continuity of its own. An activity "
        "of other teams has none, or care would be counted twice.",
        bad="""
            care_teams:
              - id: outreach
                version: DESDE-LTC-2
                codes: [I2.1.2]
                coding_answers: [{question: own-staff, answer: no}]
            """,
        good="""
            care_teams:
              - id: outreach
                codes: {missing: not applicable, note: an activity of the clinical team}
                coding_answers: [{question: own-staff, answer: no}]
            """,
        run=codes_of_activities,
        source="edesde-glossary",
    ),
    Check(
        code="E411",
        title="There is no such coding question, or it has no such answer, or two",
        why="Codes are held against the answers, which have to be in the words of the question.",
        bad="""
            care_teams:
              - {id: clinical-team, coding_answers: [{question: outpatient-contacts, answer: weekly}]}
            """,
        good="""
            care_teams:
              - {id: clinical-team, coding_answers: [{question: outpatient-contacts, answer: medium}]}
            """,
        run=answers_of_no_question,
    ),
    Check(
        code="E412",
        title="A team has two residential codes",
        why="A residential unit normally has one code; two stand for two groups, such as crisis beds and beds for a "
        "stay without end.",
        bad="""
            care_teams:
              - {id: house, version: DESDE-LTC-2, codes: [R2, R6]}
            """,
        good="""
            care_teams:
              - {id: crisis-beds, version: DESDE-LTC-2, codes: [R2]}
              - {id: long-stay-beds, version: DESDE-LTC-2, codes: [R6]}
            """,
        run=several_codes_of_a_residence,
        source="ommha",
    ),
)
