"""Drawings as a PowerPoint file of shapes and connectors that can be edited: the only module that knows python-pptx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from mapper.render.archive import without_clock
from mapper.render.connector_geometry import Geometry, geometry
from mapper.render.picture import FONT_SIZE, Head, Outline, Picture, Place, Route, Shape, Stroke, Words
from mapper.wording import shown

_AUTHOR = "mapper"
_NO_TIME = datetime(1980, 1, 1)
_FONT = "Arial"
_HEADING, _NOTES = "heading", "notes"
_TITLE_SIZE = 20.0
_MARGIN = 24.0
_LEAST, _MOST = 72.0, 56 * 72.0
"""The shortest and the longest side of a slide that PowerPoint opens, in points."""
_DEFAULT = (960.0, 540.0)
_LONGEST_NAME, _LONGEST_DESCRIPTION = 250, 2000
_LONGEST_IN_NAME = 80
_ONLY_A_TITLE = 5
"""The layout of python-pptx's model that has nothing but a title."""
_SHAPES = {
    Outline.BOX: MSO_SHAPE.RECTANGLE,
    Outline.DOUBLE: MSO_SHAPE.RECTANGLE,
    Outline.ROUNDED: MSO_SHAPE.ROUNDED_RECTANGLE,
    Outline.NOTE: MSO_SHAPE.FOLDED_CORNER,
    Outline.CUT: MSO_SHAPE.PLAQUE,
}
"""Shapes of which every program counts the connection sites alike: top, left, bottom, right. An octagon has none in the
middle of its sides, and PowerPoint and LibreOffice disagree on rectangles with snipped corners.
"""
_DASHES = {Stroke.DASHED: MSO_LINE.DASH, Stroke.DOTTED: MSO_LINE.ROUND_DOT}
_HEADS = {Head.ARROW: "triangle", Head.BAR: "diamond", Head.DOT: "oval", Head.OPEN: "arrow"}
_NO_BAR = "PowerPoint has no bar as the end of a line: here a diamond stands for it."
_THIN = 1.5
"""The weight below which the end of a line is drawn large, since it grows and shrinks with the line."""
_DOUBLE_WEIGHT = 4.0
"""The weight at which two lines can be seen where an outline is double."""
_CORNER = 8.0
"""How far corners are rounded, cut or folded, in points."""
_KEPT_OF_PACKAGE = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}


def drawings_powerpoint(pictures: Sequence[Picture], title: str) -> bytes:
    """A deck with a slide for each picture, all as large as the largest of them."""
    deck = _empty(title)
    width, height, scale = _size(pictures)
    deck.slide_width, deck.slide_height = Pt(width), Pt(height)
    deck.element.find(qn("p:sldSz")).attrib.pop("type", None)  # it names the size of the model
    for picture in pictures:
        _Slide(deck, picture, width, scale).draw()
    saved = BytesIO()
    deck.save(saved)
    return without_clock(saved.getvalue())


def _empty(title: str) -> Any:
    """A deck without slides, and with nothing of the model that python-pptx brings along but what slides need."""
    deck = Presentation()
    package, part = deck.part.package, deck.part
    for key in [key for key, relation in package._rels.items() if relation.reltype not in _KEPT_OF_PACKAGE]:
        package.drop_rel(key)
    for key in [key for key, relation in part.rels.items() if relation.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS]:
        part.drop_rel(key)
    for number, layout in enumerate(list(deck.slide_layouts)):
        if number != _ONLY_A_TITLE:
            deck.slide_layouts.remove(layout)
    about = deck.core_properties
    about.title = _plain(title, _LONGEST_NAME)
    about.author = about.last_modified_by = _AUTHOR
    about.created = about.modified = _NO_TIME
    about.language = "en-GB"
    about.comments = ""
    return deck


def _size(pictures: Sequence[Picture]) -> tuple[float, float, float]:
    """The size of the slides in points, and how much smaller than they are the pictures have to be drawn."""
    width = max((picture.width for picture in pictures), default=_DEFAULT[0]) + 2 * _MARGIN
    height = max((picture.height for picture in pictures), default=_DEFAULT[1]) + 2 * _MARGIN
    scale = min(1.0, _MOST / width, _MOST / height)
    return max(width * scale, _LEAST), max(height * scale, _LEAST), scale


class _Slide:
    """A slide that is being drawn, with its picture in the middle of the upper edge."""

    def __init__(self, deck: Any, picture: Picture, width: float, scale: float) -> None:
        self.picture, self.scale = picture, scale
        self.drawn_of = {shape.id: shape for shape in picture.shapes}
        self.left = (width - picture.width * scale) / 2
        self.bottom = (_MARGIN + picture.height) * scale
        self.slide = deck.slides.add_slide(deck.slide_layouts[0])
        self.shapes: Any = self.slide.shapes
        self.shapes.turbo_add_enabled = True

    def draw(self) -> None:
        """Title, headings, links, boxes, legend and notes, from the back to the front: as they are read, too."""
        self._title()
        for one in self.picture.words:
            if one.id not in (_HEADING, _NOTES):
                self._words(one)
        boxes = {shape.id: self._box(shape, "Box") for shape in self.picture.shapes}
        links = [self._route(route, boxes) for route in self.picture.routes]
        self._behind(links, boxes.values())
        for route in self.picture.routes:
            self._label(route)
        for sample in self.picture.samples:
            self._box(sample, "Legend")
        for one in self.picture.words:
            if one.id == _NOTES:
                self._words(self._with_diamonds(one))
        self.slide.notes_slide.notes_text_frame.text = _plain(self.picture.description, _LONGEST_DESCRIPTION)

    def _behind(self, links: Sequence[Any], boxes: Iterable[Any]) -> None:
        """Put links behind the boxes, so that one that is moved hides no text."""
        first = next(iter(boxes), None)
        for link in links:
            if first is not None:
                first._element.addprevious(link._element)

    def _title(self) -> None:
        across = Place(self.picture.width / 2, self.picture.height, self.picture.width, 2 * _TITLE_SIZE)
        alone = Words(_HEADING, across, (self.picture.title,), _TITLE_SIZE, is_bold=True, is_centred=True)
        words = next((one for one in self.picture.words if one.id == _HEADING), alone)
        title = self.shapes.title
        title.left, title.top, title.width, title.height = self._box_of(words.place)
        self._write(title.text_frame, [(line, words.is_bold) for line in words.lines], words.size, PP_ALIGN.CENTER)

    def _with_diamonds(self, notes: Words) -> Words:
        """The notes below a picture, which say that a bar is drawn otherwise here."""
        if all(route.head is not Head.BAR for route in self.picture.routes):
            return notes
        place, line = notes.place, 1.3 * notes.size
        grown = Place(place.x, place.y - line / 2, place.width, place.height + line)
        return replace(notes, place=grown, lines=(*notes.lines, _NO_BAR))

    def _words(self, words: Words) -> None:
        if words.lines:
            box = self.shapes.add_textbox(*self._box_of(words.place))
            align = PP_ALIGN.CENTER if words.is_centred else PP_ALIGN.LEFT
            self._write(box.text_frame, [(line, words.is_bold) for line in words.lines], words.size, align)
            _name(box, f"Words: {words.lines[0]}")

    def _box(self, shape: Shape, kind: str) -> Any:
        drawn = self.shapes.add_shape(_SHAPES[shape.look.outline], *self._box_of(shape.place))
        for number in range(len(drawn.adjustments)):
            drawn.adjustments[number] = min(_CORNER / max(min(shape.place.width, shape.place.height), 1.0), 0.5)
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = _colour(shape.look.fill)
        is_double = shape.look.outline is Outline.DOUBLE
        weight = _DOUBLE_WEIGHT if is_double else shape.look.weight
        self._line(drawn.line, shape.look.ink, weight, shape.look.stroke)
        if is_double:
            drawn.line._get_or_add_ln().set("cmpd", "dbl")
        text = [(line.text, line.is_bold) for line in shape.lines]
        self._write(drawn.text_frame, text, FONT_SIZE, PP_ALIGN.CENTER, self.picture.ink)
        _name(drawn, f"{kind}: {_name_of(shape)}", shape.description)
        _without_style(drawn)
        return drawn

    def _route(self, route: Route, boxes: Mapping[str, Any]) -> Any:
        start, end = self.drawn_of[route.start], self.drawn_of[route.end]
        found = geometry(route, start.place, end.place, self.picture.height)
        drawn = self.shapes.add_connector(MSO_CONNECTOR.CURVE, 0, 0, 0, 0)
        drawn.begin_connect(boxes[route.start], found.sites[0])
        drawn.end_connect(boxes[route.end], found.sites[1])
        self._bend(drawn, found)
        self._line(drawn.line, route.ink, route.weight, route.stroke)
        line = drawn.line._get_or_add_ln()
        size = "lg" if route.weight < _THIN else "med"
        line.append(line.makeelement(qn("a:tailEnd"), {"type": _HEADS[route.head], "w": size, "len": size}))
        _name(drawn, f"Link: {_name_of(start)} to {_name_of(end)}", route.description)
        _without_style(drawn)
        return drawn

    def _bend(self, connector: Any, found: Geometry) -> None:
        """Give a connector the geometry that python-pptx has no words for."""
        properties = connector._element.spPr
        frame = properties.find(qn("a:xfrm"))
        for key, is_set in (("flipH", found.is_flipped_along), ("flipV", found.is_flipped_across)):
            frame.attrib.pop(key, None)
            if is_set:
                frame.set(key, "1")
        if found.turn:
            frame.set("rot", str(found.turn))
        left, top = self._point((found.left, self.picture.height - found.top))
        offset, extent = frame.find(qn("a:off")), frame.find(qn("a:ext"))
        offset.set("x", str(int(left)))
        offset.set("y", str(int(top)))
        extent.set("cx", str(int(Pt(found.width * self.scale))))
        extent.set("cy", str(int(Pt(found.height * self.scale))))
        preset = properties.find(qn("a:prstGeom"))
        preset.set("prst", found.preset)
        values = preset.find(qn("a:avLst"))
        for number, value in enumerate(found.adjustments, 1):
            values.append(values.makeelement(qn("a:gd"), {"name": f"adj{number}", "fmla": f"val {value}"}))

    def _label(self, route: Route) -> None:
        if route.label is not None:
            box = self.shapes.add_textbox(*self._box_of(route.label.place))
            self._write(box.text_frame, [(line, False) for line in route.label.lines], FONT_SIZE, PP_ALIGN.LEFT)
            _name(box, f"Words of a link: {' '.join(route.label.lines)}")

    def _line(self, line: Any, ink: str, weight: float, stroke: Stroke) -> None:
        line.color.rgb = _colour(ink)
        line.width = Pt(weight * self.scale)
        if stroke in _DASHES:
            line.dash_style = _DASHES[stroke]

    def _write(
        self, frame: Any, lines: Iterable[tuple[str, bool]], size: float, align: Any, ink: str | None = None
    ) -> None:
        frame.word_wrap = False
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for number, (text, is_bold) in enumerate(lines):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.alignment = align
            run = paragraph.add_run()
            run.text = _plain(text, _LONGEST_DESCRIPTION)
            run.font.size, run.font.name, run.font.bold = Pt(size * self.scale), _FONT, is_bold
            run.font.color.rgb = _colour(ink or self.picture.ink)

    def _point(self, point: tuple[float, float]) -> tuple[int, int]:
        return Pt(self.left + point[0] * self.scale), Pt(self.bottom - point[1] * self.scale)

    def _box_of(self, place: Place) -> tuple[int, int, int, int]:
        left, top = self._point((place.x - place.width / 2, place.y + place.height / 2))
        return left, top, Pt(place.width * self.scale), Pt(place.height * self.scale)


def _without_style(shape: Any) -> None:
    """Take from a shape what a theme adds to it, such as a shadow."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


def _name_of(shape: Shape) -> str:
    """What a shape is called: its bold lines, or all of them if none is."""
    bold = [line.text for line in shape.lines if line.is_bold]
    return _plain(" ".join(bold or [line.text for line in shape.lines]), _LONGEST_IN_NAME)


def _name(shape: Any, name: str, description: str | None = None) -> None:
    """Give a shape its name and, where that is more than its text, what it shows for whoever cannot see it."""
    shape.name = _plain(name, _LONGEST_NAME)
    if description is not None:
        shape._element.xpath(".//p:cNvPr")[0].set("descr", _plain(description, _LONGEST_DESCRIPTION))


def _plain(text: str, most: int) -> str:
    line = " ".join(shown(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _colour(colour: str) -> Any:
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))  # type: ignore[no-untyped-call]
