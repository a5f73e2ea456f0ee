"""The page in a real browser: how long from the Enter key to the bubbles, one's own and the bot's.

Three residents take turns, at a pace that no limit of Telegram or of the bot slows down.
"""

import asyncio
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Page, async_playwright

QUESTIONS = {
    "Pat": ("what was the vote on june 30", "who voted no on july 8", "what is a 287g agreement"),
    "Rosa": ("cual fue el voto del 30 de junio", "que es 287g", "como votaron el 8 de julio"),
    "Jean": ("kisa 287g ye", "ki jan yo te vote 30 jen", "ki jan yo te vote 8 jiye"),
}
ROUNDS = 20
PACE = 0.8  # seconds; three take turns, so each speaks every 2.4 s
ASK = """(words) => new Promise((resolve) => {
  const log = document.querySelector(".log");
  const box = document.querySelector(".phone textarea");
  const count = (kind) => log.querySelectorAll(`.message.${kind}`).length;
  const [others, owns] = [count("other"), count("own")];
  let own = null;
  const begun = performance.now();
  const watch = new MutationObserver(() => {
    if (own === null && count("own") > owns) own = performance.now() - begun;
    if (count("other") > others) {
      watch.disconnect();
      resolve([own, performance.now() - begun]);
    }
  });
  watch.observe(log, { childList: true, subtree: true });
  box.value = words;
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
})"""


async def measure(page: Page, rounds: int) -> list[tuple[float, float]]:
    """Return (own bubble, bot's bubble) in milliseconds for each question."""
    times = []
    for place in range(rounds * 3):
        name = list(QUESTIONS)[place % 3]
        await (
            page.get_by_role("group", name="Who you are").get_by_role("button", name=name).click()
        )
        own, answer = await page.evaluate(ASK, QUESTIONS[name][place // 3 % 3])
        times.append((own, answer))
        await asyncio.sleep(PACE)
    return times


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


async def main(chromium: str, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(Path.cwd()),
                "PLAYGROUND_PORT": "0",
                "LOG_LEVEL": "ERROR",
            },
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout
        url = re.findall(r"http://\S+", (await process.stdout.readline()).decode())[0]
        served = time.perf_counter() - begun
        async with async_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu"]
            browser = await playwright.chromium.launch(executable_path=chromium, args=arguments)
            page = await browser.new_page()
            await page.goto(url)
            await page.get_by_text("The bot is running").wait_for(timeout=60_000)
            ready = time.perf_counter() - begun
            times = await measure(page, rounds)
            await browser.close()
        process.terminate()
        await process.wait()
    own, answers = [one for one, _ in times], [two for _, two in times]
    print(f"page served after {served:.1f} s, bot ready after {ready:.1f} s")
    print(f"own bubble     p50 {statistics.median(own):5.0f} ms  p95 {p95(own):5.0f} ms")
    print(f"answer bubble  p50 {statistics.median(answers):5.0f} ms  p95 {p95(answers):5.0f} ms")


def run() -> None:
    """Measure, if there is a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no Chromium on PATH: the page is not measured here")
        return
    asyncio.run(main(chromium, ROUNDS))
