"""The reference pages, in Markdown: one for each thing that is explained as a whole."""

from __future__ import annotations

from mapper.render.reference_checks import reference_checks
from mapper.render.reference_template import reference_template
from mapper.vocabulary.lists import Vocabulary


def reference(page: str, vocabulary: Vocabulary) -> str:
    """The reference page on `checks` or on the `template`."""
    return reference_checks() if page == "checks" else reference_template(vocabulary)
