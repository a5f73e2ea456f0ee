"""The town that ships with the bot: reviewed TOML, one file a topic, three languages.

Another town is another folder of the same form (docs/seed.md).
"""

from collections.abc import Mapping

from knowledge.content.documents import Body, Key
from knowledge.town import folder


def load() -> Mapping[Key, Body]:
    """Read every document of the shipped town."""
    return folder.load(folder.shipped_folder()).documents
