"""The HTML report in a real browser: it opens from a file, says nothing on the console, and does what is clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pages import HOSTILE, ORIGIN, Guess, Oddity, hostile_documents, page_of, profile_of
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from test_page import SPEC

from hofsm_migrate.introspect.relation import Candidate, Dependency, Discriminator, Drift, Facet, Relations, Variant
from hofsm_migrate.report.page import render
from hofsm_migrate.spec.load import loads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

    from hofsm_migrate.report.page import Page

PATIENCE = 60
"""Seconds; a busy machine must not fail a test."""

ROLES = {
    "$.name": Guess("core", 0.9, "its name"),
    "$.lines": Guess("input", 0.8, "it varies"),
    "$.ship": Guess("layout", 0.7, "it is the same in all"),
}
ODDITIES = (
    Oddity("$.lines[*].qty", "type outlier", 3, 0.01, ("17", "18"), "texts among numbers", "kept in the residual"),
    Oddity("$.gone", "occurrence outlier", 1, 0.001, ("19",), "once only", "kept in the residual"),
)


class Looking:
    """One report in a browser."""

    def __init__(self, driver: Chrome, file: Path) -> None:
        self.driver = driver
        self._file = file

    def open(self, page: Page) -> Looking:
        self._file.write_text(render(page), "utf-8")
        self.driver.get_log("browser")
        self.driver.get(self._file.as_uri())
        return self.until("document.body.classList.contains('drawn')")

    def until(self, script: str) -> Looking:
        WebDriverWait(self.driver, PATIENCE, 0.05).until(lambda driver: driver.execute_script(f"return {script}"))
        return self

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def one(self, css: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def texts(self, css: str) -> list[str]:
        return self.run("return [...document.querySelectorAll(arguments[0])].map(one => one.textContent)", css)

    def click(self, css: str) -> None:
        element = self.one(css)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    @property
    def title(self) -> str:
        return self.one("#details-title").text

    @property
    def paths(self) -> list[str]:
        return self.texts("#paths-table tbody .name")

    def quiet(self) -> bool:
        """Whether nothing was said on the console, and nothing asked for but the file."""
        asked = self.run("return performance.getEntriesByType('resource').map(one => one.name)")
        assert [one for one in asked if not one.startswith(("data:", "blob:"))] == []
        assert self.driver.get_log("browser") == []
        return True


@pytest.fixture
def look(browser: Chrome, tmp_path: Path) -> Callable[[Page], Looking]:
    """Opens a page in a window of 1,280 pixels."""
    resize(browser, 1280)
    return Looking(browser, tmp_path / "report.html").open


def resize(driver: Chrome, width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def orders(count: int = 40) -> list[dict[str, Any]]:
    return [
        {
            "name": f"customer {n}",
            "lines": [{"qty": i, "sku": f"s{i}", "note": "n" * 30} for i in range(n % 5)],
            "parts": {"a": {"size": 1}, "b": {"size": 2}},
        }
        | ({"ship": {"to": "somewhere"}} if n % 2 else {})
        for n in range(count)
    ]


def report(**more: Any) -> Page:
    return page_of(profile_of(orders()), roles=ROLES, findings=ODDITIES, mapping=loads(SPEC), **more)


def test_a_page_opens_from_a_file_and_shows_all_parts(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    assert page.texts("h1") == ['legacy.Odd "Name" value jsonb']
    assert page.texts(".figures strong")[0] == "40"
    assert page.texts("nav a") == ["Bytes", f"Paths {page.texts('.figures strong')[2]}", "Findings 2", "Tables 4"]
    assert "texts masked" in page.one("#head").text
    assert page.title == "$"
    assert len(page.texts("#treemap .slice")) > 5
    assert page.quiet()


def test_a_box_of_the_treemap_opens_the_details_of_its_path(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    page.run("document.getElementById('bytes').scrollIntoView()")
    box = page.run(
        "return [...document.querySelectorAll('#treemap .slicetext')]"
        ".find(one => one.textContent.startsWith('note')).closest('.slice').querySelector('path')"
    )
    box.click()
    page.until("document.getElementById('details-title').textContent === '$.lines[*].note'")
    assert "30" in page.one("#details").text
    assert page.texts("tr.chosen .name") == ["note"]
    assert page.quiet()


def test_a_box_with_others_in_it_is_looked_into_and_left_again(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    page.run("document.getElementById('bytes').scrollIntoView()")
    page.run(
        "[...document.querySelectorAll('#treemap .slicetext')].find(one => one.textContent.startsWith('lines'))"
        ".closest('.slice').querySelector('path').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    page.until("document.querySelectorAll('#treemap .pathbar').length > 0")
    page.until(
        "[...document.querySelectorAll('#treemap .slicetext')].every(one => !one.textContent.startsWith('parts'))"
    )
    page.run("document.querySelector('#treemap .pathbar path').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    page.until("[...document.querySelectorAll('#treemap .slicetext')].some(one => one.textContent.startsWith('parts'))")
    assert page.title == "$"
    assert page.quiet()


def test_paths_are_sorted_and_filtered(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    page.click("[data-filter=list]")
    page.click(".col-bytes .sort")
    assert page.paths[0] == "$"
    assert page.one(".col-bytes").get_attribute("aria-sort") == "descending"
    descending = page.texts("#paths-table tbody td:nth-child(6)")
    page.click(".col-bytes .sort")
    assert page.one(".col-bytes").get_attribute("aria-sort") == "ascending"
    assert page.texts("#paths-table tbody td:nth-child(6)")[-1] == descending[0]
    Select(page.one("[data-filter=role]")).select_by_value("layout")
    assert sorted(page.paths) == ["$.ship", "$.ship.to"]
    Select(page.one("[data-filter=role]")).select_by_value("")
    page.one("#paths-tools input[type=search]").send_keys("QTY")
    page.until("document.querySelectorAll('#paths-table tbody tr').length === 1")
    assert page.paths == ["$.lines[*].qty"]
    page.click("[data-filter=list]")
    assert page.paths == ["$", "lines", "[*]", "qty"]
    assert page.one("#paths-count").text.startswith("1 of ")
    assert page.quiet()


def test_a_finding_leads_to_its_path(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    page.click("#paths-tools button:last-of-type")
    assert page.paths == ["$", "name", "lines", "parts", "ship"]
    page.click("[data-finding='0'] .link")
    assert page.title == "$.lines[*].qty"
    assert "qty" in page.paths
    assert page.texts("tr.chosen .name") == ["qty"]
    assert "texts among numbers" in page.one("#details .oddity").text
    assert page.texts("[data-finding='1'] .link") == []
    assert page.quiet()


def test_a_table_shows_its_columns_and_leads_to_their_paths(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    page.click("nav a[href='#tables']")
    assert page.texts("#tables-body summary .title") == ["order_head", "order_line", "order_ship", "order_part"]
    assert page.texts("#tables-body summary .number")[2:4] == ["2 columns", "80 rows"]
    assert page.texts("[data-table=order_line] tbody th") == []
    page.click("[data-table=order_line] summary")
    page.until("document.querySelectorAll('[data-table=order_line] tbody th').length === 2")
    page.click("[data-table=order_line] [data-path='$.lines[*].sku']")
    assert page.title == "$.lines[*].sku"
    assert "order_line.sku" in page.one("#details").text
    assert page.quiet()


def test_on_paper_all_tables_are_open(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    # printing begins as soon as the listeners are done
    found = page.run(
        "window.dispatchEvent(new Event('beforeprint'));"
        "return [...document.querySelectorAll('#tables-body tbody th')].map(one => one.textContent)"
    )
    assert found == ["name", "state", "qty", "sku", "ship_to", "size"]
    assert page.quiet()


def test_the_keyboard_is_enough(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    page.click("#paths-tools button:last-of-type")
    assert page.paths == ["$", "name", "lines", "parts", "ship"]
    page.run("document.querySelector('#paths-table .name').focus()")
    press(page, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ENTER)
    assert page.title == "$.lines"
    assert page.paths == ["$", "name", "lines", "[*]", "parts", "ship"]
    press(page, Keys.ARROW_LEFT)
    assert page.paths == ["$", "name", "lines", "parts", "ship"]
    press(page, Keys.ARROW_LEFT)
    press(page, Keys.ENTER)
    assert page.title == "$"
    page.run("document.querySelector('[data-table=order_head] summary').focus()")
    press(page, Keys.ENTER)
    page.until("document.querySelector('[data-table=order_head]').open")
    assert page.quiet()


def press(page: Looking, *keys: str) -> None:
    for key in keys:
        page.driver.switch_to.active_element.send_keys(key)


def test_in_a_narrow_window_the_details_come_and_go(look: Callable[[Page], Looking]) -> None:
    page = look(report())
    resize(page.driver, 800)
    page.until("!document.getElementById('details').checkVisibility()")
    page.run("document.querySelector('#paths-table .name').focus()")
    press(page, Keys.ENTER)
    page.until("document.getElementById('details').checkVisibility()")
    assert page.run("return document.activeElement.id") == "details-title"
    press(page, Keys.ESCAPE)
    page.until("!document.getElementById('details').checkVisibility()")
    assert page.run("return document.activeElement.className") == "name"
    page.until("document.documentElement.scrollWidth <= 800")
    assert page.quiet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colour_scheme(look: Callable[[Page], Looking], scheme: str) -> None:
    page = look(report())
    features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", features)
    try:
        ground = page.run("return getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
        assert page.quiet()
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_hostile_keys_and_values_run_nothing(look: Callable[[Page], Looking]) -> None:
    oddities = tuple(Oddity("$", text, 1, 0.1, (text,), text, text) for text in HOSTILE)
    origin = ORIGIN.__class__(HOSTILE[0], HOSTILE[1], ("id",), "value", "jsonb", where=HOSTILE[1])
    profile = profile_of(hostile_documents(), origin)
    page = look(page_of(profile, redaction="none", findings=oddities, roles={"$": Guess("core", 1, HOSTILE[0])}))
    for index in range(len(page.texts("#paths-table .name"))):
        page.run("document.querySelectorAll('#paths-table .name')[arguments[0]].click()", index)
    assert page.run("return document.images.length + document.querySelectorAll('main a, aside a, b').length") == 0
    assert page.run("return document.scripts.length") == 4
    assert HOSTILE[0] in page.paths
    assert "\\u202etxt.exe\\u202c" in page.paths
    assert page.run("return document.documentElement.scrollWidth") <= 1280
    assert page.quiet()


def test_a_profile_whose_bytes_do_not_add_up_is_drawn_all_the_same(look: Callable[[Page], Looking]) -> None:
    profile = profile_of([{"some": {"long_name": 1, "another": "x" * 50}}] * 9)
    profile.root.members["some"].bytes = 1
    page = look(page_of(profile))
    assert any(text.startswith("another") for text in page.texts("#treemap .slicetext"))
    assert page.quiet()


def test_names_in_the_treemap_are_texts(look: Callable[[Page], Looking]) -> None:
    page = look(page_of(profile_of([{"<b>x</b>": "y" * 900, '<a href="#">z</a>': "y" * 900}])))
    names = {text[:8] for text in page.texts("#treemap .slicetext")}
    assert names == {"$", "<a href=", "<b>x</b>"}
    assert page.quiet()


def test_thousands_of_paths_stay_usable(look: Callable[[Page], Looking]) -> None:
    words = [f"{first}{second}field" for first in "abcdefghij" for second in "klmnopqrst"]
    document = {outer: {inner: {"value": 1, "other": "x"} for inner in words[:20]} for outer in words}
    page = look(page_of(profile_of([document])))
    assert len(page.paths) <= 200
    page.click("#paths-tools button")
    assert len(page.paths) == 200
    page.click("#paths-more button")
    assert len(page.paths) == 400
    page.click("[data-filter=list]")
    page.one("#paths-tools input[type=search]").send_keys("jtfield.alfield.")
    page.until("document.querySelectorAll('#paths-table tbody tr').length === 2")
    assert page.paths == ["$.jtfield.alfield.value", "$.jtfield.alfield.other"]
    assert len(page.texts("#treemap .slice")) <= 700
    assert page.quiet()


@pytest.mark.parametrize("documents", [[], [[1, 2]], ["text"], [None], [{}]], ids=repr)
def test_odd_documents_have_a_page(look: Callable[[Page], Looking], documents: list[object]) -> None:
    page = look(page_of(profile_of(documents), findings=()))
    assert page.paths[0] == "$"
    assert "No rows = nothing odd." in page.one("#findings-body").text
    assert page.quiet()


def test_relations_are_told_at_their_paths(look: Callable[[Page], Looking]) -> None:
    profile = profile_of(orders(), ORIGIN.__class__("legacy", "orders", (), "value", "jsonb", where="a > 1", sample=9))
    profile.sql_nulls.add(2, "77")
    variants = (Variant("s1", 30, 30, (Facet("qty", 30, ()),)), Variant("rare", 1, 1, ()))
    profile.relations = Relations(
        40,
        (Dependency("$.name", "$.lines[*].sku", 9, 1, 90, 2, 3, (("17", "by", "left", "right"),)),),
        (Discriminator("$.lines[*]", "sku", 0.9, variants),),
        (Candidate("$.lines[*].sku", "public", "items", "code", 9, 8, (("18", "gone"),)),),
        (
            Drift("$.lines[*].sku", "$.name", "v1", "2", 0.1, 0.9),
            Drift("$.lines[*].sku", "column:made", "2020-01-02", "late", 0.2, 0.8, "string"),
            Drift("$.lines[*].sku", "key", "a17", "a18", 0.3, 0.7),
        ),
    )
    page = look(page_of(profile, redaction="text"))
    assert "A sample: 9 documents were asked for." in page.one("#head").text
    assert "2 rows without a document (for example 77)" in page.one("#head").text
    page.click("#paths-tools button")
    page.run("[...document.querySelectorAll('#paths-table .name')].find(one => one.textContent === 'sku').click()")
    told = page.one("#details").text
    for words in (
        "decided by $.name: 98 % of 90 agree, in 9 groups",
        "document 17: masked has masked and masked",
        "decides which members $.lines[*] has",
        "refers to public.items.code: 8 of 9 values are there",
        "not there: masked in document 18",
        "changes with $.name: there in 10 % up to masked, in 90 % from 2 on",
        "changes with column made: of kind string in 20 % up to 2020-01-02, in 80 % from masked on",
        "changes with the order of the keys: there in 30 % up to a17, in 70 % from a18 on",
        "From a sample of 40 documents.",
    ):
        assert words in told
    page.click("#details .crumbs .link:last-of-type")
    assert "sku decides which members there are: it spares 90 % of the wrong guesses" in page.one("#details").text
    assert page.quiet()
