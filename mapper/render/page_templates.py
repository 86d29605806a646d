"""Templates of pages of HTML: the only module that knows Jinja2."""

from __future__ import annotations

from functools import cache
from pathlib import Path as FilePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from mapper.wording import shown

_FOLDER = FilePath(__file__).parent / "templates"


@cache
def template(name: str) -> Template:
    """A template by the name of its file. Whatever text it writes is escaped, and shows no character unseen."""
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        finalize=_cleaned,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template(name)


def _cleaned(value: Any) -> Any:
    """What a template writes: every text passes here, so that none can be forgotten; parts of the page did before."""
    return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
