"""A study as a Word file: summary, tables and sources as of a comparison, charts, then every drawing with its text."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.charts import Chart, rows_in_words
from mapper.logic_model.outline import outline
from mapper.render.chart_pictures import chart_png, size_of
from mapper.render.diagram_word import Pictured, drawing_parts, size_on
from mapper.render.diagrams import Drawing
from mapper.render.tables_word import comparison_parts
from mapper.render.word_document import word_document
from mapper.render.word_parts import paragraph, picture, plain, run
from mapper.render.word_styles import CAPTION, HEADING, NORMAL, PORTRAIT, Page
from mapper.render.word_tables import grid_xml
from mapper.reporting import StudyReport
from mapper.workers import in_order

_FIRST_COLUMN = 3
"""How much wider the column of names is than the others."""


def report_docx(report: StudyReport) -> bytes:
    """The document."""
    compared, words = report.compared, report.compared.frame.words
    graphs = {graph.id: graph for graph in (*report.graphs, *(graph for hub in report.hubs for graph in hub.graphs))}
    drawings = [Drawing(graph, words) for graph in graphs.values()]
    pictured = [
        Pictured(outline(drawing.graph), drawing.picture, png)
        for drawing, png in zip(drawings, in_order(_png, drawings), strict=True)
    ]
    charted = (_chart(chart, number) for number, chart in enumerate(report.charts, len(pictured)))
    parts = [*comparison_parts(compared), *charted, *drawing_parts(pictured, words)]
    remark = "Fictional" if compared.is_fictional else None
    pngs = [*(one.png for one in pictured), *in_order(chart_png, report.charts)]
    return word_document(compared.title, remark, parts, pngs)


def _chart(chart: Chart, number: int) -> tuple[Page, str]:
    """A chart with its numbers beside it; `number` is that of its picture."""
    return PORTRAIT, "".join(_charted(chart, number))


def _charted(chart: Chart, number: int) -> Iterator[str]:
    yield paragraph(HEADING.id, run(plain(chart.title)))
    size = size_on(PORTRAIT, *size_of(chart))
    yield paragraph(NORMAL.id, picture(number, size, chart.title, chart.says), layout="<w:keepNext/>")
    yield paragraph(CAPTION.id, run(plain(f"{chart.says} {chart.note}".strip())))
    rows = [[plain(cell) for cell in (row, *cells)] for row, cells in rows_in_words(chart)]
    headings = [plain(heading) for heading in ("", *chart.columns)]
    yield grid_xml(headings, rows, (_FIRST_COLUMN, *([1] * len(chart.columns))), PORTRAIT, chart.title)
    yield paragraph(NORMAL.id, run(""))


def _png(drawing: Drawing) -> bytes:
    return drawing.content("png")
