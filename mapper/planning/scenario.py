"""A scenario: a Hub with other posts, as a file says it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from mapper.checks.check import Subject
from mapper.checks.roles import illegal_bands
from mapper.errors import MapperError
from mapper.findings import Path, Severity
from mapper.planning.own_file import OwnFile
from mapper.schema.hub import Hub
from mapper.shape import read_form
from mapper.study import MappedHub, Study
from mapper.wording import nearest, quoted

_KEYS = ("name", "note", "posts", "without")
_POSTS = ("staffing", "posts")


def in_scenario(mapped: MappedHub, file: FilePath, study: Study) -> MappedHub:
    """The Hub as a scenario has it. The file holds a `name`; `posts`, each with the `id` of a post and the answers that
    differ, or a new id with all that a post says; and `without`, the ids of posts that are left out.

    Raises MapperError at what cannot be used, with its line.
    """
    return _Scenario(OwnFile(file, "scenario", _KEYS)).of(mapped, study)


class _Scenario:
    """The file of a scenario."""

    def __init__(self, file: OwnFile) -> None:
        self._file = file

    def of(self, mapped: MappedHub, study: Study) -> MappedHub:
        """The Hub with the posts of the scenario."""
        name = self._file.text("name", "The scenario has no name. Please fill in `name`.")
        values = deepcopy(mapped.document.values)
        staffing = values.setdefault("staffing", {}) or {}
        if not isinstance(staffing, dict) or not isinstance(staffing.get("posts") or [], list):
            raise MapperError(f"{mapped.file} lists no posts. Please run: mapper validate {mapped.file}")
        posts = [post for post in staffing.get("posts") or [] if isinstance(post, dict) and post.get("id")]
        places = self._changed(posts)
        self._left_out(posts)
        values["staffing"] = {**staffing, "posts": posts}
        values["record"] = {**values.get("record", {}), "name": f"{mapped.name}: {name}"}
        values["record"]["label"] = f"{mapped.hub.record.label.value or mapped.id}: {name}"
        shaped = read_form(Hub, values, study.vocabulary)
        changed = replace(mapped, hub=shaped.form, problems=shaped.problems, left_out=shaped.left_out)
        bands = (one for one in illegal_bands(Subject(changed, study)) if one.severity is Severity.ERROR)
        for problem in (*shaped.problems, *bands):
            if problem.path[:2] == _POSTS and len(problem.path) > 2 and isinstance(problem.path[2], int):
                post = posts[problem.path[2]]["id"]
                if post in places:
                    self._file.refuse((*places[post], *problem.path[3:]), problem.message)
        return changed

    def _changed(self, posts: list[dict[str, Any]]) -> Mapping[str, Path]:
        """Change and add posts, and say where the scenario speaks of each."""
        places: dict[str, Path] = {}
        for number, change in enumerate(self._list("posts")):
            path: Path = ("posts", number)
            if not isinstance(change, dict) or not isinstance(change.get("id"), str):
                self._file.refuse(path, "This post has no `id`. Please give the id of a post, or a new one.")
            if change["id"] in places:
                self._file.refuse(path, f"The post {quoted(change['id'])} stands here twice. Please keep one of both.")
            places[change["id"]] = path
            known = next((post for post in posts if post["id"] == change["id"]), None)
            if known is not None:
                known.update(change)
            elif not {"role", "clinical"} <= change.keys():
                self._file.refuse(
                    path,
                    f"The Hub has no post {quoted(change['id'])}, and a new one needs `role` and `clinical`. "
                    f"{self._meant(change['id'], posts)}",
                )
            else:
                posts.append(dict(change))
        return places

    def _left_out(self, posts: list[dict[str, Any]]) -> None:
        for number, post in enumerate(self._list("without")):
            found = next((one for one in posts if one["id"] == post), None)
            if found is None:
                path = ("without", number)
                self._file.refuse(path, f"The Hub has no post {quoted(post)}. {self._meant(str(post), posts)}")
            posts.remove(found)

    def _list(self, key: str) -> list[Any]:
        found = self._file.values.get(key) or []
        if not isinstance(found, list):
            self._file.refuse((key,), f"{quoted(key)} is no list. Please write each post on its own line after a “-”.")
        return found

    def _meant(self, post: str, posts: list[dict[str, Any]]) -> str:
        ids = [str(one["id"]) for one in posts]
        meant = nearest(post, ids)
        hint = f" Did you mean {quoted(meant)}?" if meant else ""
        return f"Please use one of: {', '.join(ids) or 'none'}.{hint}"
