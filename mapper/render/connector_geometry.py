"""A route → the preset connector of DrawingML that comes nearest to it (ECMA-376, part 1, 20.1.10.56).

A connector leaves one side of a shape and enters the facing side of another: `curvedConnector3` bends once on the way,
`curvedConnector5` goes by a lane of its own. What bends where is told in parts of its extent.
"""

from __future__ import annotations

from typing import NamedTuple

from mapper.render.picture import Place, Route

_WHOLE = 100_000
_QUARTER_TURN = 5_400_000
_LEAST = 1.0
"""The least extent of a connector in points, where its ends are level: bends are told in parts of it."""


class Geometry(NamedTuple):
    """A preset with the values of its adjustments; the upper left corner and the extent before it is turned, in points
    counted from the left and downwards; how it is turned and flipped; and the connection sites of both ends.
    """

    preset: str
    adjustments: tuple[int, ...]
    left: float
    top: float
    width: float
    height: float
    turn: int
    is_flipped_across: bool
    is_flipped_along: bool
    sites: tuple[int, int]


class _Ends(NamedTuple):
    """Both ends of a connector, along its way and across it, and whether that is from left to right or downwards."""

    start: tuple[float, float]
    end: tuple[float, float]
    runs_down: bool


def geometry(route: Route, start: Place, end: Place, height: float) -> Geometry:
    """The connector of a route between two shapes, in a picture of some height."""
    sites = _site(start, route.points[0]), _site(end, route.tip)
    runs_down = sites[0] in (0, 2)
    middles = _middle(start, sites[0], height), _middle(end, sites[1], height)
    ends = _Ends(_along(middles[0], runs_down), _along(middles[1], runs_down), runs_down)
    stops = [_along((x, height - y), runs_down) for x, y in route.points[::3]]
    along, across = ends.end[0] - ends.start[0], ends.end[1] - ends.start[1]
    if sites[0] == sites[1]:
        bend = max(_along((x, height - y), runs_down)[0] for x, y in route.points)
        return _placed("curvedConnector3", (_part(bend - ends.start[0], along),), ends, sites)
    if lanes := stops[1:-1]:
        lane = sorted(place for _, place in lanes)[len(lanes) // 2]
        leaves, enters = (stops[0][0] + lanes[0][0]) / 2, (lanes[-1][0] + stops[-1][0]) / 2
        bends = _part(leaves - ends.start[0], along), _part(enters - ends.start[0], along)
        return _placed("curvedConnector5", (bends[0], _part(lane - ends.start[1], across), bends[1]), ends, sites)
    return _placed("curvedConnector3", (_WHOLE // 2,), ends, sites)


def _placed(preset: str, adjustments: tuple[int, ...], ends: _Ends, sites: tuple[int, int]) -> Geometry:
    """The frame of a connector; one that runs down is turned by a quarter, which takes its start to the upper right."""
    along, across = ends.end[0] - ends.start[0], ends.end[1] - ends.start[1]
    wide, high = max(abs(along), _LEAST), max(abs(across), _LEAST)
    middle = ((ends.start[0] + ends.end[0]) / 2, (ends.start[1] + ends.end[1]) / 2)
    x, y = (middle[1], middle[0]) if ends.runs_down else middle
    return Geometry(
        preset,
        adjustments,
        x - wide / 2,
        y - high / 2,
        wide,
        high,
        _QUARTER_TURN if ends.runs_down else 0,
        is_flipped_across=across > 0 if ends.runs_down else across < 0,
        is_flipped_along=along < 0,
        sites=sites,
    )


def _part(distance: float, extent: float) -> int:
    return round(distance / (extent if abs(extent) >= _LEAST else _LEAST) * _WHOLE)


def _along(point: tuple[float, float], runs_down: bool) -> tuple[float, float]:
    return (point[1], point[0]) if runs_down else point


def _site(place: Place, point: tuple[float, float]) -> int:
    """The side of a shape at which a point lies, as PowerPoint counts them: top, left, bottom, right."""
    x, y = point
    away = (
        abs(y - (place.y + place.height / 2)),
        abs(x - (place.x - place.width / 2)),
        abs(y - (place.y - place.height / 2)),
        abs(x - (place.x + place.width / 2)),
    )
    return away.index(min(away))


def _middle(place: Place, site: int, height: float) -> tuple[float, float]:
    """The middle of a side of a shape, from the left and downwards."""
    x = place.x + (0, -0.5, 0, 0.5)[site] * place.width
    y = height - place.y + (-0.5, 0, 0.5, 0)[site] * place.height
    return x, y
