"""A study as a Word file: summary, tables and sources as of a comparison, then every drawing with its text."""

from __future__ import annotations

from mapper.logic_model.outline import outline
from mapper.render.diagram_word import Pictured, drawing_parts
from mapper.render.diagrams import Drawing
from mapper.render.tables_word import comparison_parts
from mapper.render.word_document import word_document
from mapper.reporting import StudyReport
from mapper.workers import in_order


def report_docx(report: StudyReport) -> bytes:
    """The document."""
    compared, words = report.compared, report.compared.frame.words
    graphs = {graph.id: graph for graph in (*report.graphs, *(graph for hub in report.hubs for graph in hub.graphs))}
    drawings = [Drawing(graph, words) for graph in graphs.values()]
    pictured = [
        Pictured(outline(drawing.graph), drawing.picture, png)
        for drawing, png in zip(drawings, in_order(_png, drawings), strict=True)
    ]
    parts = [*comparison_parts(compared), *drawing_parts(pictured, words)]
    remark = "Fictional" if compared.is_fictional else None
    return word_document(compared.title, remark, parts, [one.png for one in pictured])


def _png(drawing: Drawing) -> bytes:
    return drawing.content("png")
