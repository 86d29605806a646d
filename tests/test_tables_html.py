"""The page of HTML: its words, its structure, and that nothing in a file can change the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import REPOSITORY, compare_all, study_of

from mapper.compare.comparison import Comparison, only_differences
from mapper.compare.missing import missing_by_column
from mapper.compare.summary import summary
from mapper.compare.table import REASONS_FOR_NO_ANSWER, Cell
from mapper.compare.view import Frame
from mapper.render.cell_words import cell_lines, column_heading, is_missing, over_hubs_lines
from mapper.render.footnotes import INLINE_ONLY
from mapper.render.provenance_words import provenance, source_lines
from mapper.render.reasons import counts_words
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, NO_ROWS, lines_below, marks_of
from mapper.render.tables_html import comparison_html
from mapper.study import load_study

_VOID = {"meta", "col", "br", "input", "img", "link", "hr"}

HOSTILE = r"""
record:
  id: %s
  name: "<script>alert(1)</script> \" ' & </title></style><img src=x onerror=alert(2)>"
  sources:
    - {id: plain, title: "</li><script>alert(3)</script>", url: "javascript:alert(4)"}
    - {id: quotes, title: "שלום עולם", url: "https://example.org/?a=\"><script>alert(5)</script>&b='1'"}
    - {id: hidden, title: "{{ 7 * 7 }} {%% include 'x' %%}", url: "https://example.org/\u202egro.live"}
    - {id: capitals, title: Capitals, url: "HTTP://EXAMPLE.ORG/"}
    - {id: data, title: Data, url: "data:text/html,<script>alert(6)</script>"}
context:
  host: {organisation: "%s"}
  integrated_care_system: "مركز الدعم (شمال) 12"
  places: ["a\u202eb\u0007c", "<b>bold</b>", "\"onmouseover=\"alert(7)", "--><!-- "]
"""


@dataclass
class Node:
    """An element of the page."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def all(self, *tags: str, **attributes: str) -> list[Node]:
        """The elements below of some tags, in the order of the page, that have these attributes."""
        found = []
        for child in self.children:
            if isinstance(child, Node):
                if (not tags or child.tag in tags) and attributes.items() <= child.attributes.items():
                    found.append(child)
                found += child.all(*tags, **attributes)
        return found

    def one(self, *tags: str, **attributes: str) -> Node:
        """The only such element."""
        (found,) = self.all(*tags, **attributes)
        return found

    @property
    def text(self) -> str:
        """Its words, with one space between them."""
        return plain("".join(self._texts()))

    def _texts(self) -> list[str]:
        texts = []
        for child in self.children:
            if isinstance(child, str):
                texts.append(child)
            else:
                texts += [*child._texts(), "\n" if child.tag in ("li", "br") else ""]
        return texts


class Reader(HTMLParser):
    """Reads a page strictly: every element that is opened has to be closed, in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open = [Node("page")]
        self.feed(page)
        self.close()
        assert [node.tag for node in self.open] == ["page"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names)
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def plain(text: str) -> str:
    return " ".join(text.split())


def read(page: str) -> Node:
    return Reader(page).open[0]


def page_of(compared: Comparison) -> Node:
    return read(comparison_html(compared))


def hostile(host: str = "x" * 10_000) -> Comparison:
    return compare_all(Frame(study_of(HOSTILE % ("one", host), HOSTILE % ("two", host))))


@cache
def fictional() -> Comparison:
    return compare_all(Frame(load_study([REPOSITORY / "examples" / "hubs"])))


@cache
def fictional_page() -> Node:
    return page_of(fictional())


def test_head_of_the_page() -> None:
    page = fictional_page()
    assert page.one("html").attributes["lang"] == "en-GB"
    metas = page.all("meta")
    assert metas[0].attributes == {"charset": "utf-8"}
    assert page.one("meta", name="viewport").attributes["content"] == "width=device-width, initial-scale=1"
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert page.one("title").text == page.one("h1").text == fictional().title
    assert [(div.one("dt").text, div.one("dd").text) for div in page.one("dl").all("div")] == list(
        provenance(fictional())
    )


def test_says_what_is_fictional() -> None:
    page = fictional_page()
    assert page.one("div", **{"class": "fictional"}).text == "FictionalAll Hubs of this comparison are invented."
    assert 'content: "Fictional Hubs"' in page.one("style").text
    real = page_of(compare_all(Frame(study_of("record: {id: one}"))))
    assert not real.all("div", **{"class": "fictional"})
    assert "Fictional Hubs" not in real.one("style").text


def test_summary_and_marks() -> None:
    section = fictional_page().one("section", id="summary")
    passages = summary_passages(summary(fictional()), fictional().frame.words)
    assert [heading.text for heading in section.all("h3")] == [passage.heading for passage in passages]
    told = [plain(sentence) for passage in passages for sentence in passage.sentences]
    assert [item.text for item in section.all("li")] == told
    assert section.one("p", id="marks").text == marks_of(fictional())


def test_words_of_every_table() -> None:
    compared, page = fictional(), fictional_page()
    assert len(compared.tables) > 20
    for table in compared.tables:
        section = page.one("section", id=table.id)
        headings = [table.row_heading, *map(column_heading, table.columns), *(["All Hubs"] if table.is_of_hubs else [])]
        assert section.one("h2").text == table.title
        assert [cell.text for cell in section.one("thead").all("th")] == headings
        rows = [tr for body in section.all("tbody") for tr in body.all("tr") if not tr.all("th", scope="rowgroup")]
        for tr, row in zip(rows, table.rows, strict=True):
            told = [row.label, *(" ".join(cell_lines(cell, compared.frame.words)) for cell in row.cells)]
            told += [" ".join(over_hubs_lines(row))] if table.is_of_hubs else []
            assert [cell.text for cell in tr.all("th", "td")] == list(map(plain, told))
        notes = [note.text for note in section.all("p", **{"class": "note"})]
        assert notes == list(map(plain, lines_below(table, INLINE_ONLY)))


def test_groups_are_bodies_with_a_heading() -> None:
    for table in fictional().tables:
        bodies = fictional_page().one("section", id=table.id).all("tbody")
        groups = [body.one("th", scope="rowgroup") if body.all("th", scope="rowgroup") else None for body in bodies]
        expected = list(dict.fromkeys(row.group for row in table.rows))
        assert [group and group.text for group in groups] == expected
        width = str(len(table.columns) + 1 + table.is_of_hubs)
        assert all(group.attributes["colspan"] == width for group in groups if group)


def test_structure_of_every_table() -> None:
    page = fictional_page()
    regions = page.all("div", role="region")
    assert len(regions) == len(page.all("table"))
    for table, region in zip(page.all("table"), regions, strict=True):
        assert region.all("table") == [table]
        assert region.attributes["tabindex"] == "0"
        assert table.one("caption").text.startswith(f"{region.attributes['aria-label']}: ")
        assert all(cell.attributes["scope"] == "col" for cell in table.one("thead").all("th"))
        assert all(cell.attributes.get("scope") for cell in table.all("th"))
        width = sum(int(col.attributes.get("span") or 1) for col in table.one("colgroup").all("col"))
        for tr in table.all("tr"):
            assert sum(int(cell.attributes.get("colspan") or 1) for cell in tr.all("th", "td")) == width


def test_missing_answers_and_places() -> None:
    compared = fictional()
    files = {hub.column.hub: hub.file for hub in compared.hubs}
    for table in compared.tables:
        cells = fictional_page().one("section", id=table.id).all("td")
        cells = [cell for cell in cells if "data-status" in cell.attributes]
        told = [
            (row, column.hub, cell) for row in table.rows for column, cell in zip(table.columns, row.cells, strict=True)
        ]
        for td, (row, hub, cell) in zip(cells, told, strict=True):
            assert td.attributes["data-status"] == cell.status.value
            marked = [plain(em.text) for em in td.all("em", **{"class": "missing"})]
            lines = list(map(plain, cell_lines(cell, compared.frame.words)))
            assert marked == (lines if is_missing(cell) else [])
            file = Path(files[row.hub if row.hub is not None else hub] or "").name
            assert td.attributes.get("title") == (f"{file}:{cell.line}" if cell.line else None)
            assert td.attributes.get("data-line") == (str(cell.line) if cell.line else None)


def test_all_hubs_says_how_they_stand() -> None:
    stands = {"same": "same", "differs": "differs", "not comparable yet": "not-yet"}
    for table in (table for table in fictional().tables if table.is_of_hubs):
        section = fictional_page().one("section", id=table.id)
        cells = [td for body in section.all("tbody") for td in body.all("td") if "class" in td.attributes]
        for td, row in zip(cells, table.rows, strict=True):
            if row.comparability is None:
                assert td.all("strong") == []
            else:
                assert td.attributes["class"] == f"over {stands[row.comparability.value]}"
                assert td.one("strong").text == row.comparability.value


def test_last_row_counts_what_is_missing() -> None:
    for table in (table for table in fictional().tables if table.is_of_hubs):
        counts = list(map(counts_words, missing_by_column(table)))
        feet = fictional_page().one("section", id=table.id).all("tfoot")
        assert [[cell.text for cell in foot.all("th", "td")] for foot in feet] == (
            [[MISSING, *counts, ""]] if any(counts) else []
        )


@pytest.mark.parametrize("compared", [fictional, hostile])
def test_ids_and_links(compared: object) -> None:
    assert callable(compared)
    page = page_of(compared())
    ids = [node.attributes["id"] for node in page.all() if "id" in node.attributes]
    assert len(set(ids)) == len(ids)
    for link in page.all("a"):
        address = link.attributes["href"] or ""
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert link.attributes == {"href": address, "rel": "noreferrer"}
            assert address.lower().startswith(("http://", "https://"))
    assert page.all("a")[0].attributes == {"class": "skip", "href": "#main"}


def test_contents_lead_to_every_table() -> None:
    links = fictional_page().one("nav").all("a")
    tables = [(f"#{table.id}", table.title) for table in fictional().tables]
    told = [(link.attributes["href"], link.text) for link in links]
    assert told == [("#summary", "Summary"), *tables, ("#sources", "Sources")]


def test_sources_with_links() -> None:
    section = fictional_page().one("section", id="sources")
    assert [heading.text for heading in section.all("h3")] == [column_heading(hub.column) for hub in fictional().hubs]
    assert [item.text for item in section.all("li")] == [
        plain(line) for hub in fictional().hubs for line in source_lines(hub)
    ]
    linked = [link.attributes["href"] for link in section.all("a", rel="noreferrer")]
    assert linked == [
        source.url for hub in fictional().hubs for source in hub.sources if source.url and "://" in source.url
    ]


@pytest.mark.parametrize("compared", [fictional, hostile])
def test_loads_and_runs_nothing(compared: object) -> None:
    assert callable(compared)
    text = comparison_html(compared())
    page = read(text)
    assert "<script" not in text.lower()
    assert not page.all("script", "link", "img", "iframe", "object", "embed", "form", "base", "svg")
    attributes = [name for node in page.all() for name in node.attributes]
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "action")]
    style = page.one("style").text
    assert not re.search(r"url\(|@import|expression|http", style)


def test_hostile_texts_stay_texts() -> None:
    compared = hostile()
    page = page_of(compared)
    name = "<script>alert(1)</script> \" ' & </title></style><img src=x onerror=alert(2)>"
    assert [cell.text for cell in page.one("section", id="hubs").one("thead").all("th")] == [
        *("Item", name, name),
        "All Hubs",
    ]
    hub = page.one("section", id="sources").all("ul")[0]
    assert [link.attributes["href"] for link in hub.all("a")] == [
        "https://example.org/?a=\"><script>alert(5)</script>&b='1'",
        "HTTP://EXAMPLE.ORG/",
    ]
    texts = [item.text for item in hub.all("li")]
    assert texts[0] == "plain: </li><script>alert(3)</script>, javascript:alert(4)"
    assert texts[2] == "hidden: {{ 7 * 7 }} {% include 'x' %}, https://example.org/�gro.live"
    assert texts[4] == "data: Data, data:text/html,<script>alert(6)</script>"


def test_unseen_characters_are_shown_and_long_words_kept() -> None:
    text = comparison_html(replace(hostile(), title="Lone \ud800 half"))
    assert "<title>Lone � half</title>" in text
    assert "x" * 10_000 in text
    assert not [c for c in text if not c.isprintable() and c != "\n"]
    assert text.encode()
    assert ">a�b�c; &lt;b&gt;bold&lt;/b&gt;; &#34;onmouseover=&#34;alert(7); --&gt;&lt;!--" in text
    assert "مركز الدعم (شمال) 12</td>" in text
    assert "overflow-wrap: anywhere" in text
    assert "unicode-bidi: plaintext" in text


def test_labels_give_away_neither_file_nor_name() -> None:
    hub = """
    record: {id: one, name: Verysecret Hub, sources: [{id: s, title: Verysecret plan, url: 'https://verysecret.org'}]}
    context: {host: {organisation: Verysecret Trust}, status: operating}
    """
    text = comparison_html(compare_all(Frame(study_of(hub, study="names_in_output: labels"))))
    assert "verysecret" not in text.lower()
    assert "hub1.yaml" not in text
    assert 'title="line ' in text
    assert 'id="places"' not in text


def test_without_rows_and_with_rows_left_out() -> None:
    page = page_of(only_differences(fictional()))
    for table in only_differences(fictional()).tables:
        section = page.one("section", id=table.id)
        assert len(section.all("table")) == bool(table.rows)
        assert (f"{table.left_out:,} of {table.left_out + len(table.rows):,} rows" in section.text) == bool(
            table.left_out
        )
    assert NO_ROWS in page_of(compare_all(Frame(study_of()))).text


def test_wide_tables_are_printed_on_wide_pages() -> None:
    hubs = compare_all(Frame(study_of(*(f"record: {{id: hub{number}}}" for number in range(1, 12)))))
    page = page_of(hubs)
    assert page.one("section", id="hubs").attributes["class"] == "wide"
    assert "@page wide { size: 416mm 210mm; }" in page.one("style").text
    assert "class" not in fictional_page().one("section", id="hubs").attributes


def test_same_page_twice() -> None:
    assert comparison_html(fictional()) == comparison_html(
        compare_all(Frame(load_study([REPOSITORY / "examples" / "hubs"])))
    )
    assert str(REPOSITORY) not in comparison_html(fictional())


def _colours(style: str, number: int) -> dict[str, str]:
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[number]
    return dict(re.findall(r"--([\w-]+): (#\w+);", block))


def _light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
def test_contrast(scheme: int) -> None:
    colours = _colours(fictional_page().one("style").text, scheme)

    def contrast(one: str, other: str) -> float:
        low, high = sorted((_light(colours[one]), _light(colours[other])))
        return (high + 0.05) / (low + 0.05)

    pairs = [(text, ground) for text in ("text", "quiet", "link") for ground in ("page", "head", "group")]
    assert min(contrast(*pair) for pair in [*pairs, ("notice-text", "notice")]) >= 4.5
    assert min(contrast(mark, "page") for mark in ("same", "differs", "not-yet", "focus", "notice-line")) >= 3


def test_mark_of_each_status_is_not_colour_alone() -> None:
    for status in REASONS_FOR_NO_ANSWER:
        (text,) = cell_lines(Cell((), status), fictional().frame.words)
        assert text.endswith(status.value)
        assert not text.startswith(status.value)
