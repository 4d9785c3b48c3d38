"""What is looked at on the page beside the conversation: axe-core, the keyboard alone, the tree as text, paper, locking."""

import io
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bench.serve_home import Running
from evals.browser import axe

DOCS = Path(__file__).resolve().parents[1] / "docs" / "page"
SIZES = {"100": (1280, 960), "400": (320, 240)}
"""A screen of 1280 by 960 at 100 % and at 400 %: the same points, a quarter of the width."""
MOST_TABS = 60
_FOCUSABLE = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
  .filter((one) => one.checkVisibility() && !one.disabled && !one.closest("[hidden]")).map((one) => window.__name(one))"""
_NAME = """() => { window.__name = (one) => (one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent
  || one.id).trim().split("\\n")[0].trim(); }"""
_FOCUS_SEEN = """() => { const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return style.outlineStyle !== "none" && box.bottom > 0 && box.top < innerHeight; }"""


def violations(page: Page, when: str) -> list[str]:
    """By axe-core."""
    found = axe(page)
    print(f"axe-core {when}: {len(found)} violations")
    return [f"{when}: {one['id']} ({one['nodes'][0]['target']})" for one in found]


def tree(page: Page) -> str:
    """The accessibility tree as text: what a screen reader has to tell."""
    return str(page.locator("body").aria_snapshot())


def tabbed(page: Page) -> list[str]:
    """Every control that is seen is reached by Tab, in the order of the page, and its focus is seen."""
    page.evaluate(_NAME)
    # From the top of the page, wherever the focus was before.
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    page.evaluate("window.scrollTo(0, 0)")
    expected, reached, unseen = page.evaluate(_FOCUSABLE), [], []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        name = page.evaluate("window.__name(document.activeElement)")
        if reached and name == reached[0]:
            break
        reached.append(name)
        if not page.evaluate(_FOCUS_SEEN):
            unseen.append(name)
    print("By Tab: " + " > ".join(reached))
    wrong = [] if reached == expected else [f"by Tab come {reached}, on the page are {expected}"]
    return wrong + [f"the focus on {name} is not seen" for name in unseen]


def by_keyboard(page: Page, service: Running) -> list[str]:
    """A new device of one person with the keyboard alone: let in, talk, the sheet, what is in it, locked out of a dialog."""
    page.goto(service.url)
    page.get_by_role("heading", name="Let this device in").wait_for(timeout=10_000)
    page.evaluate(_NAME)
    _tab_to(page, "The six digits of the code")
    page.keyboard.type(service.invite())
    _tab_to(page, "What to call this device")
    page.keyboard.press("Control+a")
    page.keyboard.type("keyboard tablet")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Open").wait_for(timeout=15_000)
    wrong = tabbed(page)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    page.locator("#talk-label").filter(has_not_text="Start talking").wait_for(timeout=10_000)
    _tab_to(page, "Show the sheet to take along")
    page.keyboard.press("Enter")
    page.locator("#sheet").wait_for(timeout=10_000)
    if page.evaluate("document.activeElement.id") != "sheet-title":
        wrong.append("the sheet does not get the focus of who asked for it")
    wrong += violations(page, "with the sheet")
    wrong += _on_paper(page)
    _tab_to(page, "Put the sheet away")
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "sheet-show":
        wrong.append("the focus is lost when the sheet is put away")
    _tab_to(page, "Your record and privacy")
    page.keyboard.press("Enter")
    _tab_to(page, "Erase it")
    page.keyboard.press("Enter")
    page.locator("#sure").wait_for(timeout=5_000)
    page.keyboard.press("Escape")
    if page.locator("#sure").is_visible() or page.evaluate("document.activeElement.textContent") != "Erase it":
        wrong.append("Escape does not lead back from the question whether one is sure")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    return wrong


def _tab_to(page: Page, name: str) -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("window.__name(document.activeElement)") == name:
            return
    raise AssertionError(f"{name!r} is not reached by Tab")


def _on_paper(page: Page) -> list[str]:
    """Printed, the sheet stands alone."""
    from pypdf import PdfReader

    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages)
    words = re.sub(r"\s+", " ", text)
    wrong = [
        f"on paper there is no {name}" for name in ("My questions", "My medicines", "Made on") if name not in words
    ]
    return wrong + [f"on paper there is {name}" for name in ("Quiet mode", "Start talking", "Print") if name in words]


def locks(page: Page) -> list[str]:
    """After the button nothing of the record is left."""
    page.get_by_role("button", name="Lock", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Locked").wait_for(timeout=10_000)
    places = ("you", "me", "chart-words", "shown", "visit-title", "visit-list", "sheet-title", "sheet-body")
    left = " ".join(page.locator(f"#{name}").text_content() or "" for name in places)
    left += "".join(f" {name} is seen" for name in ("visit", "sheet", "chart") if page.locator(f"#{name}").is_visible())
    return [f"after locking there is left: {left.strip()}"] if left.strip() else []


def pictures(page: Page, name: str) -> None:
    """As it is seen by day and by night, at both sizes."""
    DOCS.mkdir(parents=True, exist_ok=True)
    before: Any = page.viewport_size
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("window.scrollTo(0, 0)")
            page.screenshot(path=DOCS / f"{name}-{scheme}-{size}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)
