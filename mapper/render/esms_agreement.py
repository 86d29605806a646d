"""How far coders agree, and what they have to talk over: for a terminal and as JSON (`mapper.esms.agreement/1`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mapper.amounts import limit
from mapper.compare.coders import Agreement, Disagreement, LevelAgreement, NotCompared, TeamPlace, WhyAlpha
from mapper.compare.table import Column
from mapper.esms.codings import CoderRole, Level
from mapper.esms.notation import qualifiers
from mapper.esms.questions import CodingQuestion
from mapper.esms.reliability import ALPHA_SOURCES, KAPPA_SOURCES, Alpha, Kappa
from mapper.esms.settling import Ground, Point, Said
from mapper.esms.tree import branch_titles
from mapper.findings import path_text
from mapper.render.cell_words import column_heading
from mapper.render.terminal import BOLD, DIM_BLUE, Page, hanging, paint_for, wrapped
from mapper.wording import counted

_KAPPA, _ALPHA = "Cohen's kappa", "Krippendorff's alpha"
_LEVELS = {Level.EXACT: "Full code", Level.MTC: "Type of care", Level.BRANCH: "Branch"}
_MEANT = (
    "Full code: all of it, with the letters before it, the needs in square brackets and the letters behind it. Type of "
    "care: the code alone, such as O9.1. Branch: its first letter. In what order the codes stand does not matter."
)
_SCALE = "It is 1 where coders always agree, 0 where they agree as often as by chance, and below 0 where less often."
_WHY_ALPHA = {
    WhyAlpha.MORE_CODERS: "more than two coders coded these teams",
    WhyAlpha.MISSING: "some codings are missing",
}
_NOT_DEFINED = "cannot be worked out"
_WITHOUT = {
    Ground.BRANCH: "no code there",
    Ground.POPULATION: "no letters",
    Ground.NEED: "no need",
    Ground.QUALIFIER: "not given",
    Ground.TYPE: "left open",
}


def agreement_text(agreement: Agreement, *, width: int, color: bool) -> str:
    """The figures, and below them every disagreement with what would settle it; ends with a line break."""
    page = Page(width, paint_for(color=color))
    parts = [_figures(page, agreement)]
    parts += (_disagreement(page, one) for one in agreement.disagreements)
    if agreement.not_compared:
        parts.append(_not_compared(page, agreement.not_compared))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _figures(page: Page, agreement: Agreement) -> Iterator[str]:
    coders = _listed(map(str, agreement.coders))
    yield from page.heading("Agreement between coders", f"{counted(agreement.teams, 'care team')}, coded by {coders}")
    yield from _table(page, agreement)
    yield ""
    yield from page.text(_MEANT)
    yield ""
    yield from page.text(_coefficient_words(agreement))
    for level in agreement.levels:
        if level.coefficient is None:
            what = f"{_LEVELS[level.level]}: {_name(agreement)} {_NOT_DEFINED}, as all coders gave the same throughout."
            yield from page.text(what)
    if any(_has_no_width(level.coefficient) for level in agreement.levels):
        yield from page.text(
            "An interval without width says nothing of how sure the figure is: the method gives it where coders always "
            "agree, and where one of them gave the same throughout."
        )
    if agreement.teams < limit("few_teams"):
        yield from page.text(_few_words(agreement))


def _table(page: Page, agreement: Agreement) -> Iterator[str]:
    """The three levels in columns, or as sentences where the terminal is too narrow for that."""
    head = ("", "Agree", "Per cent", _name(agreement) + ("" if agreement.why_alpha else " (95% interval)"))
    rows = [_row(level) for level in agreement.levels]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    if sum(widths) + 2 * len(widths) > page.width:
        for level, agree, per_cent, figure in rows:
            yield from page.text(f"{level}: {agree} agree ({per_cent}), {head[-1]} {figure}")
        return
    yield page.paint(_line(head, widths), DIM_BLUE)
    yield from (_line(row, widths) for row in rows)


def _row(level: LevelAgreement) -> tuple[str, str, str, str]:
    share = f"{100 * level.agree / level.of:.0f}%"
    return _LEVELS[level.level], f"{level.agree:,} of {level.of:,}", share, _figure(level.coefficient)


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "".join(f"  {cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def _name(agreement: Agreement) -> str:
    return _ALPHA if agreement.why_alpha else _KAPPA


def _figure(coefficient: Kappa | Alpha | None) -> str:
    match coefficient:
        case Kappa():
            return f"{_decimal(coefficient.value)} ({_decimal(coefficient.low)} to {_decimal(coefficient.high)})"
        case Alpha():
            return _decimal(coefficient.value)
        case None:
            return _NOT_DEFINED


def _decimal(value: float) -> str:
    """A figure to two decimal places, with a minus sign that reads as one."""
    return f"{value:z.2f}".replace("-", "\u2212")


def _has_no_width(coefficient: Kappa | Alpha | None) -> bool:
    return isinstance(coefficient, Kappa) and coefficient.low == coefficient.high


def _coefficient_words(agreement: Agreement) -> str:
    if not agreement.why_alpha:
        return f"{_KAPPA} is agreement beyond chance. {_SCALE} {_sources_words(KAPPA_SOURCES)}"
    why = " and ".join(_WHY_ALPHA[why] for why in agreement.why_alpha)
    return f"{_ALPHA} is agreement beyond chance, used because {why}. {_SCALE} {_sources_words(ALPHA_SOURCES)}"


def _sources_words(sources: Iterable[str]) -> str:
    return f"For the source: {_listed(f'mapper explain {source}' for source in sources)}."


def _few_words(agreement: Agreement) -> str:
    if any(isinstance(c, Kappa) and c.low < c.high for c in (level.coefficient for level in agreement.levels)):
        return "With so few teams the interval is wide, and the figures are no more than a first look."
    return "With so few teams the figures are no more than a first look."


def _disagreement(page: Page, disagreement: Disagreement) -> Iterator[str]:
    yield from (page.paint(line, BOLD) for line in wrapped(_team_words(disagreement.team), page.width, 0))
    codes = ((str(one.coder), ", ".join(one.codes) or "no code") for one in disagreement.codings)
    yield from page.listed(codes)
    yield ""
    yield from page.text("To settle it, please talk over:")
    for point in disagreement.settled_by:
        yield from hanging(f"  - {_point_words(point)}", page.width, 4)
        for said in point.said:
            yield from hanging(f"      {_said_words(point, said)}", page.width, 8)


def _team_words(team: TeamPlace) -> str:
    """The Hub, and the team's name where it is shown, with its id."""
    hub = column_heading(Column(team.hub or "", team.heading, team.is_fictional))
    return " ".join(f"{hub}: {f'{team.name} ({team.id})' if team.name else team.id}".split())


def _point_words(point: Point) -> str:
    """A point as a question, or as what stands in its place where there is none."""
    match point.ground:
        case Ground.QUALIFIER:
            return _letter_words(point.about, point.question)
        case Ground.BRANCH if point.question is not None:
            return f"{branch_titles()[point.about]}: {point.question.text}"
        case Ground.UNTOLD:
            first, _, second = point.about.partition(", ")
            return f"No question tells {first} and {second} apart. What was each chosen for?"
        case Ground.VERSION:
            return "Which version of the codes is the team coded in? The same number can mean different types of care."
        case Ground.UNKNOWN:
            return f"“{point.about}” is not a known code. What is meant?"
        case _:
            return point.question.text if point.question is not None else point.about


def _letter_words(letter: str, question: CodingQuestion | None) -> str:
    if question is not None:
        return f"{question.text} (letter {letter})"
    known = qualifiers().get(letter)
    meaning = "none of those in use" if known is None else known.label or "its meaning is not known"
    return f"Does the letter {letter} ({meaning}) belong behind the code?"


def _said_words(point: Point, said: Said) -> str:
    """Who said what on a point, with the code from which it follows."""
    if point.ground in (Ground.UNTOLD, Ground.UNKNOWN):
        return f"{said.coder}: {said.code}"
    return f"{said.coder}{f', {said.code}' if said.code else ''}: {_answer_words(point, said)}"


def _answer_words(point: Point, said: Said) -> str:
    if said.answer is None:
        return _WITHOUT[point.ground]
    if point.ground is Ground.QUALIFIER:
        return "given"
    label = point.question.answers.get(said.answer) if point.question is not None else None
    if point.ground is Ground.BRANCH and said.code is None:
        return f"{label or said.answer}, and no code there yet"
    if label is None:
        return said.answer
    return f"{said.answer}, {label}" if point.ground in (Ground.POPULATION, Ground.NEED) else label


def _not_compared(page: Page, teams: Iterable[NotCompared]) -> Iterator[str]:
    yield from page.heading("Not compared", "Fewer than two coders gave codes for these teams; they are in no figure.")
    for one in teams:
        coded = f"codes by {_listed(map(str, one.coded))}" if one.coded else "no codes"
        without = f", none by {_listed(map(str, one.not_coded))}" if one.coded and one.not_coded else ""
        yield from page.text(f"{_team_words(one.team)}: {coded}{without}")


def _listed(words: Iterable[str]) -> str:
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def agreement_json(agreement: Agreement) -> str:
    """The same as JSON; ends with a line break."""
    is_alpha = bool(agreement.why_alpha)
    result = {
        "format": "mapper.esms.agreement/1",
        "teams": agreement.teams,
        "coders": list(map(_coder, agreement.coders)),
        "coefficient": "krippendorffs_alpha" if is_alpha else "cohens_kappa",
        "why_alpha": [why.value for why in agreement.why_alpha],
        "sources": list(ALPHA_SOURCES if is_alpha else KAPPA_SOURCES),
        "levels": [_level(level) for level in agreement.levels],
        "disagreements": [_disagreement_data(one) for one in agreement.disagreements],
        "not_compared": [_not_compared_data(one) for one in agreement.not_compared],
    }
    return json.dumps(result, indent=2, ensure_ascii=True) + "\n"


def _coder(coder: CoderRole) -> dict[str, Any]:
    return {"role": coder.role, "number": coder.number}


def _level(level: LevelAgreement) -> dict[str, Any]:
    coefficient = None if level.coefficient is None else level.coefficient._asdict()
    return {"level": level.level.value, "agree": level.agree, "of": level.of, "coefficient": coefficient}


def _place(team: TeamPlace) -> dict[str, Any]:
    return {
        "hub": team.hub,
        "heading": team.heading,
        "fictional": team.is_fictional,
        "team": team.id,
        "name": team.name,
        "path": path_text(team.path),
    }


def _disagreement_data(disagreement: Disagreement) -> dict[str, Any]:
    return {
        **_place(disagreement.team),
        "codings": [{**_coder(one.coder), "codes": list(one.codes)} for one in disagreement.codings],
        "settled_by": [_point(point) for point in disagreement.settled_by],
    }


def _point(point: Point) -> dict[str, Any]:
    question = point.question
    return {
        "ground": point.ground.value,
        "about": point.about,
        "question": None if question is None else {"id": question.id, "text": question.text, "help": question.help},
        "said": [{**_coder(said.coder), "code": said.code, "answer": said.answer} for said in point.said],
    }


def _not_compared_data(team: NotCompared) -> dict[str, Any]:
    return {
        **_place(team.team),
        "coded": list(map(_coder, team.coded)),
        "not_coded": list(map(_coder, team.not_coded)),
    }
