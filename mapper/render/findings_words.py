"""What the formats of findings for other programs say alike: where a code is explained, and the message as one text."""

from __future__ import annotations

from mapper.findings import Finding


def docs_of(code: str) -> str:
    """Where a code is explained, from the top of the repository of `mapper`."""
    return f"docs/checks.md#{code.lower()}"


def message_and_hint(finding: Finding) -> str:
    """The message of a finding with its hint."""
    return f"{finding.message} {finding.hint}" if finding.hint else finding.message


def titled(finding: Finding) -> str:
    """The code of a finding and the answer that it is about, if it is not about the whole file."""
    return f"{finding.code} {finding.item}" if finding.path else finding.code
