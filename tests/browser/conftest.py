"""One real browser with one window, and one real playground, for all that follows here."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.screen import PATIENCE, Screen
from tests.sharing import keep_playground_index

expect.set_options(timeout=30_000)  # patience for a busy machine, not a measure
ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
]
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@contextmanager
def served(*command: str, folder: Path) -> Iterator[str]:
    """Run `python -m bot …` on any free port; yield everything it said up to the page's URL."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "PYTHONPATH": str(ROOT),
        "PLAYGROUND_PORT": "0",
        "LOG_LEVEL": "WARNING",
        "TMPDIR": str(folder),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *command],
        cwd=folder,  # no .env of a developer is read
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    try:
        while not re.search(r"(in your browser:|who write to it are at) http", said):
            line = process.stdout.readline()
            assert line, f"it ended early, having said {said!r}"
            said += line
        yield said
    finally:
        process.kill()  # it may be learning, and tests/playground/test_commands.py sees it end
        process.communicate()


@pytest.fixture(scope="package")  # no longer: its event loop is in the way of other tests
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        if os.environ.get("CIVIC_BROWSER_REQUIRED"):
            pytest.fail(f"A browser is required and none of {', '.join(NAMES)} is on PATH")
        pytest.skip("no Chromium on PATH: the page is not tested here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def window(browser: Browser) -> Iterator[Page]:
    """The one window: a new one would be a new process, which costs more than most tests."""
    window = browser.new_page()
    window.set_default_timeout(PATIENCE)
    yield window
    window.close()


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """The window as a desktop, on nothing yet; it fails the test if the page's own code does."""
    window.set_viewport_size(DESKTOP)
    window.emulate_media(color_scheme="light")
    faults: list[str] = []
    listeners: list[tuple[Any, Callable[[Any], None]]] = [
        ("pageerror", lambda error: faults.append(str(error))),
        ("console", lambda said: faults.append(said.text) if said.type == "error" else None),
    ]
    for event, listener in listeners:
        window.on(event, listener)
    yield window
    for event, listener in listeners:
        window.remove_listener(event, listener)
    assert [fault for fault in faults if "400 (Bad Request)" not in fault] == []


@pytest.fixture(scope="package")
def playground(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Iterator[str]:
    """The address of a playground with the bot in it, started for the second time."""
    folder = tmp_path_factory.mktemp("played")
    keep_playground_index(seeded, folder)
    with served("run", folder=folder) as said:
        yield re.findall(r"http://127\.0\.0\.1:\d+", said)[-1]


@pytest.fixture(scope="module")
def url(playground: str) -> str:
    """Where the page is; a module may say otherwise."""
    return playground


@pytest.fixture
def screen(page: Page, url: str) -> Screen:
    page.goto(url)
    screen = Screen(page)
    screen.waits_for_the_bot()
    return screen
