"""Check Y118: text behind a # that was meant to be part of the answer before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapper.checks.check import Check, Subject
from mapper.findings import Problem, Severity
from mapper.wording import quoted, value_at

_TOUCHING = re.compile(r"\s(#(?=[^\s#]))")


def text_behind_hash(subject: Subject) -> Iterator[Problem]:
    """Answers without quotation marks before a # that touches what follows it, as in `Ward #3`: a help or a remark
    begins with a # and a blank.
    """
    document = subject.mapped.document
    found = ((number, _TOUCHING.search(line)) for number, line in enumerate(document.lines, 1) if "#" in line)
    suspects = {number: match.start(1) for number, match in found if match}
    for path, place in document.plain_scalars_ending_on(suspects):
        line, start = document.line(place.end_line), suspects[place.end_line]
        if line[place.end_column - 1 : start].strip() or not isinstance(value_at(document.values, path), str):
            continue
        value = value_at(document.values, path)
        message = (
            f"What stands behind # is not read, so that the answer is {quoted(value)}. Please put quotation marks "
            "around the text, or, if it is a remark, a blank behind the #."
        )
        hint = f'Did you mean "{value}{line[place.end_column - 1 :].rstrip()}"?'
        yield Problem("Y118", Severity.WARNING, path, message, hint)


CHECKS = (
    Check(
        code="Y118",
        title="The end of an answer is not read, because a # stands before it",
        why=(
            "A # with a blank before it begins a remark, which no program reads. In an answer such as Ward #3 it "
            "would cut off what belongs to it."
        ),
        bad="""
            context:
              host: {organisation: not known}
              places: [Exampleton]
              predecessor:
                name: Ward #3 of the Exampleton Hospital
            """,
        good="""
            context:
              host: {organisation: not known}
              places: [Exampleton]
              predecessor:
                name: "Ward #3 of the Exampleton Hospital"  # now closed
            """,
        run=text_behind_hash,
    ),
)
