"""Answers to the coding questions → the codes they lead to, the codes still possible, and what speaks against a code.

Answers are a mapping from the ids of questions to the words of their answers. A question that has no answer, or a
missing word such as `not known`, tells no codes apart: it is never taken for a “no”.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from mapper.esms.codes import ReadCode, full_text
from mapper.esms.notation import needs_overlap
from mapper.esms.questions import OWN_STAFF, CodingQuestion, coding_questions, opening_question, questions_of
from mapper.esms.tree import BRANCHES, DESDE_LTC_2, Code, CodeTree, load_tree

Answers = Mapping[str, str]


class Candidate(NamedTuple):
    """What answers lead to in a branch: the code if it is fully specified, or else the code above all that are still
    possible (None: not even that is settled), and the answers that it rests on.
    """

    branch: str
    code: Code | None
    possible: tuple[Code, ...]
    reasons: tuple[tuple[CodingQuestion, str], ...]

    @property
    def is_settled(self) -> bool:
        """Whether the code is fully specified."""
        return self.code is not None and load_tree(DESDE_LTC_2).is_leaf(self.code.code)


def is_activity(answers: Answers) -> bool:
    """Whether the answers say that there is no care team, so that nothing is coded."""
    return answers.get(OWN_STAFF) == "no"


def candidates(answers: Answers) -> tuple[Candidate, ...]:
    """What answers lead to, in each branch that they open; each branch is asked and answered on its own."""
    if is_activity(answers):
        return ()
    return tuple(_candidate(branch, answers) for branch in BRANCHES if is_open(branch, answers))


def is_open(branch: str, answers: Answers) -> bool:
    """Whether the answers say that there is something to code in a branch."""
    return answers.get(opening_question(branch).id) == "yes"


def possible_codes(branch: str, answers: Answers) -> tuple[Code, ...]:
    """The fully specified codes of a branch that no answer speaks against; there is always one."""
    given = [(q, answers[q.id]) for q in questions_of(branch) if answers.get(q.id) in q.answers]
    leaves = load_tree(DESDE_LTC_2).leaves(branch)
    return tuple(code for code in leaves if all(_fits(code, question, answer) for question, answer in given))


def _fits(code: Code, question: CodingQuestion, answer: str) -> bool:
    """Whether an answer says of a code what it is, or nothing; one that tells codes below it apart means those."""
    assert question.axis is not None
    if question.axis in code.axes:
        return code.axes[question.axis] in question.values[answer]
    return not _divides(question.axis, code, load_tree(DESDE_LTC_2))


def _divides(axis: str, code: Code, tree: CodeTree) -> bool:
    """Whether an axis tells codes below a code apart and not the code itself, so that an answer means one of those."""
    return axis not in code.axes and any(axis in child.axes for child in tree.children(code.code))


def _candidate(branch: str, answers: Answers) -> Candidate:
    tree = load_tree(DESDE_LTC_2)
    possible = possible_codes(branch, answers)
    above = [list(tree.above(code.code)) for code in possible]
    common = next(code for code in above[0] if all(code in others for others in above))
    asked = (opening_question(branch), *questions_of(branch))
    reasons = tuple((q, answers[q.id]) for q in asked if answers.get(q.id) in q.answers and _matters(q, possible))
    return Candidate(branch, tree.codes[common] if len(common) > 1 else None, possible, reasons)


def _matters(question: CodingQuestion, possible: Collection[Code]) -> bool:
    return question.axis is None or any(question.axis in code.axes for code in possible)


def full_codes(answers: Answers) -> tuple[str, ...]:
    """The codes that answers lead to, in full."""
    return tuple(codes_by_type(answers).values())


def codes_by_type(answers: Answers) -> dict[str, str]:
    """The codes that answers lead to, in full, by their types of care, without branches in which nothing is settled. A
    need has no place in a code without letters before it.
    """
    questions = coding_questions().values()
    given = {q.id: answers[q.id] for q in questions if q.adds and answers.get(q.id) in q.answers}
    prefix = next((given[q.id] for q in questions if q.adds == "population" and q.id in given), "")
    needs = [[given[q.id]] for q in questions if q.adds == "need" and q.id in given and prefix]
    letters = "".join(sorted(q.letter for q in questions if q.letter and given.get(q.id) == "yes"))
    found = (candidate.code for candidate in candidates(answers))
    return {code.code: full_text(prefix, needs, code.code + letters) for code in found if code is not None}


def offered_answers(question: CodingQuestion, answers: Answers) -> tuple[str, ...]:
    """The answers of a question that make sense after the others: those that at least one possible code has."""
    if question.branch is None or question.axis is None:
        return tuple(question.answers)
    values = {code.axes.get(question.axis) for code in possible_codes(question.branch, answers)}
    return tuple(answer for answer in question.answers if values & question.values[answer])


def open_questions(branch: str, answers: Answers) -> tuple[CodingQuestion, ...]:
    """The questions that would tell the codes still possible in a branch apart."""
    waiting = (question for question in questions_of(branch) if answers.get(question.id) not in question.answers)
    return tuple(question for question in waiting if len(offered_answers(question, answers)) > 1)


def next_question(answers: Answers, passed: Collection[str] = ()) -> CodingQuestion | None:
    """The first question that has to be asked and is neither answered nor passed over; None at the end."""
    waiting = (q for q in coding_questions().values() if q.id not in answers and q.id not in passed)
    return next((question for question in waiting if _is_asked(question, answers)), None)


def _is_asked(question: CodingQuestion, answers: Answers) -> bool:
    if question.id == OWN_STAFF:
        return True
    if is_activity(answers):
        return False
    if question.branch is not None:
        return is_open(question.branch, answers) and _arises(question, answers)
    if question.adds == "need" and not _is_answered("population", answers):
        return False
    return question.opens is not None or any(is_open(branch, answers) for branch in BRANCHES)


def _arises(question: CodingQuestion, answers: Answers) -> bool:
    """Whether a question tells codes apart, and makes sense for all that are still possible, additions aside."""
    if question.branch is None or question.axis is None or len(offered_answers(question, answers)) < 2:
        return False
    tree, possible = load_tree(DESDE_LTC_2), possible_codes(question.branch, answers)
    usual = [code for code in possible if not code.is_addition] or list(possible)
    return all(question.axis in code.axes or _divides(question.axis, code, tree) for code in usual)


def _is_answered(question: str, answers: Answers) -> bool:
    return answers.get(question) in coding_questions()[question].answers


def is_held_against(code: ReadCode, answers: Answers) -> bool:
    """Whether any answer says something of a code, for it or against it."""
    if code.code is None or code.version != DESDE_LTC_2:
        return False
    branch, axes = code.code.branch, code.code.axes
    asked = (opening_question(branch), *(q for q in questions_of(branch) if q.axis in axes))
    return is_activity(answers) or any(answers.get(question.id) in question.answers for question in asked)


def contradictions(code: ReadCode, answers: Answers) -> tuple[tuple[CodingQuestion, str], ...]:
    """The answers that speak against a code of DESDE-LTC 2, each with its question."""
    if code.code is None or code.version != DESDE_LTC_2:
        return ()
    given = ((q, answers[q.id]) for q in coding_questions().values() if answers.get(q.id) in q.answers)
    return tuple((question, answer) for question, answer in given if _contradicts(question, answer, code, code.code))


def _contradicts(question: CodingQuestion, answer: str, read: ReadCode, code: Code) -> bool:
    if question.id == OWN_STAFF or question.opens == code.branch:
        return answer == "no"
    if question.branch == code.branch and question.axis is not None:
        is_open = question.axis not in code.axes and not load_tree(DESDE_LTC_2).is_leaf(code.code)
        return not is_open and not _fits(code, question, answer)
    if question.adds == "population":
        return read.prefix is not None and read.prefix[:2] != answer
    if question.adds == "need":
        return bool(read.needs) and not any(needs_overlap(need, answer) for need in read.needs)
    return question.letter is not None and answer == "no" and question.letter in read.qualifiers
