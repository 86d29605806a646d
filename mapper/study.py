"""Find and load Hubs and what a study says of all of them: code lists, guidance and the shared logic model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath

from mapper.errors import MapperError
from mapper.findings import Path, Problem, Severity
from mapper.reading import Document, read_file
from mapper.schema.hub import Hub
from mapper.schema.study import AddedWord, StudyFile
from mapper.shape import read_form
from mapper.vocabulary.guidance import GuidanceSet, guidance_names, load_guidance
from mapper.vocabulary.lists import Vocabulary, Word, list_names
from mapper.vocabulary.shared_model import SharedModel, load_shared_model
from mapper.wording import nearest, quoted

STUDY_FILE = "study.yaml"
DEFAULT_GUIDANCE = "nhse-2020"
_HUB_SUFFIXES = (".yaml", ".yml")
_NOT_HUBS = (STUDY_FILE, "study.yml")


@dataclass(frozen=True)
class MappedHub:
    """A Hub as read from its file, with what was wrong so far: its reading and its shape."""

    file: str
    document: Document
    hub: Hub
    problems: tuple[Problem, ...]
    left_out: frozenset[Path]

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

    @cached_property
    def guidance(self) -> GuidanceSet:
        """The guidance set that the Hubs are held against."""
        return load_guidance(self.guidance_name, FilePath(self.file).parent if self.file else None)

    @cached_property
    def shared_model(self) -> SharedModel:
        """The logic model that the Hubs share."""
        own = self.form.logic_model.value
        return load_shared_model(FilePath(self.file).parent / own if own and self.file else None)

    @property
    def title(self) -> str | None:
        """The title of the study, if it has one."""
        return self.form.title.value

    @property
    def shows_labels(self) -> bool:
        """Whether outputs show labels instead of names."""
        return self.form.names_in_output.value == "labels"

    def heading(self, mapped: MappedHub) -> str:
        """What stands for a Hub in output: its name, or its label where names are left out."""
        if not self.shows_labels:
            return mapped.name
        return mapped.hub.record.label.value or f"Hub {self.hubs.index(mapped) + 1}"


def load_study(paths: Sequence[FilePath]) -> Study:
    """Read the Hubs in `paths` (files or folders) and the study file beside them.

    Raises MapperError if a path does not exist, if there is no Hub, or if the paths belong to two studies.
    """
    files = find_hub_files(paths)
    study_file = _study_file(paths)
    if study_file is None:
        study = Study((), StudyFile.model_validate({}), Vocabulary(), DEFAULT_GUIDANCE)
    else:
        study = _read_study(study_file)
    hubs = tuple(_read_hub(file, study.vocabulary) for file in files)
    return Study(hubs, study.form, study.vocabulary, study.guidance_name, study.file, study.document, study.problems)


def find_hub_files(paths: Iterable[FilePath]) -> tuple[FilePath, ...]:
    """The Hub files in `paths`, in alphabetical order within a folder, each once. Raises MapperError if there are
    none.
    """
    found: dict[FilePath, FilePath] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.iterdir() if file.suffix.lower() in _HUB_SUFFIXES)
            files = [file for file in inside if _is_hub_file(file)]
        elif path.exists():
            files = [path]
        else:
            raise MapperError(f"There is no file or folder {path}. Please check the path.")
        for file in files:
            found.setdefault(file.resolve(), file)
    if not found:
        listed = ", ".join(str(path) for path in paths)
        raise MapperError(f"There is no Hub file (*.yaml) in {listed}. Please start one with `mapper new NAME`.")
    return tuple(found.values())


def _is_hub_file(file: FilePath) -> bool:
    hidden = file.name.startswith(".")
    return not (hidden or file.name in _NOT_HUBS or ".review." in file.name or file.is_dir())


def _study_file(paths: Iterable[FilePath]) -> FilePath | None:
    found: dict[FilePath, FilePath] = {}
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for candidate in (folder / ".." / STUDY_FILE, folder / STUDY_FILE):
            if candidate.is_file():
                found.setdefault(candidate.resolve(), candidate)
                break
    if len(found) > 1:
        listed = " and ".join(str(path) for path in found)
        raise MapperError(
            f"These Hubs belong to different studies ({listed}). Please name Hubs of one study at a time."
        )
    return next(iter(found), None)


def _read_hub(file: FilePath, vocabulary: Vocabulary) -> MappedHub:
    document = read_file(file)
    shaped = read_form(Hub, document.values, vocabulary)
    return MappedHub(file.as_posix(), document, shaped.form, (*document.problems, *shaped.problems), shaped.left_out)


def _read_study(file: FilePath) -> Study:
    document = read_file(file)
    shaped = read_form(StudyFile, document.values, Vocabulary())
    problems = [*document.problems, *shaped.problems]
    additions: dict[str, tuple[Word, ...]] = {}
    for path, added in shaped.form.words.placed():
        problem = _addition_problem(("words", *path), added)
        if problem is None:
            word = Word(added.word, added.label, added.description, added.source)
            additions[added.list] = (*additions.get(added.list, ()), word)
        else:
            problems.append(problem)
    guidance = shaped.form.guidance.value or DEFAULT_GUIDANCE
    if guidance not in guidance_names() and not (file.parent / guidance).is_file():
        known = ", ".join(f"`{name}`" for name in guidance_names())
        message = f"There is no guidance set {quoted(guidance)}. Please use one of {known}, or the name of a file."
        problems.append(Problem("S203", Severity.ERROR, ("guidance",), message))
        guidance = DEFAULT_GUIDANCE
    return Study((), shaped.form, Vocabulary(additions), guidance, _shown(file), document, tuple(problems))


def _addition_problem(path: Path, added: AddedWord) -> Problem | None:
    if added.list not in list_names():
        meant = nearest(added.list, list_names())
        message = f"There is no code list {quoted(added.list)}. Please name one of those in the template."
        return Problem("S203", Severity.ERROR, (*path, "list"), message, f"Did you mean `{meant}`?" if meant else None)
    if not Vocabulary()[added.list].open:
        message = f"The list {quoted(added.list)} is fixed, because the program works with its words. "
        return Problem("S203", Severity.ERROR, (*path, "list"), message + "Please use one of the words it has.")
    return None


def _shown(file: FilePath) -> str:
    try:
        return file.resolve().relative_to(FilePath.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
