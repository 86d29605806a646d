"""The coding questions: as a file to fill in, and one at a time for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from mapper.esms.coding import Answers, Candidate, candidates, is_activity, open_questions, possible_codes
from mapper.esms.questions import CodingQuestion, coding_questions, opening_question
from mapper.esms.session import Session
from mapper.esms.tree import BRANCHES, DESDE_LTC_2, branch_titles, load_tree
from mapper.render.terminal import BOLD, DIM_BLUE, Page, hanging, paint_for, wrapped
from mapper.schema.answers import MissingWord

_FORM_WIDTH = 100
_MOST_TOLD = 4
"""Codes still possible up to which each is told in words."""
_HEAD = """\
# Answers to the coding questions, for: mapper esms code HUB --team ID --answers FILE
#
# Write one of the answers behind the colon. `not known` is an answer too; a line left blank is a question skipped. Only
# the questions of a branch that you open with `yes` are needed."""


def questions_form() -> str:
    """A file to fill in: every question with its help and its answers as comments; ends with a line break."""
    lines = _HEAD.splitlines()
    for question in coding_questions().values():
        if question.opens or question.adds == "population":
            title = branch_titles()[question.opens] if question.opens else "The full code"
            lines += ["", f"# ---- {title} {'-' * (_FORM_WIDTH - len(title) - 8)}"]
        lines.append("")
        for text in (question.text, question.help):
            lines += textwrap.wrap(text, _FORM_WIDTH, initial_indent="# ", subsequent_indent="# ")
        lines += (f"#   {answer}: {label}" for answer, label in question.answers.items())
        lines.append(f"{question.id}:")
    return "\n".join(lines) + "\n"


def question_text(session: Session, earlier: str | None, *, width: int, color: bool) -> str:
    """The next question of a session with its answers, numbered, and the codes that are still possible."""
    question = session.question
    assert question is not None
    page = Page(width, paint_for(color=color))
    lines = ["", page.paint(_heading(question), DIM_BLUE), ""]
    lines += [page.paint(line, BOLD) for line in wrapped(question.text, width, 0)]
    lines += wrapped(question.help, width)
    lines += (
        wrapped(f"Confidence in this question: {question.confidence}.", width) if question.confidence != "high" else []
    )
    lines.append("")
    for number, answer in enumerate(session.offered, 1):
        mark = "  (so far)" if answer == earlier else ""
        lines += hanging(f"    {number:>2}  {question.answers[answer]}{mark}", width, 8)
    if earlier is not None and earlier not in session.offered:
        lines += wrapped(f"So far: {earlier}", width, 4)
    lines += [*_still_possible(question, session, width), ""]
    return "\n".join(lines) + "\n"


def _heading(question: CodingQuestion) -> str:
    letter = question.opens or question.branch
    if letter is None:
        return "The full code" if question.adds else "The care team"
    return f"{letter}  {branch_titles()[letter]}"


def _still_possible(question: CodingQuestion, session: Session, width: int) -> Iterator[str]:
    if question.branch is None:
        return
    possible = possible_codes(question.branch, session.answers)
    yield ""
    if len(possible) > _MOST_TOLD:
        yield from wrapped(f"Still possible: {', '.join(code.code for code in possible)}", width)
        return
    yield "  Still possible:"
    for code in possible:
        yield from hanging(f"    {code.code}  {code.label}", width, 6 + len(code.code))


def outcome_text(answers: Answers, codes: Sequence[str], *, width: int, color: bool) -> str:
    """What the answers lead to, branch by branch, with the reasons; ends with a line break."""
    page = Page(width, paint_for(color=color))
    lines = [""]
    if is_activity(answers):
        lines += page.text(
            "The answers say that this is an activity of other teams, and no care team of its own. It has no code."
        )
    for candidate in candidates(answers):
        lines += [*_candidate(page, candidate, answers), ""]
    if not is_activity(answers):
        lines += _other_branches(page, answers)
    if codes:
        lines += page.text(f"The codes in full: {', '.join(codes)}")
    return "\n".join(lines) + "\n"


def _other_branches(page: Page, answers: Answers) -> Iterator[str]:
    """The branches in which there is nothing to code, and those of which nobody can tell."""
    said = {branch: answers.get(opening_question(branch).id) for branch in BRANCHES}
    closed = [branch for branch, answer in said.items() if answer == "no"]
    untold = [branch for branch, answer in said.items() if answer not in ("yes", "no")]
    for what, branches in (("Nothing to code in", closed), ("Not known, or not answered", untold)):
        if branches:
            yield from page.text(f"{what}: {', '.join(f'{b} ({branch_titles()[b].lower()})' for b in branches)}.")


def _candidate(page: Page, candidate: Candidate, answers: Answers) -> Iterator[str]:
    if candidate.code is None:
        yield page.paint(f"{branch_titles()[candidate.branch]}: no code yet", BOLD)
        codes = ", ".join(code.code for code in candidate.possible)
        yield from page.text(f"The answers do not tell these codes apart: {codes}.")
        yield from _open(page, candidate, answers)
    else:
        head = hanging(f"{candidate.code.code}  {candidate.code.label}", page.width, 2)
        yield from (page.paint(line, BOLD) for line in head)
        if not candidate.is_settled:
            codes = ", ".join(code.code for code in candidate.possible)
            yield from page.text(f"It is not fully specified. The answers do not tell these codes apart: {codes}.")
            yield from _open(page, candidate, answers)
        if candidate.code.confidence != "high":
            yield from page.text(f"Confidence in this code of {_version()}: {candidate.code.confidence}.")
    for question, answer in candidate.reasons:
        yield from hanging(f"    {question.text} {question.answers[answer]}.", page.width, 6)


def _open(page: Page, candidate: Candidate, answers: Answers) -> Iterator[str]:
    for number, question in enumerate(open_questions(candidate.branch, answers)):
        yield from page.labelled("" if number else "Still open", f"{question.text} ({question.id})")


def _version() -> str:
    return load_tree(DESDE_LTC_2).title


def keys_text(*, has_earlier: bool) -> str:
    """What may be typed beside the number of an answer."""
    keep = "Enter keeps the answer so far, " if has_earlier else ""
    return f"  ({keep}? {MissingWord.NOT_KNOWN.value}, s skip, b back, q leave)\n"
