"""Pay by band and year: the scales that ship with mapper, or a table of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from mapper.errors import UsageError
from mapper.findings import Path
from mapper.planning.estimate import Estimate, between
from mapper.planning.own_file import OwnFile
from mapper.schema.scalars import BandRange
from mapper.vocabulary.lists import load_data, load_list
from mapper.wording import quoted

_FILE = "pay/afc.yaml"
_POINTS = ("entry", "intermediate", "top")
_KEYS = ("year", "source", "bands", "posts")


class PayPoints(NamedTuple):
    """Annual basic pay of a whole-time post in a band, in pounds: the first point, the top one, and the one between
    them where there is one. `derived` are those that no circular at hand prints.
    """

    entry: Decimal
    top: Decimal
    intermediate: Decimal | None = None
    derived: tuple[str, ...] = ()

    @property
    def mid(self) -> Decimal:
        """The point in the middle, or where there is none, the middle of the first and the top one."""
        return between(self.entry, self.top).mid if self.intermediate is None else self.intermediate


class PayScale(NamedTuple):
    """Pay of a financial year. `posts` is the annual pay of whole-time posts that are on no band, by their id."""

    year: str
    title: str
    source: str
    bands: Mapping[str, PayPoints]
    posts: Mapping[str, Decimal]

    def of(self, band: BandRange) -> Estimate | None:
        """What a whole-time post in a band, or in one of several, is paid: from the first point of the lowest to the
        top of the highest, in the middle between the middles of these two. None where a band has no pay.
        """
        points = [self.bands.get(band.low), self.bands.get(band.high)]
        if points[0] is None or points[1] is None:
            return None
        return Estimate(points[0].entry, between(points[0].mid, points[1].mid).mid, points[1].top)


def pay_years() -> tuple[str, ...]:
    """The years of which mapper knows the pay."""
    return tuple(_scales())


def pay_scale(year: str) -> PayScale:
    """The pay of a year. Raises UsageError where it is not known: none is guessed."""
    known = _scales()
    if year not in known:
        raise UsageError(
            f"There is no pay of {quoted(year)} here, and none is guessed. Please name one of {', '.join(known)}, or "
            "give a table of your own with --pay-table FILE."
        )
    return known[year]


@cache
def _scales() -> Mapping[str, PayScale]:
    data = load_data(_FILE)
    found = {}
    for entry in data["years"]:
        bands = {str(band): _points(points) for band, points in entry["bands"].items()}
        found[str(entry["year"])] = PayScale(str(entry["year"]), data["title"], entry["source"], bands, {})
    return found


def _points(points: Mapping[str, Any]) -> PayPoints:
    entry, top = Decimal(points["entry"]), Decimal(points["top"])
    middle = points.get("intermediate")
    return PayPoints(entry, top, None if middle is None else Decimal(middle), tuple(points.get("derived", ())))


def read_pay_table(file: FilePath) -> PayScale:
    """A table of one's own: `year`, `source`, and `bands` (band → entry, intermediate, top) or `posts` (id of a post →
    annual pay of a whole-time post). Raises MapperError at what cannot be used, with its line.
    """
    return _Table(OwnFile(file, "table of pay", _KEYS)).scale()


class _Table:
    """A file with a table of pay."""

    def __init__(self, file: OwnFile) -> None:
        self._file = file

    def scale(self) -> PayScale:
        """What the table says."""
        source = self._file.text(
            "source", "The table does not say where its figures come from. Please fill in `source`."
        )
        year = self._file.text(
            "year", "The table does not say of which year it is. Please fill in `year`, such as 2024/25."
        )
        bands = {str(band): self._band(str(band), points) for band, points in self._group("bands").items()}
        posts = {str(one): self._money(("posts", one), amount) for one, amount in self._group("posts").items()}
        if not bands and not posts:
            self._file.refuse((), "The table holds no pay. Please fill in `bands` or `posts`.")
        return PayScale(year, f"Table of one's own ({self._file.file.name})", source, bands, posts)

    def _group(self, key: str) -> Mapping[str, Any]:
        found = self._file.values.get(key) or {}
        if not isinstance(found, dict):
            self._file.refuse((key,), f"{quoted(key)} is not written as names with their pay. Please write it so.")
        return found

    def _band(self, band: str, points: Any) -> PayPoints:
        path = ("bands", band)
        if band not in load_list("band").words:
            self._file.refuse(path, f"There is no band {quoted(band)}. Please use one such as 7 or 8a.")
        if not isinstance(points, dict) or not {"entry", "top"} <= set(points) <= set(_POINTS):
            self._file.refuse(path, f"Band {band} needs `entry` and `top`, maybe `intermediate`. Please write it so.")
        found = {key: self._money((*path, key), amount) for key, amount in points.items()}
        if not found["entry"] <= found.get("intermediate", found["top"]) <= found["top"]:
            self._file.refuse(path, f"The pay of band {band} does not rise from `entry` to `top`. Please correct it.")
        return PayPoints(found["entry"], found["top"], found.get("intermediate"))

    def _money(self, path: Path, amount: Any) -> Decimal:
        try:
            found = Decimal(str(amount))
        except InvalidOperation:
            found = Decimal(-1)
        if isinstance(amount, bool) or not found.is_finite() or found <= 0:
            self._file.refuse(path, f"{quoted(amount)} is no pay. Please write pounds a year, such as 47810.")
        return found
