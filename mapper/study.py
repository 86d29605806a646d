"""Find and load Hubs and what a study says of all of them: code lists, guidance and the shared logic model."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path as FilePath

from mapper.document import Document
from mapper.errors import MapperError
from mapper.findings import Path, Problem, Severity
from mapper.reading import read_file, unread
from mapper.schema.hub import Hub
from mapper.schema.readings import MISSING_WORDS
from mapper.schema.study import AddedWord, StudyFile
from mapper.shape import read_form
from mapper.shared_model import SharedModel, load_shared_model
from mapper.vocabulary.guidance import GuidanceSet, guidance_names, load_guidance
from mapper.vocabulary.lists import Vocabulary, Word, list_names
from mapper.wording import nearest, quoted

STUDY_FILES = ("study.yaml", "study.yml")
DEFAULT_GUIDANCE = "nhse-2020"
PLANNED = "planned"
"""The word of `context.status`, and of a component's provision, for what is intended and has not begun."""
_HUB_SUFFIXES = (".yaml", ".yml")
REVIEW_ENDING = ".review.yaml"
"""How the name of the file ends that holds what was said of a Hub in the accuracy check."""


@dataclass(frozen=True)
class MappedHub:
    """A Hub as read from its file, with what was wrong so far: its reading and its shape. `signed` are the sections of
    which a sign-off holds, and `hidden` those that are blank here because none does, both for outputs that ask for it.
    """

    file: str
    document: Document
    hub: Hub
    problems: tuple[Problem, ...]
    left_out: frozenset[Path]
    signed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The Hub's id, or the name of its file where it has none."""
        return self.hub.record.id.value or FilePath(self.file).stem

    @property
    def name(self) -> str:
        """The Hub's name, or its id where it has none."""
        return self.hub.record.name.value or self.id

    @property
    def stage(self) -> str:
        """How far the record has come; draft where it does not say."""
        return self.hub.record.stage.value or "draft"

    @property
    def is_fictional(self) -> bool:
        """Whether the record says that the Hub is invented."""
        return self.hub.record.fictional.value == "yes"

    @property
    def is_plan(self) -> bool:
        """Whether the Hub is only planned and does not run yet: then its record is no evidence of what Hubs do."""
        return self.hub.context.status.value == PLANNED


@dataclass(frozen=True)
class Study:
    """The Hubs of a study in the order of their files, and what holds for all of them."""

    hubs: tuple[MappedHub, ...]
    form: StudyFile
    vocabulary: Vocabulary
    guidance_name: str
    file: str | None = None
    document: Document | None = None
    problems: tuple[Problem, ...] = ()
    asks_for_labels: bool = False

    @cached_property
    def guidance(self) -> GuidanceSet:
        """The guidance set that the Hubs are held against."""
        return load_guidance(self.guidance_name, self.vocabulary, FilePath(self.file).parent if self.file else None)

    @cached_property
    def shared_model(self) -> SharedModel:
        """The logic model that the Hubs share."""
        own = self.form.logic_model.value
        return load_shared_model(FilePath(self.file).parent / own if own and self.file else None, self.vocabulary)

    @property
    def running(self) -> tuple[MappedHub, ...]:
        """The Hubs that are mapped, without those that are only planned; all where all are."""
        return tuple(mapped for mapped in self.hubs if not mapped.is_plan) or self.hubs

    @property
    def title(self) -> str | None:
        """The title of the study, if it has one."""
        return self.form.title.value

    @property
    def shows_labels(self) -> bool:
        """Whether outputs show labels instead of names: because the study or the command asks for them."""
        return self.asks_for_labels or self.form.names_in_output.value == "labels"

    def heading(self, mapped: MappedHub) -> str:
        """What stands for a Hub in output: its name, or its label where names are left out."""
        if not self.shows_labels:
            return mapped.name
        return mapped.hub.record.label.value or f"Hub {self.hubs.index(mapped) + 1}"


def load_study(paths: Sequence[FilePath]) -> Study:
    """Read the Hubs in `paths` (files or folders) and the study file beside them.

    Raises MapperError if a path does not exist, if there is no Hub, or if the paths belong to two studies.
    """
    study, files = open_study(paths)
    return replace(study, hubs=tuple(read_hub(file, study.vocabulary) for file in files))


def load_studies(paths: Sequence[FilePath]) -> tuple[Study, ...]:
    """Read the Hubs in `paths`, which may belong to several studies, each with its own. Raises as `load_study`."""
    return tuple(load_study(of_one) for of_one in paths_by_study(paths))


def paths_by_study(paths: Sequence[FilePath]) -> tuple[Sequence[FilePath], ...]:
    """The paths that belong to each study."""
    by_study: dict[FilePath | None, list[FilePath]] = {}
    for path in paths:
        by_study.setdefault(_study_file([path]), []).append(path)
    return tuple(by_study.values())


def open_study(paths: Sequence[FilePath]) -> tuple[Study, tuple[FilePath, ...]]:
    """What holds for all Hubs in `paths`, and the files of the Hubs, not read yet. Raises as `load_study` does."""
    files = find_hub_files(paths)
    return _study_at(paths), files


def files_to_watch(paths: Sequence[FilePath]) -> tuple[FilePath, ...]:
    """The files and folders a change in which changes what is found in `paths`: themselves, the study file, also one
    that is not there yet, and what it names.
    """
    study_file = _study_file(paths)
    if study_file is None:
        beside = {(path if path.is_dir() else path.parent).resolve().parent for path in paths}
        return (*paths, *(folder / STUDY_FILES[0] for folder in sorted(beside)))
    form = study_of(study_file, read_file(study_file)).form
    named = (name for name in (form.guidance.value, form.logic_model.value) if name and name.endswith(_HUB_SUFFIXES))
    return (*paths, study_file, *(study_file.parent / name for name in named))


def study_at(place: FilePath) -> Study:
    """What holds for all Hubs of the study that a file belongs to, without the Hubs; the file need not be there."""
    return _study_at([place])


def _study_at(paths: Sequence[FilePath]) -> Study:
    study_file = _study_file(paths)
    if study_file is None:
        return Study((), StudyFile.model_validate({}), Vocabulary(), DEFAULT_GUIDANCE)
    return study_of(study_file, read_file(study_file))


def words_at(place: FilePath) -> Vocabulary:
    """The words of the study that a Hub file or a folder belongs to. Raises MapperError if there is no such place."""
    if not place.exists():
        raise MapperError(f"There is no file or folder {place}. Please check the path.")
    return study_at(place).vocabulary


def find_hub_files(paths: Iterable[FilePath]) -> tuple[FilePath, ...]:
    """The Hub files in `paths`, in alphabetical order within a folder, each once.

    Raises MapperError if a path cannot be found or there are no Hubs.
    """
    found: dict[str, FilePath] = {}
    for path in paths:
        try:
            for file in _hub_files_at(path):
                found.setdefault(os.path.realpath(file), file)  # unlike `resolve`, does not fail at a loop of links
        except OSError as error:
            shown = str(path) if len(str(path)) < 100 else f"{str(path)[:100]}…"
            raise MapperError(f"{shown} cannot be read: {error.strerror}. Please check the path.") from error
    if not found:
        listed = ", ".join(str(path) for path in paths)
        raise MapperError(f"There is no Hub file (*.yaml) in {listed}. Please start one with `mapper new NAME`.")
    return tuple(found.values())


def _hub_files_at(path: FilePath) -> list[FilePath]:
    if path.is_dir():
        return [file for file in sorted(path.iterdir()) if _is_hub_file(file)]
    if path.name in STUDY_FILES:
        raise MapperError(f"{path} is a study file. Please name the Hub files of the study, or their folder.")
    if path.name.endswith(REVIEW_ENDING):
        raise MapperError(f"{path} is the review of a Hub. Please name the file of the Hub itself.")
    if not path.exists():
        raise MapperError(
            f"There is no file or folder {path}. Please check the path, or go to the folder in which your Hubs are."
        )
    return [path]


def _is_hub_file(file: FilePath) -> bool:
    if file.suffix.lower() not in _HUB_SUFFIXES or file.name in STUDY_FILES:
        return False
    return not (file.name.startswith(".") or file.name.endswith(REVIEW_ENDING) or file.is_dir())


def _study_file(paths: Iterable[FilePath]) -> FilePath | None:
    """The study file beside the Hubs, if there is one. Raises MapperError if the Hubs belong to different studies."""
    found = {_study_file_of(path if path.is_dir() else path.parent) for path in paths}
    if len(found) > 1:
        listed = " and ".join(sorted(str(file) if file else "no study file" for file in found))
        raise MapperError(
            f"These Hubs belong to different studies ({listed}). Please name Hubs of one study at a time."
        )
    return found.pop() if found else None


def _study_file_of(folder: FilePath) -> FilePath | None:
    candidates = (base / name for base in (folder, folder / "..") for name in STUDY_FILES)
    return next((candidate.resolve() for candidate in candidates if candidate.is_file()), None)


def read_hub(file: FilePath, vocabulary: Vocabulary, without: Collection[str] = ()) -> MappedHub:
    """A Hub from its file, without some sections where nobody asks for them. Never raises: a file that cannot be read
    is a Hub of blanks with its problem.
    """
    try:
        document = read_file(file)
        if without and isinstance(document.values, dict):
            kept = {key: said for key, said in document.values.items() if key not in without}
            document = replace(document, values=kept)
        return hub_of(file, document, vocabulary)
    except MapperError as error:
        return hub_of(file, unread("Y114", str(error)), vocabulary)


def hub_of(file: FilePath, document: Document, vocabulary: Vocabulary) -> MappedHub:
    """The Hub that a document describes."""
    shaped = read_form(Hub, document.values, vocabulary)
    return MappedHub(file.as_posix(), document, shaped.form, (*document.problems, *shaped.problems), shaped.left_out)


def study_of(file: FilePath, document: Document) -> Study:
    """The study that a document describes, without its Hubs."""
    shaped = read_form(StudyFile, document.values, Vocabulary())
    problems = [*document.problems, *shaped.problems]
    additions: dict[str, tuple[Word, ...]] = {}
    for path, added in shaped.form.words.placed():
        problem = _addition_problem(("words", *path), added, additions.get(added.list, ()))
        if problem is None:
            word = Word(added.word, added.label, added.description, added.source)
            additions[added.list] = (*additions.get(added.list, ()), word)
        else:
            problems.append(problem)
    guidance = shaped.form.guidance.value or DEFAULT_GUIDANCE
    if guidance not in guidance_names() and not guidance.endswith(_HUB_SUFFIXES):
        known = ", ".join(f"`{name}`" for name in guidance_names())
        message = f"There is no guidance set {quoted(guidance)}. Please use one of {known}, or the name of a file."
        problems.append(Problem("S203", Severity.ERROR, ("guidance",), message))
        guidance = DEFAULT_GUIDANCE
    return Study((), shaped.form, Vocabulary(additions), guidance, _shown(file), document, tuple(problems))


def _addition_problem(path: Path, added: AddedWord, before: tuple[Word, ...]) -> Problem | None:
    if added.list not in list_names():
        meant = nearest(added.list, list_names())
        message = f"There is no code list {quoted(added.list)}. Please name one of those in the template."
        return Problem("S203", Severity.ERROR, (*path, "list"), message, f"Did you mean `{meant}`?" if meant else None)
    if not Vocabulary()[added.list].open:
        message = f"The list {quoted(added.list)} is fixed, because the program works with its words. "
        return Problem("S203", Severity.ERROR, (*path, "list"), message + "Please use one of the words it has.")
    taken = {word.word for word in before} | set(Vocabulary()[added.list].words) | set(MISSING_WORDS)
    if added.word in taken:
        message = f"The word {quoted(added.word)} exists already. Please use it as it is, or choose another."
        return Problem("S203", Severity.ERROR, (*path, "word"), message)
    return None


def _shown(file: FilePath) -> str:
    try:
        return file.resolve().relative_to(FilePath.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
