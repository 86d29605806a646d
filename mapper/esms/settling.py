"""What would settle a disagreement between coders: the points in which their codings differ, each with its question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from mapper.esms.codes import ReadCode
from mapper.esms.codings import CoderRole, TeamCoding, full_in_order, needs_in_order
from mapper.esms.questions import CodingQuestion, coding_questions, opening_question, questions_of
from mapper.esms.tree import BRANCHES, Code, load_tree
from mapper.vocabulary.lists import WordList


class Ground(StrEnum):
    """In what coders differ, in the order in which it is talked over.

    Their answers to a coding question; whether there is a branch; what tells two types of care apart, or that no
    question does; the version; a code that is none; and what stands before and behind the type of care.
    """

    ANSWER = "answer"
    BRANCH = "branch"
    TYPE = "type of care"
    UNTOLD = "no question"
    VERSION = "version"
    UNKNOWN = "unknown code"
    POPULATION = "population"
    NEED = "need"
    QUALIFIER = "qualifier"


class Said(NamedTuple):
    """What a coder said on a point: an answer of their own, or what follows from a `code` of theirs.

    None as answer: nothing follows, or the coder has no such code.
    """

    coder: CoderRole
    code: str | None
    answer: str | None


class Point(NamedTuple):
    """Something to be talked over: the question that settles it (None: there is none), and what the coders said on it.

    `about` is the question's id, a question as the study words it, a branch, codes as they are written, or a letter.
    """

    ground: Ground
    about: str
    question: CodingQuestion | None
    said: tuple[Said, ...]


class _Held(NamedTuple):
    """A known code, held against one of another coder."""

    coder: CoderRole
    read: ReadCode
    code: Code


def settled_by(codings: Sequence[TeamCoding], words: WordList) -> tuple[Point, ...]:
    """What would settle a disagreement, each question once: where the answers to it differ, they say all."""
    points = _merged((*_answers(codings, words), *_branches(codings), *_codes(codings)), codings)
    answered = {point.about for point in points if point.ground is Ground.ANSWER}
    kept = (p for p in points if p.ground is Ground.ANSWER or p.question is None or p.question.id not in answered)
    return tuple(sorted(kept, key=_position))


def _position(point: Point) -> tuple[int, int]:
    """Where a point stands among all: by its ground, and then by its question."""
    asked = list(coding_questions())
    return list(Ground).index(point.ground), asked.index(point.question.id) if point.question is not None else 0


def _merged(points: Iterable[Point], codings: Sequence[TeamCoding]) -> list[Point]:
    """Points on the same thing as one, with all that was said on it, coder by coder."""
    order = [coding.coder for coding in codings]
    merged: dict[tuple[Ground, str], Point] = {}
    for point in points:
        before = merged.get((point.ground, point.about))
        said = dict.fromkeys((*(before.said if before else ()), *point.said))
        in_order = tuple(sorted(said, key=lambda one: order.index(one.coder)))
        merged[point.ground, point.about] = point._replace(said=in_order)
    return list(merged.values())


def _answers(codings: Sequence[TeamCoding], words: WordList) -> Iterator[Point]:
    """The coding questions that coders answered differently."""
    for asked in dict.fromkeys(question for coding in codings for question in coding.answers):
        said = tuple(Said(c.coder, None, c.answers[asked]) for c in codings if asked in c.answers)
        if len({one.answer for one in said}) > 1:
            question = coding_questions().get(asked)
            yield Point(Ground.ANSWER, asked if question else words.label(asked), question, said)


def _branches(codings: Sequence[TeamCoding]) -> Iterator[Point]:
    """The branches in which only some have codes."""
    for branch in BRANCHES:
        codes = {coding.coder: coding.in_branch(branch).values() for coding in codings}
        if any(codes.values()) and not all(codes.values()):
            having = (Said(coder, code.mtc, "yes") for coder, own in codes.items() for code in own)
            opening = opening_question(branch)
            answers = {coding.coder: coding.answers.get(opening.id) for coding in codings}
            lacking = (Said(coder, None, answers[coder]) for coder, own in codes.items() if not own)
            yield Point(Ground.BRANCH, branch, opening, (*having, *lacking))


def _codes(codings: Sequence[TeamCoding]) -> Iterator[Point]:
    """What tells the codes of the coders apart within the branches that they share."""
    for one, other in _pairs(codings):
        yield from _types_apart(one, other)
        yield from _around_apart(one, other)
    versions = {coding.coder: {code.version for code in coding.codes.values()} for coding in codings if coding.codes}
    if any(one != other for one, other in combinations(versions.values(), 2)):
        said = (Said(coder, None, version) for coder, own in versions.items() for version in sorted(own))
        yield Point(Ground.VERSION, "version", None, tuple(said))
    unknown = {coding.coder: _unknown(coding) for coding in codings}
    for text in dict.fromkeys(text for own in unknown.values() for text in own):
        if not all(text in own for own in unknown.values()):
            said = (Said(coder, text, None) for coder, own in unknown.items() if text in own)
            yield Point(Ground.UNKNOWN, text, None, tuple(said))


def _unknown(coding: TeamCoding) -> tuple[str, ...]:
    return (*(full_in_order(code) for code in coding.codes.values() if code.code is None), *coding.unread)


def _pairs(codings: Sequence[TeamCoding]) -> Iterator[tuple[_Held, _Held]]:
    """Codes of two coders that stand for each other: those that only one of the two gave, each with the code of the
    other that is most like it. A code that one gave beside the same ones stands against those.
    """
    for one, other in combinations(codings, 2):
        for version, branch in dict.fromkeys((code.version, code.mtc[0]) for code in one.codes.values()):
            firsts, seconds = (_known(coding, version, branch) for coding in (one, other))
            only_first = {label: held for label, held in firsts.items() if label not in seconds}
            only_second = {label: held for label, held in seconds.items() if label not in firsts}
            if not (firsts and seconds and (only_first or only_second)):
                continue
            against_first, against_second = only_first or firsts, only_second or seconds
            yield from ((held, _nearest(held, against_second.values())) for held in only_first.values())
            yield from ((_nearest(held, against_first.values()), held) for held in only_second.values())


def _known(coding: TeamCoding, version: str, branch: str) -> dict[str, _Held]:
    return {
        label: _Held(coding.coder, read, read.code)
        for label, read in coding.in_branch(branch).items()
        if read.version == version and read.code is not None
    }


def _nearest(held: _Held, others: Iterable[_Held]) -> _Held:
    return min(others, key=lambda other: _distance(held, other))


def _distance(one: _Held, other: _Held) -> tuple[bool, int, int]:
    """How unlike two codes are: first by the type of care, then by what stands around it."""
    around = (one.read.prefix != other.read.prefix) + (needs_in_order(one.read) != needs_in_order(other.read))
    letters = set(one.read.qualifiers) ^ set(other.read.qualifiers)
    return one.code.code != other.code.code, len(_axes_apart(one.code, other.code)), around + len(letters)


def _axes_apart(one: Code, other: Code) -> set[str]:
    """The axes on which two codes differ; of a code and one above it, those by which the lower is told further."""
    tree = load_tree(one.version)
    if one.code in tree.above(other.code) or other.code in tree.above(one.code):
        return set(one.axes) ^ set(other.axes)
    return {axis for axis in one.axes if axis in other.axes and one.axes[axis] != other.axes[axis]}


def _types_apart(one: _Held, other: _Held) -> Iterator[Point]:
    """The questions that tell two types of care apart, or that there are none."""
    if one.code.code == other.code.code:
        return
    axes = _axes_apart(one.code, other.code)
    questions = [question for question in questions_of(one.code.branch) if question.axis in axes]
    points = [
        Point(Ground.TYPE, q.id, q, tuple(Said(h.coder, h.code.code, _answer(q, h.code)) for h in (one, other)))
        for q in questions
        if _answer(q, one.code) != _answer(q, other.code)
    ]
    yield from points
    if not points:
        codes = sorted((one.code.code, other.code.code))
        yield Point(
            Ground.UNTOLD, ", ".join(codes), None, tuple(Said(h.coder, h.code.code, None) for h in (one, other))
        )


def _answer(question: CodingQuestion, code: Code) -> str | None:
    """The answer to a question that a code stands for; None if it leaves that open."""
    value = code.axes.get(question.axis or "")
    return None if value is None else question.answer_for(value)


def _around_apart(one: _Held, other: _Held) -> Iterator[Point]:
    """What differs before and behind two codes: letters, needs in brackets, qualifiers."""
    both = (one, other)
    adds = {question.adds: question for question in coding_questions().values() if question.adds}
    if one.read.prefix != other.read.prefix:
        said = tuple(Said(held.coder, held.code.code, held.read.prefix) for held in both)
        yield Point(Ground.POPULATION, "population", adds["population"], said)
    if needs_in_order(one.read) != needs_in_order(other.read):
        said = tuple(Said(held.coder, held.code.code, ",".join(held.read.needs) or None) for held in both)
        yield Point(Ground.NEED, "need", adds["need"], said)
    for letter in sorted(set(one.read.qualifiers) ^ set(other.read.qualifiers)):
        question = next((q for q in coding_questions().values() if q.letter == letter), None)
        said = tuple(Said(h.coder, h.code.code, "yes" if letter in h.read.qualifiers else None) for h in both)
        yield Point(Ground.QUALIFIER, letter, question, said)
