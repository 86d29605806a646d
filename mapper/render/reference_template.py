"""The reference page on the template: every question of the form, every code list with its words, every source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.explain.form import Asked, form_of_hub, form_of_study, remarks
from mapper.explain.subjects import AboutList, about_list, about_missing, list_of, source_of
from mapper.render.explanation_words import adding_words, detail_words
from mapper.render.markdown import anchor, escaped, linked, prose, source_link, table
from mapper.render.question_words import answer_words
from mapper.schema.answers import MissingWord
from mapper.schema.hub import TEMPLATE_VERSION
from mapper.vocabulary.lists import Vocabulary, Word, list_names, load_sources

_HEAD = f"""\
# The questions of the form

Version {TEMPLATE_VERSION} of the template: what each question asks, and how it is answered. `mapper template` prints
the form to fill in, `mapper explain staffing.posts.band` explains one question, and
[How answers are written](answers.md) shows ranges, sources, remarks and conflicts.

**Needed** stands at questions that must be answered before a record is checked, if only by a missing word. **Always**
stands at what an item of a list cannot be without.

This page is generated: `make drawings` renews it."""


def reference_template(vocabulary: Vocabulary) -> str:
    """The form, the study file, the code lists and the sources; ends with a line break."""
    lists = [about_list(vocabulary[name]) for name in list_names()]
    lines = [*_HEAD.splitlines(), *_contents(lists), *_missing_words(), *_remarks()]
    for section in form_of_hub():
        lines += _part(section, "##")
    lines += ["", "## The study file", "", "What holds for all Hubs of a study, in `study.yaml` beside the Hubs.", ""]
    lines += _questions(form_of_study())
    for asked in form_of_study():
        if asked.below:
            lines += _part(asked, "###")
    lines += ["", "## Code lists"]
    for about in lists:
        lines += _code_list(about)
    lines += ["", "## Sources", "", *_sources()]
    return "\n".join(lines) + "\n"


def _contents(lists: Iterable[AboutList]) -> Iterator[str]:
    sections = [linked(f"`{section.path}`", anchor(section.path)) for section in form_of_hub()]
    yield from ("", f"**Sections:** {' · '.join(sections)}")
    yield from ("", f"**Beside the Hubs:** {linked('the study file', anchor('The study file'))}")
    yield from ("", f"**Code lists:** {' · '.join(_list_link(about.words.name) for about in lists)}")
    yield from ("", f"**Where words come from:** {linked('sources', anchor('Sources'))}")


def _missing_words() -> Iterator[str]:
    yield from (
        "",
        "## The five missing words",
        "",
        "They answer any question, list or section that has no answer.",
        "",
    )
    yield from table(["word", "when"], ([f"`{word}`", escaped(about_missing(word).when)] for word in MissingWord))


def _remarks() -> Iterator[str]:
    yield from ("", "## What any part may carry", "")
    yield "`from` and `to` are asked only of what may hold for a time."
    yield ""
    yield from _questions(remarks())


def _part(asked: Asked, level: str) -> Iterator[str]:
    """A part of the form, and the parts below it."""
    yield from ("", f"{level} {asked.path}", "", prose(asked.help), "")
    yield from _questions(asked.below)
    for below in asked.below:
        if below.below:
            yield from _part(below, "###")


def _questions(asked: Iterable[Asked]) -> Iterator[str]:
    yield from table(
        ["question", "what is asked", "answer"], ([_key(one), prose(one.help), _answer(one)] for one in asked)
    )


def _key(asked: Asked) -> str:
    key = f"`{asked.question.key}`"
    if asked.question.identifies:
        return f"{key} **always**"
    return f"{key} **needed**" if asked.question.needed else key


def _answer(asked: Asked) -> str:
    name = list_of(asked)
    words = answer_words(asked.question, _list_link(name) if name else "")
    if asked.below:
        words = linked(words, anchor(asked.path))
    examples = asked.question.example.split(", or ") if asked.question.example else ()
    return f"{words}, such as {' or '.join(f'`{example}`' for example in examples)}" if examples else words


def _list_link(name: str) -> str:
    return linked(f"`{name}`", anchor(_list_heading(name)))


def _list_heading(name: str) -> str:
    return f"List {name}"


def _code_list(about: AboutList) -> Iterator[str]:
    words = about.words
    yield from ("", f"### {_list_heading(words.name)}", "", f"**{escaped(words.title)}.** {prose(words.description)}")
    if about.asked_at:
        yield f"Asked at {', '.join(f'`{path}`' for path in about.asked_at)}."
    yield adding_words(words)
    if len(about.sources) == 1:
        yield f"Source: {_source_id(about.sources[0].id)}."
        yield ""
        yield from table(["word", "shown as", "what it means"], (_word(word) for word in words))
    else:
        yield ""
        rows = ([*_word(word), _source_id(word.source)] for word in words)
        yield from table(["word", "shown as", "what it means", "source"], rows)


def _word(word: Word) -> list[str]:
    meaning = [prose(word.description)]
    for label, text, source in detail_words(word):
        cited = f" ({_source_id(source)})" if source not in (None, word.source) else ""
        meaning.append(f"{label}: {escaped(text)}{cited}")
    return [f"`{word.word}`", escaped(word.label), "<br>".join(meaning)]


def _source_id(its_id: str | None) -> str:
    return linked(escaped(str(its_id)), f"#source-{its_id}") if its_id in load_sources() else escaped(str(its_id))


def _sources() -> Iterator[str]:
    rows = []
    for its_id in load_sources():
        source = source_of(its_id)
        told = [escaped(text) for key, text in source.details.items() if key in ("kind", "date", "licence")]
        rows.append([f'<a id="source-{its_id}"></a>`{its_id}`', f"{source_link(source)} ({', '.join(told)})"])
    yield from table(["id", "source"], rows)
