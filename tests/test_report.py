"""The report as people open it: from the file system, without a network, with and without script, in print."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import CHROMIUM, LOOKS, PHONE, Opened, needs_browser, violations
from conftest import REPOSITORY, Mapper, hub_file, study_of
from docx import Document as WordDocument

from mapper import printing
from mapper.charts import Chart, charts, rows_in_words
from mapper.compare.comparison import comparison, extract
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView


@pytest.fixture
def study(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "examples", tmp_path, dirs_exist_ok=True)
    return tmp_path


def made(mapper: Mapper, *options: str, name: str = "report.html") -> Path:
    done = mapper("report", "-o", name, *options)
    assert done.code == 0, done.err
    return Path(name)


FEW = """\
record: {{id: {0}, name: {1}, label: Hub {2}, as_of: 2022-06}}
service_model: {{components: [{{component: proactive outreach, provision: provided, as_specified: yes}}]}}
access: {{routes: [{{route: self, available: {3}}}]}}
staffing: {{posts: [{{id: a, role: nurse, clinical: clinical, wte: {4}, band: 6}}]}}
adaptations: [{{what: Opened later, date: 2021-05, kind: expand}}]
implementation: {{factors: [{{id: f, text: Leaders spoke, effect: helps, npt: initiation}}]}}
"""


@pytest.fixture
def few(mapper: Mapper) -> Path:
    """The report of two Hubs of a few answers."""
    Path("hubs").mkdir()
    Path("hubs/one.yaml").write_text(FEW.format("one", "First Hub", "A", "yes", "{from: 1, to: 2}"))
    Path("hubs/two.yaml").write_text(FEW.format("two", "Second Hub", "B", "no", "not known"))
    mapper("sign", "one", "--section", "access", "--by", "Hub lead", "--on", "2026-03-01")
    mapper("query", "raise", "two", "staffing", "Who else?", "--by", "Hub lead", "--on", "2026-03-01")
    return made(mapper)


@needs_browser
@pytest.mark.parametrize(("viewport", "scheme"), LOOKS, ids=["desktop", "phone", "enlarged"])
def test_everybody_can_use_it(opened: Opened, few: Path, viewport: dict[str, int], scheme: str) -> None:
    page = opened(few, viewport=viewport, color_scheme=scheme)
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@needs_browser
def test_without_script_all_of_it_can_be_read(opened: Opened, few: Path) -> None:
    page = opened(few, java_script_enabled=False)
    for text in ("The picture", "Charts", "Second Hub", "“Who else?” (Hub lead, 2026-03-01)", "How to cite"):
        assert page.get_by_text(text).first.is_visible(), text
    assert page.locator("input:visible:not(#places)").count() == 0


@needs_browser
def test_every_link_inside_goes_somewhere_and_every_id_is_one(opened: Opened, study: Path, mapper: Mapper) -> None:
    page = opened(made(mapper))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    links = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map((one) => one.hash.slice(1))")
    assert {link for link in links if link not in ids} == set()
    assert len(links) > 50
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@needs_browser
def test_reading_aids(opened: Opened, few: Path) -> None:
    page = opened(few)
    rows = page.locator("#access tbody tr:visible")
    before = rows.count()
    page.get_by_label("Only rows in which Hubs differ").check()
    assert 0 < rows.count() < before
    page.get_by_label("Only rows in which Hubs differ").uncheck()
    page.get_by_role("checkbox", name="Second Hub").uncheck()
    assert not page.locator("#access th", has_text="Second Hub").is_visible()
    assert page.locator("#access th", has_text="First Hub").is_visible()
    page.get_by_role("checkbox", name="Second Hub").check()
    assert rows.count() == before
    page.get_by_label("Find in this page").fill("leaders spoke")
    assert re.fullmatch(r"\d+ places?", page.locator("#found").inner_text())
    page.keyboard.press("Enter")
    assert page.locator(".found").is_visible()


@needs_browser
def test_tables_are_sorted_and_sorted_back(opened: Opened, study: Path, mapper: Mapper) -> None:
    page = opened(made(mapper))
    labels = lambda: page.locator("#staffing tbody").nth(1).locator("[scope=row]").all_inner_texts()  # noqa: E731
    original = labels()
    button = page.locator("#staffing thead button").first
    button.click()
    assert labels() == sorted(original, key=str.casefold)
    button.click()
    assert labels() == sorted(original, key=str.casefold, reverse=True)
    button.click()
    assert labels() == original


@needs_browser
def test_a_cell_and_a_box_tell_what_they_rest_on(opened: Opened, few: Path) -> None:
    page = opened(few)
    page.locator("#access tbody td[title]").first.focus()
    page.keyboard.press("Enter")
    told = page.locator("#trace").inner_text()
    assert "one.yaml:3" in told
    assert "signed by Hub lead, 2026-03-01" in told
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert "two.yaml:3" in page.locator("#trace").inner_text()
    assert "not signed off" in page.locator("#trace").inner_text()
    page.get_by_role("button", name="Close").click()
    page.locator("#hub-first-hub g.box", has_text="Proactive outreach").click()
    assert "hubs/one.yaml:2" in page.locator("#trace").inner_text()


@needs_browser
def test_it_prints(study: Path, mapper: Mapper) -> None:
    file = made(mapper, name="report.pdf")
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert "What its record says" in text
    assert text.count("Psychological") > 2


@needs_browser
def test_any_text_is_shown_as_text(opened: Opened, mapper: Mapper) -> None:
    hostile = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)> $x^2$ {{ 7*7 }} \u202e 👩‍⚕️"
    Path("hubs").mkdir()
    for number, name in enumerate((hostile, "y" * 5000), 1):
        text = json.dumps(name, ensure_ascii=False)
        Path(f"hubs/h{number}.yaml").write_text(
            FEW.format(f"h{number}", text, "AB"[number - 1], "yes", 2).replace("Opened later", text.strip('"'))
            if number == 2
            else FEW.format("h1", text, "A", "yes", 2)
        )
    page = opened(made(mapper), viewport=PHONE)
    assert page.locator("img").count() == 0
    assert page.title() != "taken"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.get_by_text("{{ 7*7 }}").count() > 0


def test_labels_hide_every_name(study: Path, mapper: Mapper) -> None:
    text = made(mapper, "--labels").read_text()
    assert re.findall("(?i)exampleshire|sampleton|mockford", text) == []
    assert "Hub A" in text
    hub = study / "hubs/exampleshire.yaml"
    hub.write_text(hub.read_text().replace("note: the force has", "note: the force of Sampleton has"))
    done = mapper("report", "--labels", "-o", "other.html")
    assert (done.code, Path("other.html").exists()) == (3, False)


def test_only_some_hubs_and_only_what_is_signed(study: Path, mapper: Mapper) -> None:
    one = made(mapper, "--hub", "sampleton").read_text()
    assert "Exampleshire Resilience Hub" not in one
    assert "PHQ-9" in one
    signed = made(mapper, "--hub", "sampleton", "--signed-only").read_text()
    assert "not signed off" in signed
    assert mapper("report", "--hub", "sampletown").code == 2
    assert mapper("report", "-o", "report.odt").code == 2
    assert mapper("report", "-o", "hubs/sampleton.html").code == 0


def test_the_same_study_gives_the_same_page(few: Path, mapper: Mapper) -> None:
    again = made(mapper, name="again.html")
    assert few.read_bytes() == again.read_bytes()
    words = made(mapper, name="one.docx").read_bytes()
    assert words == made(mapper, name="two.docx").read_bytes()
    document = WordDocument("one.docx")
    titles = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert {"Summary", "Staffing by band", "Components by Hub", "Completeness"} <= set(titles)
    assert len(document.inline_shapes) >= 8
    assert any("Summary" in paragraph.text for paragraph in document.paragraphs)


def test_the_method_names_every_file_with_its_hash(few: Path) -> None:
    page = few.read_text()
    for file in sorted(Path("hubs").glob("*.yaml")):
        if not file.name.endswith(".review.yaml") and file.name != "study.yaml":
            assert f"SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()}" in page


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal that Ctrl-C sends")
def test_watching_writes_again_when_a_file_is_saved(mapper: Mapper) -> None:
    file = hub_file("record: {id: one, name: First Name}\n", "hubs/one.yaml")
    log = Path("log.txt")
    with log.open("w") as out:
        command = [sys.executable, "-m", "mapper", "report", "hubs", "--watch", "-o", "report.html"]
        where = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=where)
    try:
        await_that(lambda: "Watching" in log.read_text())
        file.write_text("record: {id: one, name: Second Name}\n")
        await_that(lambda: "Second Name" in Path("report.html").read_text() or file.touch() is not None)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
    assert "Traceback" not in log.read_text()


def await_that(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_without_a_browser_a_pdf_is_refused(few: Path, mapper: Mapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_BROWSERS", ("no-such-browser",))
    done = mapper("report", "-o", "report.pdf")
    assert (done.code, Path("report.pdf").exists()) == (3, False)
    assert "No Chromium or Chrome is installed" in done.err


def charts_of(*texts: str) -> dict[str, Chart]:
    frame = Frame(study_of(*texts))
    views = [HubView(mapped, frame, number) for number, mapped in enumerate(frame.study.hubs, 1)]
    compared = comparison(frame, [extract(view, KINDS) for view in views])
    return {chart.id: chart for chart in charts(compared, views)}


def told(chart: Chart) -> dict[str, dict[str, str]]:
    return {row: dict(zip(chart.columns, cells, strict=True)) for row, cells in rows_in_words(chart)}


def test_charts_hold_what_the_answers_say() -> None:
    first = """
        record: {id: a, name: A}
        staffing:
          posts:
            - {id: n, wte: {from: 1, to: 2}, band: 6, clinical: clinical}
            - {id: m, wte: 1.5, band: 7-8a, clinical: mixed}
            - {id: k, headcount: 3, band: 6, clinical: clinical}
        service_model: {components: [{component: family support, provision: planned}]}
        implementation:
          factors:
            - {id: f, text: x, effect: helps, npt: initiation}
            - {id: g, text: y, effect: hinders, npt: initiation}
        adaptations: [{what: Later, date: 2021-05, kind: expand}, {what: Undated}]
    """
    found = charts_of(first, "record: {id: b, name: B}")
    assert told(found["staffing-by-band"])["A"] == {"band 6": "1 to 2", "several bands": "1.5"}
    assert told(found["staffing-by-class"])["B"] == {"Clinical": "0", "Mixed": "0"}
    assert "A: 1" in found["staffing-by-class"].note
    assert told(found["chart-components"])["Family support"] == {"A": "planned", "B": "not known"}
    assert [list(row.values()) for row in told(found["chart-implementation"]).values()] == [["1", "1"]]
    assert list(told(found["chart-adaptations"])) == ["Later (A)"]
    assert told(found["chart-completeness"])["B"]["answered"] == "2"
    assert "chart-care-types" not in found


def test_chromium_is_found_where_tests_need_it() -> None:
    assert CHROMIUM is None or Path(CHROMIUM).exists()
