"""Why there is no answer, in words."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.schema.answers import MissingWord

NOT_ANSWERED = "not answered"


def reasons_words(reasons: Sequence[MissingWord | None]) -> str:
    """The missing words of some answers; None is one that is blank."""
    return " or ".join(NOT_ANSWERED if reason is None else reason.value for reason in reasons)
