"""What a person at the page does and sees, in their words."""

from playwright.sync_api import Locator, Page, expect

PATIENCE = 15_000  # milliseconds


class Screen:
    """One window on the playground, and the first phone in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.phone = page.locator(".phone").first
        self.log = self.phone.get_by_role("log")

    def waits_for_the_bot(self) -> None:
        expect(self.page.get_by_role("status").first).to_have_text(
            "The bot is running",
            timeout=240_000,  # of a busy machine that learns the answers
        )

    def be(self, name: str, chat: str = "") -> None:
        """Take somebody's phone into the hand, and open one of their chats."""
        self.phone.get_by_role("group", name="Who you are").get_by_role(
            "button", name=name
        ).click()
        if chat:
            self.chats.get_by_role("button", name=chat).click()

    @property
    def chats(self) -> Locator:
        return self.phone.get_by_role("group", name="Chats of this person")

    @property
    def box(self) -> Locator:
        return self.phone.get_by_role("textbox", name="Message")

    @property
    def last(self) -> Locator:
        """The newest bubble of somebody else."""
        return self.log.locator(".message.other").last

    def say(self, words: str) -> Locator:
        """Say something; return the bubble that answers it."""
        before = self.log.locator(".message.other").count()
        self.box.fill(words)
        self.box.press("Enter")
        answer = self.log.locator(".message.other").nth(before)
        expect(answer).to_be_visible(timeout=PATIENCE)
        return answer

    def tap(self, label: str, bubble: Locator | None = None) -> None:
        """Press a button under a bubble."""
        (bubble or self.last).get_by_role("button", name=label, exact=True).click()

    def panel(self, name: str) -> None:
        self.page.get_by_role("navigation").get_by_role("button", name=name).click()

    def note(self) -> Locator:
        """What the page says over everything."""
        return self.page.locator(".note.shown")
