"""The reference page on checks: every code with why it matters, an example that breaks it and one that keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.registry import CHECKS, TOPICS
from mapper.explain.subjects import AboutCode, about_code
from mapper.render.explanation_words import example_text
from mapper.render.markdown import anchor, linked, prose, source_link, table

_HEAD = """\
# What `mapper validate` finds

Every finding has a code, and every code is explained here; `mapper explain W501` says the same in a terminal. What
severities, stages and exit codes mean is told in [Findings and exit codes](findings.md).

This page is generated: `make drawings` renews it."""


def reference_checks() -> str:
    """All codes, by topic; ends with a line break."""
    lines = _HEAD.splitlines()
    by_topic = {topic: [about_code(c) for c in CHECKS if c.code[0] == letter] for letter, topic in TOPICS.items()}
    for topic, abouts in by_topic.items():
        if abouts:
            lines += ["", f"**{topic}**", ""]
            lines += table(["code", "what is found"], (_row(about) for about in abouts))
    for topic, abouts in by_topic.items():
        if abouts:
            lines += ["", f"## {topic}"]
        for about in abouts:
            lines += _code(about)
    return "\n".join(lines) + "\n"


def _row(about: AboutCode) -> list[str]:
    return [linked(about.check.code, anchor(about.check.code)), prose(about.check.title)]


def _code(about: AboutCode) -> Iterator[str]:
    check = about.check
    yield from ("", f"### {check.code}", "", f"**{prose(check.title)}**", "", prose(check.why))
    for label, example in (("Not like this:", check.bad), ("Like this:", check.good)):
        if example:
            yield from ("", label, "", "```yaml", example_text(example), "```")
    if about.source:
        yield from ("", f"Source: {source_link(about.source)}")
