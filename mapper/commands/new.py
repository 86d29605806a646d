"""What `mapper new` does: a form under the name of a Hub, never over a file that is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from mapper.console import say
from mapper.errors import UsageError
from mapper.render.json_schema import SCHEMA_FILE, json_schema_text
from mapper.render.template import Filling, template
from mapper.schema.scalars import slug
from mapper.study import words_at
from mapper.vocabulary.lists import Vocabulary
from mapper.writing import write_new

_RESERVED_IDS = ("study", "all-hubs")


class NewHub(NamedTuple):
    """A Hub that has no file yet: its id, its name, the file, and the words of the study that it will belong to."""

    id: str
    name: str
    file: Path
    words: Vocabulary

    @property
    def answers(self) -> dict[str, str]:
        """What a form says of it already."""
        return {"record.id": json.dumps(self.id), "record.name": json.dumps(self.name, ensure_ascii=False)}


def new_hub(name: str, folder: Path) -> NewHub:
    """The Hub of a name. Raises UsageError where no file can have that name."""
    if not name.isprintable():
        raise UsageError("The name holds a character that cannot be shown. Please type it again.")
    hub_id = slug(name)
    if not hub_id:
        raise UsageError(f"“{name}” has no letter or figure to make a file name of. Please give the Hub a name.")
    if hub_id in _RESERVED_IDS:
        raise UsageError(f"“{hub_id}” is a name that mapper uses itself. Please give the Hub another name.")
    words = words_at(folder if folder.is_dir() else Path())
    return NewHub(hub_id, name.strip(), folder / f"{hub_id}.yaml", words)


def start(name: str, folder: Path) -> Path:
    """Write the blank form of a Hub. Raises UsageError or MapperError where that cannot be."""
    hub = new_hub(name, folder)
    write_form(hub, template(hub.words, Filling(hub.answers)))
    return hub.file


def write_form(hub: NewHub, text: str) -> None:
    """Write the form of a Hub, and beside it the schema from which editors know it. Raises MapperError where the file
    is there already.
    """
    write_new(hub.file, text.encode())
    say(f"Wrote {hub.file}")
    schema_file = hub.file.with_name(SCHEMA_FILE)
    if not schema_file.exists():
        write_new(schema_file, json_schema_text(hub.words).encode())
        say(f"Wrote {schema_file}, from which editors know the form")
