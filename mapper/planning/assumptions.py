"""What a planner assumes: values of inputs as they are typed, or as a file holds them, each with who answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path as FilePath
from typing import Any

from mapper.errors import UsageError
from mapper.findings import Path
from mapper.planning.estimate import Estimate, between
from mapper.planning.inputs import Basis, Given, Input, Origin
from mapper.planning.own_file import OwnFile
from mapper.wording import nearest, quoted

_KEYS, _VALUE_KEYS = ("by", "inputs"), ("value", "source")
_MOST = Decimal(10) ** 9
"""More than any figure of a Hub: what is larger is a slip of the hand."""
_BETWEEN = re.compile(r"(?<=[\d%])\s*(?:\.\.|–|-|to)\s*(?=[\d.])")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_PERCENT, _HUNDRED = "%", Decimal(100)


def typed_assumptions(typed: Sequence[str], inputs: Iterable[Input], by: str | None) -> Mapping[str, Given]:
    """The values, by the keys of inputs, that are typed as `name=value` or `name=least..most`; `by` is the role that
    answers for them, and without one they rest on nothing. Raises UsageError at what cannot be used.
    """
    known = {one.key: one for one in inputs}
    found: dict[str, Given] = {}
    for one in typed:
        name, sign, value = (part.strip() for part in one.partition("="))
        if not sign or not value:
            raise UsageError(
                f"{quoted(one)} sets nothing. Please write a name, “=” and a number: --set uptake=0.02..0.05"
            )
        asked = _asked(name, known)
        if asked.key in found:
            raise UsageError(f"{quoted(asked.key)} is set twice. Please set it once; a range is written 0.02..0.05.")
        try:
            estimate = _in_bounds(asked, _typed_range(value), value)
        except ValueError as error:
            raise UsageError(str(error)) from error
        found[asked.key] = Given(estimate, Basis.GIVEN, () if by is None else (Origin(by),))
    return found


def read_assumptions(file: FilePath, inputs: Iterable[Input], by: str | None) -> Mapping[str, Given]:
    """The values of a file, by the keys of inputs. It holds `inputs`, each a number, a range with `from` and `to`, or
    one of these as `value` with its `source`; and `by`, the role that answers for those without a source. Raises
    MapperError at what cannot be used, with its line.
    """
    return _Assumptions(OwnFile(file, "file of assumptions", _KEYS)).assumed({one.key: one for one in inputs}, by)


class _Assumptions:
    """A file of assumptions."""

    def __init__(self, file: OwnFile) -> None:
        self._file = file

    def assumed(self, known: Mapping[str, Input], by: str | None) -> Mapping[str, Given]:
        """What the file assumes."""
        inputs = self._file.values.get("inputs")
        if not isinstance(inputs, dict):
            self._file.refuse((), "There are no assumptions here. Please give `inputs`, each with its number.")
        owner = self._text(("by",), self._file.values.get("by")) or by
        found: dict[str, Given] = {}
        for name, written in inputs.items():
            path: Path = ("inputs", name)
            try:
                asked = _asked(str(name), known)
            except UsageError as error:
                self._file.refuse(path, str(error))
            if asked.key in found:
                self._file.refuse(path, f"{quoted(asked.key)} is set twice. Please keep one of both.")
            value, source = self._value(path, written)
            found[asked.key] = Given(
                self._estimate(path, asked, value),
                Basis.GIVEN,
                tuple(Origin(one, str(self._file.file), self._file.line(path)) for one in (source or owner,) if one),
            )
        return found

    def _value(self, path: Path, written: Any) -> tuple[Any, str | None]:
        if not isinstance(written, dict) or "value" not in written:
            return written, None
        for key in written:
            if key not in _VALUE_KEYS:
                self._file.refuse((*path, key), f"{quoted(key)} is not read here. Please use `value` and `source`.")
        return written["value"], self._text((*path, "source"), written.get("source"))

    def _text(self, path: Path, written: Any) -> str | None:
        if written is None:
            return None
        if not isinstance(written, str) or not written.strip():
            self._file.refuse(path, f"{quoted(written)} is no text. Please write who or what says so, in words.")
        return written.strip()

    def _estimate(self, path: Path, asked: Input, written: Any) -> Estimate:
        try:
            if not isinstance(written, dict):
                return _in_bounds(asked, _typed_range(str(written)), str(written))
            if set(written) != {"from", "to"}:
                self._file.refuse(path, "A range needs `from` and `to`. Please write both.")
            ends = (_number(str(written["from"])), _number(str(written["to"])))
            return _in_bounds(asked, ends, f"{written['from']} to {written['to']}")
        except ValueError as error:
            self._file.refuse(path, str(error))


def _asked(name: str, known: Mapping[str, Input]) -> Input:
    key = name.strip().lower().replace("_", "-")
    if key not in known:
        meant = nearest(key, known)
        hint = f" Did you mean {quoted(meant)}?" if meant else ""
        raise UsageError(
            f"There is no input {quoted(name)}. Please use a name that `mapper capacity … --list` shows.{hint}"
        )
    return known[key]


def _typed_range(typed: str) -> tuple[Decimal, Decimal]:
    """A number, or two with “..”, “to” or a dash between them; a per cent sign behind the second counts for both."""
    parts = _BETWEEN.split(typed.strip(), maxsplit=1)
    low, high = parts[0], parts[-1]
    both = _PERCENT if high.endswith(_PERCENT) and not low.endswith(_PERCENT) else ""
    return _number(low + both), _number(high)


def _number(typed: str) -> Decimal:
    """A number, or a share in per cent. Raises ValueError with a sentence for the reader."""
    text = typed.strip()
    figures = text.removesuffix(_PERCENT).strip()
    if _THOUSANDS.fullmatch(figures):
        figures = figures.replace(",", "")
    try:
        number = Decimal(figures)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or "_" in text:
        raise ValueError(f"{quoted(typed)} is no number. Please write it in figures, such as 0.03 or 3%.")
    return number / _HUNDRED if text.endswith(_PERCENT) else number


def _in_bounds(asked: Input, ends: tuple[Decimal, Decimal], typed: str) -> Estimate:
    """The range, where the input can have it. Raises ValueError with a sentence for the reader."""
    (low, high), bounds = ends, asked.asked
    name = f"{quoted(asked.key)} is set to {quoted(typed)}"
    if low > high:
        raise ValueError(f"{name}, which runs backwards. Please write the smaller number first.")
    if low < bounds.least:
        raise ValueError(f"{name}, which is less than it can be. Please write a number from {bounds.least} up.")
    if bounds.above is not None and low <= bounds.above:
        raise ValueError(f"{name}, and nothing can be worked out from that. Please write more than {bounds.above}.")
    if bounds.most is not None and high > bounds.most:
        raise ValueError(f"{name}, and a share is at most {bounds.most}. Please write 0.03, or 3%, for 3 in a hundred.")
    if high > _MOST:
        raise ValueError(f"{name}, which is too large to be meant. Please correct it.")
    return between(low, high)
