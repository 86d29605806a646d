"""Charts as SVG and PNG: the only module that knows Matplotlib. The same chart is the same bytes."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO, StringIO
from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mapper.charts import Chart, Shape, Value
from mapper.wording import shown

logging.getLogger("matplotlib").setLevel(logging.ERROR)  # what it says of its own fonts is no matter of the study
_COLOURS = (
    "#0b4f94", "#7fb2e5", "#c7dcf2", "#8a5200", "#e0a83a", "#f4dca6",
    "#4a5560", "#9aa5b1", "#d5dbe1", "#2c7a4b", "#93cfa9", "#ffffff",
)  # fmt: skip
_HATCHES = ("", "", "", "", "", "", "//", "//", "//", "..", "..", "")
"""Beside the colours, so that parts can be told apart in grey."""
_SYMBOLS = {"provided": "●", "partly": "◐", "planned": "◌", "withdrawn": "⊘", "not provided": "○", "not known": "?"}
_PLACES = re.compile(r' (?:d|x|y|x1|x2|y1|y2|points|transform|width|height)="[^"]*"')
_HUNDREDTHS = re.compile(r"(\d\.\d)\d+")
_WIDTH = 9.0
_ROW = 0.42
_LABEL = 34
_DOTS, _POINTS = 200, 72
"""Of an inch: the dots of a PNG, and points."""
_MEASURED = "DejaVu Sans"
"""The font that comes with Matplotlib, and is wider than those that stand in its place on a page."""
_FONTS = "'Liberation Sans', Arial, sans-serif"
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mapper",
    "font.family": _MEASURED,
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.5,
}


def chart_svg(chart: Chart, prefix: str) -> str:
    """A chart as a part of a page, whose letters stay letters: every name in it begins with a prefix, so that it is no
    other chart's.
    """
    out = StringIO()
    with mpl.rc_context(_SETTINGS):
        figure = _figure(chart)
        FigureCanvasSVG(figure)
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}\1"', svg)
    svg = re.sub(r'(href="#|url\(#)', rf"\g<1>{prefix}", svg)
    svg = svg.replace(f"'{_MEASURED}'", f"{_FONTS}")
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r">\s+<", "><", svg)
    svg = _PLACES.sub(lambda found: _HUNDREDTHS.sub(r"\1", found[0]), svg)
    return svg.replace("<svg ", f'<svg role="img" aria-labelledby="{prefix}title" ', 1).replace(
        ">", f'><title id="{prefix}title">{_escaped(f"{chart.title}. {chart.says}")}</title>', 1
    )


def chart_png(chart: Chart) -> bytes:
    """A chart as a picture."""
    out = BytesIO()
    with mpl.rc_context(_SETTINGS):
        figure = _figure(chart)
        FigureCanvasAgg(figure)
        figure.savefig(out, format="png", dpi=_DOTS, metadata={"Software": None})
    return out.getvalue()


def size_of(chart: Chart) -> tuple[float, float]:
    """The width and the height of a chart, in points."""
    return _WIDTH * _POINTS, _tall(chart) * _POINTS


def _figure(chart: Chart) -> Figure:
    figure = Figure(figsize=(_WIDTH, _tall(chart)), layout="constrained")
    _DRAWN[chart.shape](chart, figure.subplots())
    return figure


def _tall(chart: Chart) -> float:
    return 1.6 + _ROW * _height(chart)


def _escaped(text: str) -> str:
    return shown(text).replace("&", "&amp;").replace("<", "&lt;")


def _height(chart: Chart) -> int:
    return len(chart.rows) * (len(chart.columns) if chart.shape is Shape.BARS else 1)


def _labels(texts: Sequence[str]) -> list[str]:
    return [fill(shown(text).replace("$", r"\$"), _LABEL, max_lines=3, placeholder="…") for text in texts]


def _stacked(chart: Chart, axes: Axes) -> None:
    places = range(len(chart.rows))
    left = [0.0] * len(chart.rows)
    for number, column in enumerate(chart.columns):
        widths = [float(cells[number].low or 0) for cells in chart.cells]
        look = {"color": _COLOURS[number % len(_COLOURS)], "hatch": _HATCHES[number % len(_HATCHES)]}
        axes.barh(places, widths, left=left, label=_labels([column])[0], edgecolor="#1a2027", linewidth=0.5, **look)  # type: ignore[arg-type]
        left = [at + width for at, width in zip(left, widths, strict=True)]
    for place, cells in zip(places, chart.cells, strict=True):
        high = sum(float(cell.high if cell.high is not None else cell.low or 0) for cell in cells)
        if high > left[place]:
            axes.errorbar(left[place], place, xerr=_upwards(high - left[place]), color="#1a2027", capsize=4)
    _rows(chart, axes)
    axes.set_xlabel(chart.unit)
    if all(cell.low is None or cell.low == int(cell.low) for cells in chart.cells for cell in cells):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _legend(axes, 4)


def _bars(chart: Chart, axes: Axes) -> None:
    number = len(chart.columns)
    for column, name in enumerate(chart.columns):
        for row, cells in enumerate(chart.cells):
            value = cells[column]
            place = row + (column - (number - 1) / 2) * 0.8 / number
            low = float(value.low or 0)
            label = _labels([name])[0] if row == 0 else None
            look = {"color": _COLOURS[column % len(_COLOURS)], "hatch": _HATCHES[column % len(_HATCHES)]}
            axes.barh(place, low, 0.8 / number, label=label, edgecolor="#1a2027", linewidth=0.5, **look)  # type: ignore[arg-type]
            if value.high is not None and float(value.high) > low:
                axes.errorbar(low, place, xerr=_upwards(float(value.high) - low), color="#1a2027", capsize=3)
    _rows(chart, axes)
    axes.set_xlabel(chart.unit)
    if all(cell.low is None or cell.low == int(cell.low) for cells in chart.cells for cell in cells):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _legend(axes, 3)


def _matrix(chart: Chart, axes: Axes) -> None:
    for row, cells in enumerate(chart.cells):
        for column, value in enumerate(cells):
            symbol = _SYMBOLS.get(value.word or "", "?")
            axes.text(column, row, symbol, ha="center", va="center", fontsize=18)
    axes.set_xlim(-0.6, len(chart.columns) - 0.4)
    axes.set_ylim(-0.6, len(chart.rows) - 0.4)
    narrow = max(8, int(70 / max(1, len(chart.columns))))
    names = [fill(shown(name).replace("$", r"\$"), narrow, max_lines=3, placeholder="…") for name in chart.columns]
    axes.set_xticks(range(len(chart.columns)), names, rotation=90 if len(chart.columns) > 8 else 0)
    axes.xaxis.tick_top()
    _rows(chart, axes)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.hlines([place + 0.5 for place in range(len(chart.rows) - 1)], *axes.get_xlim(), color="#c8d0d8", linewidth=0.5)
    axes.set_xlabel(
        "   ".join(f"{symbol} {word}" for word, symbol in _SYMBOLS.items()), family=["DejaVu Sans"], labelpad=10
    )


def _timeline(chart: Chart, axes: Axes) -> None:
    for row, (value,) in enumerate(chart.cells):
        low, high = (float(end or 0) for end in (value.low, value.high))
        axes.plot([low, high], [row, row], color="#0b4f94", linewidth=3, marker="|", markersize=10)
        axes.annotate(_said(value), (high, row), textcoords="offset points", xytext=(8, -4), fontsize=9)
    ends = [float(end or 0) for (value,) in chart.cells for end in (value.low, value.high)]
    first, last = date.fromordinal(int(min(ends))).year, date.fromordinal(int(max(ends))).year + 1
    years = list(range(first, last + 1))
    axes.set_xticks([date(year, 1, 1).toordinal() for year in years], [str(year) for year in years])
    axes.set_xlim(date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal() + 300)
    _rows(chart, axes)


def _said(value: Value) -> str:
    return fill(shown(value.word or "").replace("$", r"\$"), 40, max_lines=1, placeholder="…")


def _legend(axes: Axes, columns: int) -> None:
    handles, labels = axes.get_legend_handles_labels()
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.legend(handles, labels, loc="outside lower center", ncols=min(columns, max(1, len(labels))), frameon=False)


def _upwards(by: float) -> list[list[float]]:
    """What an interval is drawn by: nothing to the left, so much to the right."""
    return [[0.0], [by]]


def _rows(chart: Chart, axes: Axes) -> None:
    axes.set_yticks(range(len(chart.rows)), _labels(chart.rows))
    axes.invert_yaxis()


_DRAWN: dict[Shape, Callable[[Chart, Axes], None]] = {
    Shape.STACKED: _stacked,
    Shape.BARS: _bars,
    Shape.MATRIX: _matrix,
    Shape.TIMELINE: _timeline,
}
