"""What `mapper diagram` does: Hubs to drawings of the views and in the formats that were asked for, or to a trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mapper.commands.compare import date_of
from mapper.commands.loading import load_to_show
from mapper.console import put, say
from mapper.errors import UsageError
from mapper.labels import refuse_names
from mapper.logic_model.trace import trace
from mapper.logic_model.views import VIEWS, Asked, graphs_of
from mapper.render.diagram_look import Theme
from mapper.render.diagram_page import Paper
from mapper.render.diagrams import ENDINGS, Drawing, drawing_files
from mapper.render.trace_text import traces_text
from mapper.review.shown import with_sign_offs
from mapper.study import Study
from mapper.wording import quoted
from mapper.writing import write_whole

_EVERY = "every"
_FOLDER = Path("build")
_ALL = "logic-models"
"""What a document is called that holds all drawings."""


class Request(NamedTuple):
    """What is asked of drawings."""

    paths: Sequence[Path]
    views: Sequence[str]
    formats: Sequence[str]
    output: Path | None
    start: str | None
    end: str | None
    as_of: str | None
    since: str | None
    theme: str
    paper: str | None
    labels: bool
    only_signed: bool = False
    marks_unsigned: bool = False


def draw(request: Request, width: int) -> None:
    """Write the drawings, or print them where text is asked for and no file. Raises UsageError where what is asked for
    does not go together, and MapperError if a Hub cannot be read, or if names are left where labels stand for them.
    """
    study = _study(request)
    file_format, formats = _formats(request)
    drawings = _drawings(study, request)
    if study.shows_labels:
        refuse_names(_texts(drawings, width), study)
    if request.output is None and formats == ("text",):
        put("\n".join(_text(drawing, width) for drawing in drawings))
    elif file_format is not None and request.output is not None:
        _write_one(drawings, file_format, request.output)
    else:
        folder = request.output or _FOLDER
        for name, content in drawing_files(drawings, formats, _ALL):
            write_whole(folder / name, content)
            say(f"Wrote {folder / name}")


def traced(request: Request, width: int) -> str:
    """What each box of each Hub's logic model rests on, and what of the mapping no box rests on."""
    study = _study(request)
    as_of = date_of(request.as_of)
    text = traces_text([trace(study, mapped, as_of) for mapped in study.hubs], width)
    refuse_names([text], study)
    return text


def _study(request: Request) -> Study:
    """The study; in the order of the labels where these stand for names: the order of the files could tell which."""
    loaded = load_to_show(request.paths)
    hubs = tuple(with_sign_offs(mapped, only_signed=request.only_signed) for mapped in loaded.hubs)
    study = replace(loaded, hubs=hubs, asks_for_labels=request.labels)
    if not study.shows_labels:
        return study
    return replace(study, hubs=tuple(sorted(study.hubs, key=lambda mapped: mapped.hub.record.label.value or "")))


def _drawings(study: Study, request: Request) -> list[Drawing]:
    views = tuple(view for view in VIEWS if view != "difference") if _EVERY in request.views else request.views
    if request.since is not None and "difference" not in views:
        raise UsageError("--since is the earlier date of a difference. Please add: --view difference")
    dates = date_of(request.as_of), date_of(request.since)
    asked = Asked(views, *dates, request.start, request.end, request.marks_unsigned)
    paper = None if request.paper is None else Paper(request.paper)
    return [Drawing(graph, study.vocabulary, Theme(request.theme), paper) for graph in graphs_of(study, asked)]


def _formats(request: Request) -> tuple[str | None, tuple[str, ...]]:
    """The format of the one file that is named, if one is; and the formats that are asked for."""
    formats = tuple(dict.fromkeys(request.formats))
    ending = "" if request.output is None else request.output.suffix.lower().removeprefix(".")
    named = next((name for name, one in ENDINGS.items() if one == ending), None)
    if named is None or (request.output is not None and request.output.is_dir()):
        return None, formats or ("svg",)
    if formats and formats != (named,):
        raise UsageError(
            f"{quoted(str(request.output))} is named as {named}, and {', '.join(formats)} is asked for. "
            "Please rename it, or name a folder."
        )
    return named, (named,)


def _write_one(drawings: Sequence[Drawing], file_format: str, output: Path) -> None:
    files = list(drawing_files(drawings, [file_format], _ALL))
    if len(files) != 1:
        raise UsageError(f"There are {len(files)} drawings, and one file is named. Please name a folder instead.")
    write_whole(output, files[0][1])
    say(f"Wrote {output}")


def _texts(drawings: Sequence[Drawing], width: int) -> Iterator[str]:
    """All that can be read in any format of some drawings, the names of their files included."""
    for drawing in drawings:
        yield drawing.graph.id.replace("-", " ")
        yield from drawing.picture.texts()
        yield _text(drawing, width)


def _text(drawing: Drawing, width: int) -> str:
    from mapper.render.diagram_text import diagram_text

    return diagram_text(drawing.graph, drawing.words, width)
