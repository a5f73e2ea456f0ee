"""The people one can be in the playground, and where they meet. All invented, and plainly so."""

from dataclasses import dataclass
from typing import Final

from bot.playground.simulator.groups import Group
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from knowledge.town import Town
from knowledge.town.town_folder import shipped_town

EDITOR_ID: Final = 700_000_009


@dataclass(frozen=True, slots=True)
class SampleUsers:
    """Who plays: `editor` is in ADMIN_IDS."""

    residents: tuple[SimulatedUser, ...]
    editor: SimulatedUser
    group: Group
    channel: Group
    town: Town

    @property
    def all_users(self) -> tuple[SimulatedUser, ...]:
        """Everyone, residents first."""
        return (*self.residents, self.editor)

    def suggested_questions(self, person: SimulatedUser) -> list[str]:
        """Return what a person may say first, in a language the town speaks."""
        spoken = self.town.spoken_language(
            self.town.language_from_tag(person.account.language_code)
        )
        return [*self.town.questions[spoken][:2], "/topics"]

    def role_of(self, person_id: int) -> str:
        """Return what a person is here."""
        return "editor" if person_id == self.editor.id else "resident"


def create_sample_users(
    telegram: SimulatedTelegram, editor_id: int = EDITOR_ID, town: Town | None = None
) -> SampleUsers:
    """Create everyone; the group's administrator is its first member."""
    residents = (
        telegram.add_user("Pat Example", "en", 700_000_001),
        telegram.add_user("Rosa Example", "es", 700_000_002),
        telegram.add_user("Jean Example", "ht", 700_000_003),
    )
    editor = telegram.add_user("Edie Example", "en", editor_id)
    group = telegram.add_group("Example Street Neighbors", residents[1:], residents[:1])
    channel = telegram.add_channel("Example Town News", username="ExampleTownNews")
    channel.adds(editor.account, "administrator")
    for person in residents:
        channel.adds(person.account)
    return SampleUsers(residents, editor, group, channel, town or shipped_town())
