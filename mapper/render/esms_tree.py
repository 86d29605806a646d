"""The tree of codes, and one code with its neighbours, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.esms.conversion import counterpart
from mapper.esms.neighbours import neighbours
from mapper.esms.questions import questions_of
from mapper.esms.tree import DESDE_LTC_2, Code, CodeTree, branch_titles, load_axes, load_tree, parent_of
from mapper.explain.subjects import source_of
from mapper.render.esms_conversion import counterpart_words
from mapper.render.terminal import BOLD, DIM_BLUE, Page, paint_for, wrapped
from mapper.wording import counted

_NEIGHBOURS = "Its neighbours, and what tells them from it:"


def tree_text(version: str, branch: str | None, *, width: int, color: bool) -> str:
    """The codes of a version, or of one branch, each below the code that it belongs to; ends with a line break."""
    tree = load_tree(version)
    page = Page(width, paint_for(color=color))
    branches = [code for code in tree.codes.values() if code.level == 0 and branch in (None, code.code)]
    lines = [page.paint(tree.title, BOLD), ""]
    for root in branches:
        lines += [*_branch(page, tree, root, "", ""), ""]
    codes = [code for code in tree.codes.values() if code.level > 0 and branch in (None, code.branch)]
    leaves = [code for code in codes if tree.is_leaf(code.code)]
    additions = sum(code.is_addition for code in leaves)
    told = f"{counted(len(codes), 'code')}, {len(leaves) - additions} of them fully specified"
    if not codes:
        told = "The codes below it have not been recovered"
    if additions:
        told += f", and {counted(additions, 'addition')} that the official count leaves out"
    return "\n".join([*lines, *page.text(f"{told}. The labels are our own wording.")]) + "\n"


def _branch(page: Page, tree: CodeTree, code: Code, before: str, below: str) -> Iterator[str]:
    start = f"{before}{code.code}  "
    remark = " (confidence low)" if code.confidence == "low" else ""
    first, *more = wrapped(_label_below(tree, code) + remark, page.width - len(below), len(start) - len(below))
    yield f"{before}{page.paint(code.code, BOLD)}  {first.strip()}"
    children = tree.children(code.code)
    bar = "│ " if children else "  "
    yield from (f"{below}{bar}{line[2:]}" for line in more)
    for number, child in enumerate(children):
        is_last = number == len(children) - 1
        sign, rest = ("└─ ", "   ") if is_last else ("├─ ", "│  ")
        yield from _branch(page, tree, child, below + sign, below + rest)


def _label_below(tree: CodeTree, code: Code) -> str:
    """A label without what the code above says already."""
    above = tree.codes.get(parent_of(code.code) or "")
    if above is not None and above.level > 0 and code.label.startswith(f"{above.label}, "):
        return f"… {code.label.removeprefix(above.label).lstrip(', ')}"
    return code.label


def code_text(code: Code, *, width: int, color: bool) -> str:
    """A code on each axis, its place, its neighbours, its counterpart and its sources; ends with a line break."""
    page = Page(width, paint_for(color=color))
    tree = load_tree(code.version)
    kind = "fully specified" if tree.is_leaf(code.code) else "not fully specified" if code.level else "a branch"
    branch = f"{branch_titles()[code.branch]}, " if code.level else ""
    lines = [*page.heading(code.code, f"{branch}{tree.title}, {kind}"), *page.text(code.label)]
    lines += [*_axes(page, code)]
    if code.note:
        lines += ["", *page.text(code.note)]
    lines += _around(page, tree, code)
    lines += _nearest(page, code)
    if code.level:
        lines += ["", *page.text(counterpart_words(counterpart(code.code, code.version)))]
    lines += ["", *page.labelled("Confidence", code.confidence)]
    for number, source in enumerate(code.sources):
        lines += page.labelled("" if number else "Source", f"{source_of(source).title} ({source})")
    return "\n".join(lines) + "\n"


def _axes(page: Page, code: Code) -> Iterator[str]:
    """What the code says on each axis, with the question that asks for it and its answer."""
    asked = {question.axis: question for question in questions_of(code.branch)} if code.version == DESDE_LTC_2 else {}
    for axis in load_axes().values():
        if axis.axis not in code.axes:
            continue
        value = code.axes[axis.axis]
        yield ""
        yield from (page.paint(line, DIM_BLUE) for line in page.text(f"{axis.label}: {axis.values[value]}"))
        if axis.axis in asked:
            question = asked[axis.axis]
            yield from wrapped(f"{question.text} {question.answers[question.answer_for(value)]}.", page.width, 4)


def _around(page: Page, tree: CodeTree, code: Code) -> Iterator[str]:
    above = [tree.codes[other] for other in reversed(list(tree.above(code.code)))][:-1]
    below = [other for other in tree.codes.values() if code.code in list(tree.above(other.code))[1:]]
    for label, codes in (("Part of", above), ("Below it", below)):
        if codes:
            yield ""
            yield page.paint(f"  {label}:", DIM_BLUE)
            yield from page.listed((other.code, other.label) for other in codes)


def _nearest(page: Page, code: Code) -> Iterator[str]:
    nearest: dict[str, dict[str, list[str]]] = {}
    for neighbour in neighbours(code):
        nearest.setdefault(neighbour.axis, {}).setdefault(neighbour.value, []).append(neighbour.code.code)
    if nearest:
        yield ""
        yield from (page.paint(line, DIM_BLUE) for line in page.text(_NEIGHBOURS))
        by_value = {
            axis: "; ".join(f"{v} → {', '.join(codes)}" for v, codes in told.items()) for axis, told in nearest.items()
        }
        yield from page.listed(by_value.items())
