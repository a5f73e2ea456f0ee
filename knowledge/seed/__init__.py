"""The town that ships with the bot: reviewed TOML, one file a topic, three languages.

Another town is another folder of the same form (docs/seed.md).
"""

from collections.abc import Mapping

from knowledge.content.documents import DocumentBody, DocumentKey
from knowledge.folders import base_folder
from knowledge.town import town_folder


def shipped_documents() -> Mapping[DocumentKey, DocumentBody]:
    """Read every document of the shipped town."""
    return base_folder.load_town_folder(town_folder.shipped_folder()).documents
