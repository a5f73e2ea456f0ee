"""Take the README's pictures anew; needs Chromium and an emoji font on this machine."""

import re
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CARDS = ("KW-14", "KW-39", "KW-63", "KW-113", "KW-59")


def say(page: Page, words: str, phone: int = 0) -> None:
    """Say something on a phone and wait for the answer."""
    log = page.locator(".phone").nth(phone).locator(".log .message.other")
    before = log.count()
    box = page.locator(".phone").nth(phone).get_by_role("textbox", name="Message")
    box.fill(words)
    box.press("Enter")
    log.nth(before).wait_for()


def be(page: Page, name: str, phone: int = 0) -> None:
    """Take somebody's phone."""
    people = page.locator(".phone").nth(phone).get_by_role("group", name="Who you are")
    people.get_by_role("button", name=name).click()


def opened(browser: Browser, url: str, width: int, height: int, **look: str) -> Page:
    """Open the page when the bot is there."""
    page = browser.new_page(viewport={"width": width, "height": height}, **look)  # type: ignore[arg-type]
    page.goto(url)
    page.get_by_text("The bot is running").wait_for(timeout=60_000)
    return page


def answer(browser: Browser, url: str) -> None:
    """A question in Creole on a phone, in the dark."""
    page = opened(browser, url, 390, 760, color_scheme="dark")
    be(page, "Jean")
    say(page, "Ki sa yon akò 287(g) ye?")
    page.locator(".log .message.own").last.scroll_into_view_if_needed()
    page.screenshot(path=HERE / "answer.png")
    page.close()


def answers(browser: Browser, url: str) -> None:
    """Five answers on a phone, a row for each language."""
    shots: list[Image.Image] = []
    for name in ("Pat", "Rosa", "Jean"):
        page = opened(browser, url, 390, 2000)
        be(page, name)
        for code in CARDS:
            say(page, code)
            shot = page.locator(".log .message.other").last.screenshot()
            shots.append(Image.open(BytesIO(shot)))
        page.close()
    width, height = (max(shot.size[side] for shot in shots) for side in (0, 1))
    sheet = Image.new("RGB", (width * len(CARDS), height * 3), "white")
    for place, shot in enumerate(shots):
        row, column = divmod(place, len(CARDS))
        sheet.paste(shot, (column * width, row * height))
    sheet.save(HERE / "answers.png")


def alerts(browser: Browser, url: str) -> None:
    """A meeting is cancelled: two people are told, the reminder they had is edited."""
    page = opened(browser, url, 1280, 800)
    page.get_by_role("button", name="Second phone").click()
    for phone in (0, 1):
        say(page, "/subscribe", phone)
    page.get_by_role("button", name="To the next alert").click()
    page.get_by_text("Messages sent: 2").wait_for()
    meeting = page.locator("#meetings > li").filter(has_text="City Commission").first
    meeting.get_by_role("button", name="Cancel").click()
    for phone in (0, 1):
        log = page.locator(".phone").nth(phone).locator(".log")
        log.locator(".edited").first.wait_for(timeout=60_000)
        log.evaluate("log => { log.scrollTop = log.scrollHeight; }")
    page.mouse.move(640, 5)
    page.screenshot(path=HERE / "alerts.png")
    page.close()


def editor(browser: Browser, url: str) -> None:
    """An editor at work, with the matcher's verdicts beside."""
    page = opened(browser, url, 1280, 800)
    be(page, "Pat")
    for question in ("how did they vote in june", "kisa 287g ye", "the vote"):
        say(page, question)
    page.get_by_role("navigation").get_by_role("button", name="Verdicts").click()
    be(page, "Edie")
    say(page, "/faq edit KW-14")
    page.mouse.move(640, 5)
    page.screenshot(path=HERE / "editor.png")
    page.close()


def main() -> None:
    """Start a playground, take each picture."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "PLAYGROUND_PORT": "0"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        url = re.findall(r"http://\S+", process.stdout.readline())[0]
        program = shutil.which("chromium") or shutil.which("google-chrome")
        with sync_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path=program, args=arguments)
            for picture in (answer, answers, editor, alerts):
                picture(browser, url)
            browser.close()
        for picture in HERE.glob("*.png"):
            Image.open(picture).convert("RGB").quantize(192).save(picture, optimize=True)
        process.terminate()
        process.communicate()


main()
