"""The Hub lead's page as people use it, in a browser without a network: read, answered, saved, taken over, signed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from browser import DESKTOP, LOOKS, PHONE, Opened, needs_browser, violations
from conftest import REPOSITORY, Mapper, Ran
from playwright.sync_api import Locator, Page

from mapper.accuracy.answers_file import LONGEST_TEXT

pytestmark = needs_browser
FEW = """\
record: {id: sampleton, name: Sampleton Hub, as_of: 2022-06, fictional: yes}
access:
  routes: [{route: self, available: yes}, {route: GP, available: not reported}]
  languages: [English, Polish]
staffing:
  posts:
    - {id: counsellors, role: counsellor, wte: 1.8, headcount: 3, clinical: clinical, pay_system: other}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The two examples, without their reviews, in the folder in which commands run."""
    shutil.copytree(REPOSITORY / "examples", tmp_path, dirs_exist_ok=True)
    for review in (tmp_path / "hubs").glob("*.review.yaml"):
        review.unlink()
    return tmp_path


def made(mapper: Mapper, hub: str = "sampleton", *options: str) -> Path:
    done = mapper("review", hub, "-o", "review.html", *options)
    assert done.code == 0, done.err
    return Path("review.html")


def card(page: Page, heading: str) -> Locator:
    return page.locator("article", has=page.get_by_role("heading", name=heading, exact=True))


def section(page: Page, name: str) -> Locator:
    return page.locator(f"section.part#{name}")


def saved(page: Page, folder: Path = Path()) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers").click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def status(mapper: Mapper, hub: str = "sampleton") -> dict[str, Any]:
    found = json.loads(mapper("status", f"hubs/{hub}.yaml", "-f", "json").out)["hubs"][0]
    return {one["section"]: one["state"] for one in found["sections"]} | {"queries": found["queries"]}


def taken(mapper: Mapper, file: Path, *options: str) -> Ran:
    return mapper("review", "import", file, "--yes", *options)


@pytest.fixture
def changed(study: Path, mapper: Mapper) -> Path:
    """The page of a Hub of a few answers that was signed, queried and changed since."""
    hub = study / "hubs/sampleton.yaml"
    hub.write_text(FEW)
    mapper("sign", "sampleton", "--by", "Hub lead")
    mapper("query", "raise", "sampleton", "staffing.posts[counsellors].wte", "Funded?", "--by", "Hub lead")
    mapper("query", "raise", "sampleton", "staffing", "Who else?", "--by", "Hub lead")
    hub.write_text(FEW.replace("wte: 1.8", "wte: 1.7"))
    return made(mapper)


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS, ids=["desktop", "phone", "enlarged"])
def test_everybody_can_use_it(opened: Opened, changed: Path, viewport: dict[str, int], scheme: str) -> None:
    page = opened(changed, viewport=viewport, color_scheme=scheme)
    card(page, "Post: Counsellor").get_by_label("Correct to…").check()
    card(page, "Route: Self-referral").get_by_label("Query").check()
    page.get_by_label("Still open").first.check()
    page.get_by_text("What these words mean").first.click()
    page.get_by_role("button", name="Save my answers").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_everybody_can_use_the_page_of_a_complete_hub(opened: Opened, study: Path, mapper: Mapper) -> None:
    assert violations(opened(made(mapper))) == []


@pytest.mark.parametrize(
    "viewport", [DESKTOP, PHONE, {"width": 320, "height": 600}], ids=["desktop", "phone", "zoomed"]
)
def test_it_can_be_read_without_script(opened: Opened, changed: Path, viewport: dict[str, int]) -> None:
    page = opened(changed, viewport=viewport, java_script_enabled=False)
    assert page.get_by_text("Changed since you last signed").is_visible()
    assert card(page, "Post: Counsellor").get_by_text("1.7").is_visible()
    assert page.get_by_text("“Funded?”").is_visible()
    assert not page.get_by_role("button", name="Save my answers").is_visible()
    assert page.locator("input:visible, textarea:visible").count() == 0


def test_a_whole_round_as_three_people_run_it(opened: Opened, study: Path, mapper: Mapper) -> None:
    # The Hub lead finds one section right, corrects a figure, asks a question and misses something.
    page = opened(made(mapper))
    section(page, "screening").get_by_role("button", name="are right").click()
    section(page, "screening").locator(".sign input").check()
    post = card(page, "Post: Counsellor")
    post.get_by_label("Correct to…").check()
    post.get_by_label("WTE in post").fill("2.4")
    post.get_by_label("Pay system").fill("agenda for change")
    card(page, "Post: Nurse").get_by_label("Query").check()
    card(page, "Post: Nurse").get_by_label("What is your question?").fill("Is she still there?")
    section(page, "staffing").get_by_label("Is anything missing").fill("The volunteers.")
    assert section(page, "staffing").locator(".sign input").is_disabled()
    first = saved(page)
    done = taken(mapper, first)
    assert done.code == 0, done.err
    found = status(mapper)
    assert (found["screening"], found["staffing"], found["access"]) == ("signed", "queried", "ready to check")
    raised = {one["path"]: one for one in found["queries"]}
    assert raised["staffing.posts[counsellors].wte"]["suggested"] == "2.4"
    assert raised["staffing.posts[wellbeing-nurses]"]["text"] == "Is she still there?"
    assert raised["staffing"]["text"].endswith("The volunteers.")
    assert raised["staffing.posts[counsellors].wte"]["by"] == "Hub lead"

    # The research assistant makes the corrections, and answers the rest.
    wte, system = (raised[f"staffing.posts[counsellors].{key}"]["id"] for key in ("wte", "pay_system"))
    before = (study / "hubs/sampleton.yaml").read_text()
    assert mapper("query", "apply", wte, system, "--by", "research assistant").code == 0
    after = (study / "hubs/sampleton.yaml").read_text()
    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert [new.strip() for _, new in changed] == ["pay_system: afc", "wte: 2.4"]
    for path, answer in (
        ("staffing.posts[wellbeing-nurses]", "Yes, until May."),
        ("staffing", "They are not employed."),
    ):
        said = ("query", "answer", raised[path]["id"], answer, "--by", "research assistant")
        assert mapper(*said).code == 0

    # The Hub lead sees the answers on a new page, settles them, and signs the whole Hub.
    again = opened(made(mapper))
    assert again.get_by_text("Yes, until May.").is_visible()
    settle = again.locator("fieldset.open-query")
    assert settle.count() == 2
    for one in settle.all():
        one.get_by_label("That settles it").check()
    again.get_by_label("I sign the whole Hub").check()
    again.get_by_label("Your role").fill("clinical lead")
    done = taken(mapper, saved(again))
    assert done.code == 0, done.out
    found = status(mapper)
    assert {state for key, state in found.items() if key != "queries"} == {"signed"}
    assert [one["open"] for one in found["queries"]] == [False] * 4

    # A change makes one sign-off out of date by itself; the page says what changed, and the lead signs again.
    hub = study / "hubs/sampleton.yaml"
    hub.write_text(hub.read_text().replace("wte: 2.4", "wte: 2.6"))
    assert {key for key, state in status(mapper).items() if state == "out of date"} == {"staffing"}
    assert "A002" in mapper("validate", hub).out
    last = opened(made(mapper))
    assert last.locator("#changed li").inner_text() == "Staffing, post 5 (counsellor), WTE in post: 2.4 → 2.6"
    assert section(last, "screening").get_by_text("Hub lead found this right").first.is_visible()
    section(last, "staffing").locator(".sign input").check()
    assert taken(mapper, saved(last)).code == 0
    assert status(mapper)["staffing"] == "signed"


def test_answers_are_kept_and_can_be_gone_on_with(opened: Opened, study: Path, mapper: Mapper) -> None:
    file = made(mapper)
    page = opened(file)
    card(page, "Post: Nurse").get_by_label("Query").check()
    card(page, "Post: Nurse").get_by_label("What is your question?").fill("“Still” <b>there</b>? 👩‍⚕️")
    page.reload()
    assert card(page, "Post: Nurse").get_by_label("What is your question?").input_value() == "“Still” <b>there</b>? 👩‍⚕️"
    answers = saved(page)
    other = opened(file)  # another computer: a context of its own
    assert not card(other, "Post: Nurse").get_by_label("Query").is_checked()
    other.get_by_label("Go on from answers").set_input_files(answers)
    other.get_by_text("Your saved answers are back.").wait_for()
    assert (
        card(other, "Post: Nurse").get_by_label("What is your question?").input_value() == "“Still” <b>there</b>? 👩‍⚕️"
    )
    assert taken(mapper, saved(other, study / "hubs")).code == 0
    assert [one["text"] for one in status(mapper)["queries"]] == ["“Still” <b>there</b>? 👩‍⚕️"]


def test_answers_that_are_on_record_are_not_given_again(opened: Opened, study: Path, mapper: Mapper) -> None:
    page = opened(made(mapper))
    card(page, "Post: Nurse").get_by_label("Query").check()
    card(page, "Post: Nurse").get_by_label("What is your question?").fill("Still there?")
    section(page, "screening").locator(".sign input").check()
    assert taken(mapper, saved(page)).code == 0
    page.goto(made(mapper).resolve().as_uri())  # the record is the same, and so is the browser
    assert not card(page, "Post: Nurse").get_by_label("Query").is_checked()
    assert not section(page, "screening").locator(".sign input").is_checked()


def test_sections_that_are_signed_again_are_counted_apart(opened: Opened, study: Path, mapper: Mapper) -> None:
    hub = study / "hubs/sampleton.yaml"
    hub.write_text(FEW)
    mapper("sign", "sampleton", "--by", "Hub lead")
    mapper("query", "raise", "sampleton", "staffing", "Who else?", "--by", "Hub lead")
    hub.write_text(FEW.replace("wte: 1.8", "wte: 1.7"))
    page = opened(made(mapper))

    def numbers() -> list[str]:
        return re.findall(r"\d+", page.locator("#counted").inner_text())[2:]

    assert numbers() == ["0", "1"]
    for name in ("screening", "access"):
        section(page, name).locator(".sign input").check()
    assert numbers() == ["0", "1", "2"]
    assert not page.get_by_label("I sign the whole Hub").is_checked()
    section(page, "staffing").get_by_label("That settles it").check()
    page.get_by_label("I sign the whole Hub").check()
    assert numbers() == ["1", "1", "2"]


def test_no_choice_leads_nowhere_and_no_text_is_too_long_to_be_taken_over(
    opened: Opened, study: Path, mapper: Mapper
) -> None:
    hub = study / "hubs/sampleton.yaml"
    hub.write_text(f"{FEW}care_teams: [{{id: team}}]\ninterventions: []\n")
    page = opened(made(mapper))
    choices = section(page, "care_teams").locator("input[type=radio]")
    assert choices.evaluate_all("(all) => all.map((one) => one.value)") == ["right", "query"]
    assert section(page, "interventions").locator(".card dd").first.inner_text() == "none"
    longest = page.locator("textarea, input[type=text]").evaluate_all("(all) => all.map((one) => one.maxLength)")
    assert set(longest) == {LONGEST_TEXT}


def test_what_is_not_finished_is_not_saved_without_a_word(opened: Opened, study: Path, mapper: Mapper) -> None:
    page = opened(made(mapper))
    card(page, "Post: Nurse").get_by_label("Correct to…").check()
    page.get_by_role("button", name="Save my answers").click()
    assert "Post: Nurse" in page.locator("#told").inner_text()
    assert page.evaluate("document.activeElement.dataset.line") is not None
    card(page, "Post: Nurse").get_by_role("button", name="Clear").click()
    page.get_by_label("Your role").fill("")
    page.get_by_role("button", name="Save my answers").click()
    assert "role" in page.locator("#told").inner_text()


def test_it_works_by_keyboard_alone(opened: Opened, study: Path, mapper: Mapper) -> None:
    page = opened(made(mapper))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    first = page.locator("article input[type=radio]").first
    first.focus()
    page.keyboard.press("Space")
    assert first.is_checked()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "query"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Why?")
    assert page.locator("article textarea[data-field=question]").first.input_value() == "Why?"
    with page.expect_download():
        page.get_by_role("button", name="Save my answers").focus()
        page.keyboard.press("Enter")


def test_it_prints_with_boxes_to_tick(opened: Opened, study: Path, mapper: Mapper) -> None:
    page = opened(made(mapper))
    page.emulate_media(media="print")
    assert page.get_by_text("☐ Right").first.is_visible()
    assert not page.get_by_role("button", name="Save my answers").is_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_any_text_is_shown_as_text(opened: Opened, study: Path, mapper: Mapper) -> None:
    hostile = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)> {{ 7*7 }} \u202e 👩‍⚕️"
    hub = study / "hubs/sampleton.yaml"
    text = hub.read_text().replace(
        "local_title: Navigator", f"local_title: {json.dumps(hostile + 'x' * 5000, ensure_ascii=False)}"
    )
    assert "onerror" in text
    hub.write_text(text)
    mapper("query", "raise", "sampleton", "staffing", hostile, "--by", "Hub lead")
    page = opened(made(mapper), viewport=PHONE)
    assert page.title().startswith("Accuracy check: Sampleton")
    assert page.locator("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.get_by_text("{{ 7*7 }}").first.is_visible()


def test_labels_stand_for_the_other_hubs(opened: Opened, study: Path, mapper: Mapper) -> None:
    named = opened(made(mapper)).locator(".others")
    assert named.get_by_text("Exampleshire Resilience Hub").count() > 10
    labelled = opened(made(mapper, "sampleton", "--labels", "--accept-names"))
    assert labelled.locator(".others").get_by_text("Exampleshire Resilience Hub").count() == 0
    assert labelled.locator(".others").get_by_text("Hub A").count() > 10
    assert labelled.get_by_role("heading", level=1).inner_text().startswith("Accuracy check: Sampleton")
