"""An SVG as Graphviz draws it → one that says everything to whoever cannot see it, in an order that can be followed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from mapper.render.diagram_page import page_for
from mapper.render.picture import Picture
from mapper.wording import shown

_SVG = "http://www.w3.org/2000/svg"
_FIRST = ("heading", "about")
_LAST = ("notes",)
_PLACES = ("d", "points", "x", "y", "cx", "cy", "rx", "ry")
_LINE = ("stroke", "stroke-width", "stroke-dasharray")
_SAID_ONCE = {"text": ("font-family", "font-size", "text-anchor")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HUNDREDTHS = re.compile(r"(\.\d)\d+")


def accessible_svg(svg: bytes, picture: Picture) -> bytes:
    """The SVG with a title, a description, and a role and a name for every box and link: title, boxes by column, links,
    legend, notes. Nothing that is drawn lies on anything else, so that their order does not show.
    """
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - what Graphviz made here, nothing foreign
    root.attrib |= {"role": "graphics-document document", "aria-labelledby": "title description", "lang": "en-GB"}
    drawing = root.find(f"{{{_SVG}}}g")
    assert drawing is not None
    found = {element.get("id", ""): element for element in drawing.findall(f"{{{_SVG}}}g")}
    background = [element for element in drawing if element.tag == f"{{{_SVG}}}polygon"]
    drawing.clear()
    drawing.set("transform", _moved(picture))
    _keep_in_the_middle(found, picture)
    drawing.extend([*background, *_content(found, picture)])
    names = (
        _element("title", picture.title, id="title"),
        _element("desc", picture.description, id="description"),
        _element("style", _printed(picture)),
    )
    for number, element in enumerate(names):
        root.insert(number, element)
    ET.indent(root, space=" ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def inline_svg(svg: bytes, prefix: str, *, names_links: bool = True) -> str:
    """An SVG as a small part of a page, beside which its text stands: a picture with a name, which begins with a
    prefix, so that it is no other drawing's. What is said twice is said once, and places are given to a tenth of a
    point.
    """
    root = ET.fromstring(svg)  # noqa: S314 - what was made here, nothing foreign
    for kind in ("style", "desc"):  # what it shows stands beside it
        for found in root.findall(f"{{{_SVG}}}{kind}"):
            root.remove(found)
    for element in root.iter():
        _make_small(element, prefix)
        title = element.find(f"{{{_SVG}}}title")
        if title is not None and not names_links and "edge" in element.get("class", ""):
            element.remove(title)
    named = root.find(f"{{{_SVG}}}title")
    if named is not None:
        named.set("id", f"{prefix}title")
    root.attrib |= {"role": "img", "aria-labelledby": f"{prefix}title"}
    for link in root.iter(f"{{{_SVG}}}g"):
        if "edge" in link.get("class", ""):
            _drawn_alike(link)
    _say_once(root)
    ET.register_namespace("", _SVG)
    return "".join(line.strip() for line in ET.tostring(root, encoding="unicode").splitlines())


def _make_small(element: ET.Element, prefix: str) -> None:
    """Leave out of an element what the text beside the drawing says, or the drawing itself."""
    for key in ("id", "role", "aria-label", "aria-labelledby", "aria-describedby", _SPACE):
        element.attrib.pop(key, None)
    for key, value in element.attrib.items():
        if value.startswith("url(#"):
            element.set(key, f"url(#{prefix}{value[5:]}")
        elif key in _PLACES:
            element.set(key, _HUNDREDTHS.sub(r"\1", value))


def _drawn_alike(link: ET.Element) -> None:
    """Let a link have the line that its parts have; a text in it would be drawn with that line."""
    parts = [part for part in link if part.tag != f"{{{_SVG}}}title"]
    for key in _LINE:
        said = {part.get(key) for part in parts}
        if (
            len(said) == 1
            and (value := said.pop()) is not None
            and all(part.tag != f"{{{_SVG}}}text" for part in parts)
        ):
            link.set(key, value)
            for part in parts:
                del part.attrib[key]


def _say_once(root: ET.Element) -> None:
    """Let the whole drawing have the letters, lines and fillings that most of its parts have."""
    for tag, keys in _SAID_ONCE.items():
        parts = list(root.iter(f"{{{_SVG}}}{tag}"))
        for key in keys:
            often = Counter(value for part in parts if (value := part.get(key)) is not None).most_common(1)
            if often and all(key in part.attrib for part in parts):
                root.set(key, often[0][0])
                for part in parts:
                    if part.get(key) == often[0][0]:
                        del part.attrib[key]


def _printed(picture: Picture) -> str:
    """On paper the drawing takes one page, whatever its size on a screen."""
    page = page_for(picture)
    side = "landscape" if page.width > page.height else "portrait"
    return (
        f"@page {{ size: {page.paper.value.upper()} {side}; margin: 10mm }} "
        "@media print { svg:root { width: 100%; height: 100% } }"
    )


def _keep_in_the_middle(found: dict[str, ET.Element], picture: Picture) -> None:
    """Hold texts by their middle, so that they stay inside their box with any font; Graphviz holds some by their start,
    where they stand with the fonts of this machine.
    """
    middles = {f"box{number}": shape.place.x for number, shape in enumerate(picture.shapes, 1)}
    middles |= {shape.id: shape.place.x for shape in picture.samples}
    middles |= {words.id: words.place.x for words in picture.words if words.is_centred}
    for name, middle in middles.items():
        for text in found[name].iter(f"{{{_SVG}}}text") if name in found else ():
            text.attrib |= {"text-anchor": "middle", "x": f"{middle:g}"}
    for number, route in enumerate(picture.routes, 1):
        if route.label is not None:
            start = route.label.place.x - route.label.place.width / 2
            for text in found[f"link{number}"].iter(f"{{{_SVG}}}text"):
                text.attrib |= {"text-anchor": "start", "x": f"{start:g}"}


def _moved(picture: Picture) -> str:
    return f"translate(0 {picture.height:g})"


def _content(found: dict[str, ET.Element], picture: Picture) -> Iterator[ET.Element]:
    words = [one.id for one in picture.words if one.id in found]
    yield from (_text(found[name]) for name in _FIRST if name in found)
    headings = [name for name in words if name not in (*_FIRST, *_LAST)]
    yield _group("Headings", [_text(found[name]) for name in headings])
    numbered = enumerate(picture.shapes, 1)
    for group, shapes in groupby(numbered, key=lambda one: one[1].group):
        yield _group(group, [_named(found[f"box{number}"], shape.description) for number, shape in shapes])
    links = [_named(found[f"link{number}"], route.description) for number, route in enumerate(picture.routes, 1)]
    yield _group("Links", links)
    yield _group("Legend", [_named(found[shape.id], shape.description) for shape in picture.samples])
    yield from (_text(found[name]) for name in _LAST if name in found)


def _group(name: str, elements: Iterable[ET.Element]) -> ET.Element:
    group = ET.Element(f"{{{_SVG}}}g", {"role": "group", "aria-label": shown(name)} if name else {})
    group.extend(elements)
    return group


def _named(element: ET.Element, description: str) -> ET.Element:
    """A box or link as one thing with a name, which shows when it is pointed at."""
    drawn = _drawn(element)
    element[:] = [_element("title", description), *drawn]
    element.attrib |= {"role": "graphics-symbol img", "aria-label": shown(description)}
    return element


def _text(element: ET.Element) -> ET.Element:
    element[:] = _drawn(element)
    return element


def _drawn(element: ET.Element) -> Sequence[ET.Element]:
    """What is drawn of a box or link, without what Graphviz wraps it in to show a text when it is pointed at."""
    wrappers = ("title", "g", "a")
    return [one for one in element.iter() if one is not element and one.tag not in {f"{{{_SVG}}}{w}" for w in wrappers}]


def _element(name: str, text: str, **attributes: str) -> ET.Element:
    element = ET.Element(f"{{{_SVG}}}{name}", attributes)
    element.text = shown(text)
    return element
