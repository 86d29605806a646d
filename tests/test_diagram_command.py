"""`mapper diagram` as it is used: which files are written, what is printed, and what is refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from conftest import REPOSITORY, Mapper
from pptx import Presentation

HUBS, EXAMPLES = REPOSITORY / "hubs", REPOSITORY / "examples" / "hubs"
NORTH = "record: {id: north-town, name: North Town Hub, label: Hub B}\nservice_model: {components: [{component: proactive outreach, provision: provided}]}\n"  # noqa: E501
SOUTH = "record: {id: south-town, name: South Town Hub, label: Hub A}\n"


@pytest.fixture
def hubs(tmp_path: Path) -> Path:
    folder = tmp_path / "hubs"
    folder.mkdir()
    (folder / "a.yaml").write_text(NORTH, encoding="utf-8")
    (folder / "b.yaml").write_text(SOUTH, encoding="utf-8")
    return folder


def written(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_drawing_of_each_hub_and_of_all_goes_to_build(mapper: Mapper, hubs: Path, tmp_path: Path) -> None:
    ran = mapper("diagram")
    assert ran.code == 0
    assert ran.out == ""
    assert written(tmp_path / "build") == {"north-town.svg", "south-town.svg", "all-hubs.svg"}


def test_every_view_and_format(mapper: Mapper, tmp_path: Path) -> None:
    formats = ["svg", "dot", "mermaid", "text", "markdown", "pptx"]
    options = [part for name in formats for part in ("--format", name)]
    ran = mapper("diagram", EXAMPLES, "--view", "every", *options, "-o", "out")
    assert ran.code == 0
    names = written(tmp_path / "out")
    drawings = {name.removesuffix(".svg") for name in names if name.endswith(".svg")}
    assert drawings == {
        *("exampleshire", "sampleton", "all-hubs"),
        *("exampleshire-simple", "sampleton-simple", "all-hubs-simple"),
        *("exampleshire-pathway", "sampleton-pathway"),
        *("exampleshire-implementation", "sampleton-implementation", "all-hubs-implementation"),
        *("implementation-helps", "implementation-hinders"),
    }
    for ending in ("dot", "mmd", "txt", "md"):
        assert {name.removesuffix(f".{ending}") for name in names if name.endswith(f".{ending}")} == drawings
    deck = Presentation(BytesIO((tmp_path / "out" / "logic-models.pptx").read_bytes()))
    assert len(deck.slides) == len(drawings)


def test_text_is_printed_in_the_width_of_the_terminal(
    mapper: Mapper, monkeypatch: pytest.MonkeyPatch, hubs: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    ran = mapper("diagram", hubs / "a.yaml", "-f", "text")
    assert ran.code == 0
    assert "Proactive outreach" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 60
    assert not (hubs.parent / "build").exists()


@pytest.mark.parametrize(
    "name", ["one.svg", "one.PDF", "one.dot", "one.mmd", "one.txt", "one.md", "one.docx", "one.pptx"]
)
def test_one_drawing_goes_to_the_file_that_is_named(mapper: Mapper, hubs: Path, tmp_path: Path, name: str) -> None:
    ran = mapper("diagram", hubs / "a.yaml", "-o", name)
    assert ran.code == 0
    assert (tmp_path / name).stat().st_size > 100


def test_a_document_of_all_drawings_may_be_named(mapper: Mapper, hubs: Path, tmp_path: Path) -> None:
    assert mapper("diagram", hubs, "-o", "all.pptx").code == 0
    assert len(Presentation(BytesIO((tmp_path / "all.pptx").read_bytes())).slides) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("-o", "one.svg"), 2, "3 drawings"),
        (("-o", "one.svg", "-f", "png"), 2, "rename"),
        (("--view", "difference", "--from", "nowhere"), 0, "Wrote"),
        (("--from", "nowhere"), 2, "no box `nowhere`"),
        (("--since", "2020"), 2, "--view difference"),
        (("--as-of", "soon"), 2, "not a date"),
        (("--view", "pathway"), 3, "No Hub lists a step"),
        (("--view", "everything"), 2, "everything"),
        (("nowhere/",), 3, "nowhere"),
    ],
)
def test_what_does_not_go_together_is_told(
    mapper: Mapper, hubs: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = mapper("diagram", *arguments) if arguments[0] == "nowhere/" else mapper("diagram", hubs, *arguments)
    assert (ran.code, said in ran.err) == (code, True)


def test_a_difference_of_two_hubs_has_a_file(mapper: Mapper, hubs: Path, tmp_path: Path) -> None:
    assert mapper("diagram", hubs, "--view", "difference", "-f", "dot").code == 0
    assert written(tmp_path / "build") == {"north-town-and-south-town.dot"}
    assert mapper("diagram", HUBS, "--view", "difference").code == 2


def test_a_difference_of_two_dates_has_a_file_for_each_hub(mapper: Mapper, hubs: Path, tmp_path: Path) -> None:
    ran = mapper("diagram", hubs, "--view", "difference", "--since", "2020-06", "--as-of", "2022", "-f", "dot")
    assert ran.code == 0
    assert written(tmp_path / "build") == {"north-town-since-2020-06.dot", "south-town-since-2020-06.dot"}


def test_labels_stand_for_names_in_files_and_in_their_names(mapper: Mapper, hubs: Path, tmp_path: Path) -> None:
    formats = [part for name in ("svg", "dot", "text", "mermaid", "markdown") for part in ("-f", name)]
    ran = mapper("diagram", hubs, "--labels", *formats)
    assert ran.code == 0
    build = tmp_path / "build"
    assert {name.partition(".")[0] for name in written(build)} == {"hub-a", "hub-b", "all-hubs"}
    assert not any(b"town" in file.read_bytes().lower() for file in build.iterdir())
    assert "A Hub A; B Hub B" in (build / "all-hubs.dot").read_text(encoding="utf-8")


def test_a_name_that_is_left_in_a_text_is_refused(mapper: Mapper, hubs: Path, tmp_path: Path) -> None:
    added = "logic_model: {adds: [{id: own, kind: impact, text: North Town is well, reason: so}]}\n"
    (hubs / "a.yaml").write_text(NORTH + added, encoding="utf-8")
    for asked in (("diagram", hubs, "--labels"), ("diagram", hubs, "--labels", "--trace")):
        ran = mapper(*asked)
        assert ran.code == 3
        assert "north town" in ran.err
    assert not (tmp_path / "build").exists()


def test_a_trace_names_files_and_lines_and_what_no_box_rests_on(mapper: Mapper, hubs: Path) -> None:
    (hubs / "a.yaml").write_text(f"{NORTH}interventions:\n  - {{id: walks, name: Walks}}\n", encoding="utf-8")
    ran = mapper("diagram", hubs / "a.yaml", "--trace")
    assert ran.code == 0
    assert "hubs/a.yaml:2  Service model, component 1 (proactive outreach)" in ran.out
    assert "hubs/a.yaml:4  Interventions, intervention 1 (Walks)" in ran.out
    assert "Staff in contact with the Hub [in-contact]" in ran.out


def test_a_drawing_never_takes_the_place_of_a_hub(mapper: Mapper, hubs: Path) -> None:
    before = (hubs / "a.yaml").read_bytes()
    ran = mapper("diagram", hubs / "a.yaml", "-o", "hubs/a.yaml")
    assert ran.code == 3
    assert (hubs / "a.yaml").read_bytes() == before


@pytest.mark.parametrize("folder", [HUBS, EXAMPLES], ids=["hubs", "examples"])
def test_the_hubs_that_ship_are_drawn_with_labels(mapper: Mapper, folder: Path, tmp_path: Path) -> None:
    assert mapper("diagram", folder, "--labels", "-f", "text", "-o", "out").code == 0
    told = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "out").iterdir()}
    assert not any(name in "".join(told.values()) for name in ("Manchester", "Lancashire", "Exampleshire", "Sampleton"))
    with_digest = {name for name, text in told.items() if "SHA-256" in text}
    assert with_digest == {"all-hubs.txt"}  # that of one file would tell which Hub it is
