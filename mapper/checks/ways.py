"""Ways between the steps of a pathway: which can be reached from which, and where they go round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Ways = Mapping[str, Sequence[str]]
"""For each id those to which a way leads; all of them are ids themselves."""


def reversed_ways(ways: Ways) -> Ways:
    """For each id those from which a way leads to it."""
    back: dict[str, list[str]] = {its_id: [] for its_id in ways}
    for its_id, following in ways.items():
        for to in following:
            back[to].append(its_id)
    return back


def reached_from(starts: Iterable[str], ways: Ways, apart_from: Collection[str] = ()) -> set[str]:
    """The ids that can be reached from some of them, those included."""
    reached, ahead = set[str](), list(starts)
    while ahead:
        here = ahead.pop()
        if here not in reached and here not in apart_from:
            reached.add(here)
            ahead += ways[here]
    return reached


def cycles(ways: Ways) -> Iterator[set[str]]:
    """The sets of ids from each of which there is a way to every other of the set and back (Kosaraju's algorithm)."""
    back, done = reversed_ways(ways), set[str]()
    for start in reversed(_in_order_left(ways)):
        if start not in done:
            cycle = reached_from([start], back, done)
            done |= cycle
            if len(cycle) > 1 or start in ways[start]:
                yield cycle


def _in_order_left(ways: Ways) -> list[str]:
    """All ids, each after those that were first met by going on from it."""
    left, met = list[str](), set[str]()
    for start in ways:
        open_ways = [] if start in met else [(start, iter(ways[start]))]
        met.add(start)
        while open_ways:
            here, following = open_ways[-1]
            onward = next((to for to in following if to not in met), None)
            if onward is None:
                open_ways.pop()
                left.append(here)
            else:
                met.add(onward)
                open_ways.append((onward, iter(ways[onward])))
    return left
