"""The people one can be in the playground, and where they meet. All invented, and plainly so."""

from dataclasses import dataclass
from typing import Final

from bot.playground.groups import Group
from bot.playground.people import Person
from bot.playground.telegram import SimulatedTelegram
from knowledge.town import Town
from knowledge.town.folder import shipped

EDITOR_ID: Final = 700_000_009


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: `editor` is in ADMIN_IDS."""

    residents: tuple[Person, ...]
    editor: Person
    group: Group
    channel: Group
    town: Town

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone, residents first."""
        return (*self.residents, self.editor)

    def suggestions(self, person: Person) -> list[str]:
        """Return what a person may say first, in a language the town speaks."""
        spoken = self.town.spoken(self.town.guess(person.account.language_code))
        return [*self.town.questions[spoken][:2], "/topics"]

    def role(self, person_id: int) -> str:
        """Return what a person is here."""
        return "editor" if person_id == self.editor.id else "resident"


def gather(
    telegram: SimulatedTelegram, editor_id: int = EDITOR_ID, town: Town | None = None
) -> Cast:
    """Create everyone; the group's administrator is its first member."""
    residents = (
        telegram.resident("Pat Example", "en", 700_000_001),
        telegram.resident("Rosa Example", "es", 700_000_002),
        telegram.resident("Jean Example", "ht", 700_000_003),
    )
    editor = telegram.resident("Edie Example", "en", editor_id)
    group = telegram.group("Example Street Neighbors", residents[1:], residents[:1])
    channel = telegram.channel("Example Town News", username="ExampleTownNews")
    channel.adds(editor.account, "administrator")
    for person in residents:
        channel.adds(person.account)
    return Cast(residents, editor, group, channel, town or shipped())
