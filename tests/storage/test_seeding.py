from pathlib import Path

from sqlalchemy import text

from bot.storage.database import base_version
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents, follows
from bot.storage.faq.base_documents import SeedResult
from knowledge.content.documents import DocumentKind
from tests.town import NOON, documents

KEY = (DocumentKind.ENTRY, "KW-3")


def release(short: str) -> dict:
    bodies = documents()
    bodies[KEY] = {**bodies[KEY], "en": {**bodies[KEY]["en"], "short": short}}
    return bodies


def test_the_same_release_again_changes_nothing(database: Path) -> None:
    db = Database(f"sqlite:///{database}")
    before = db.transact(base_version.content_version)
    assert db.transact(base_documents.seed_documents, documents(), NOON) == SeedResult(0, 0, 0)
    assert db.transact(base_version.content_version) == before
    db.close()


def test_a_new_release_replaces_what_no_editor_touched(database: Path) -> None:
    db = Database(f"sqlite:///{database}")
    before = db.transact(base_version.content_version)
    assert db.transact(base_documents.seed_documents, release("New."), NOON) == SeedResult(0, 1, 0)
    base = db.transact(base_documents.load_base)
    assert base.entries["KW-3"].version_stamp == "KW-3.2"
    assert base.version == before + 1
    db.close()


def test_what_an_editor_touched_keeps_their_text_and_the_new_one_waits(database: Path) -> None:
    db = Database(f"sqlite:///{database}")
    db.transact(
        lambda s: s.execute(text("UPDATE documents SET origin = 'editor' WHERE code = 'KW-3'"))
    )
    assert db.transact(base_documents.seed_documents, release("New."), NOON) == SeedResult(0, 0, 1)
    assert db.transact(base_documents.load_base).entries["KW-3"].version_stamp == "KW-3.1"
    waiting = db.transact(
        lambda s: s.scalar(text("SELECT waiting IS NOT NULL FROM documents WHERE code='KW-3'"))
    )
    assert waiting == 1
    db.close()


def test_nothing_is_deleted_when_a_release_lacks_an_entry(database: Path) -> None:
    db = Database(f"sqlite:///{database}")
    bodies = documents()
    del bodies[KEY]
    db.transact(base_documents.seed_documents, bodies, NOON)
    assert "KW-3" in db.transact(base_documents.load_base).entries
    db.close()


def merged() -> dict:
    """A release in which KW-1 takes the place of KW-3."""
    bodies = documents()
    del bodies[KEY]
    heir = (DocumentKind.ENTRY, "KW-1")
    bodies[heir] = {**bodies[heir], "replaces": ["KW-3"]}
    return bodies


def test_an_answer_that_was_merged_goes_into_the_bin_and_its_followers_to_the_heir(
    database: Path,
) -> None:
    db = Database(f"sqlite:///{database}")
    for code in ("KW-1", "KW-3"):
        db.transact(follows.follow_answer, 7, code)
    db.transact(follows.follow_answer, 8, "KW-3")
    before = db.transact(base_version.content_version)
    assert db.transact(base_documents.seed_documents, merged(), NOON) == SeedResult(
        0, 1, 0, merged=1
    )
    base = db.transact(base_documents.load_base)
    assert "KW-3" not in base.entries
    assert base.find_entry("KW-3") is base.entries["KW-1"]
    assert base.version == before + 1
    assert db.transact(follows.followed_codes, 7) == ["KW-1"]
    assert db.transact(follows.followed_codes, 8) == ["KW-1"]
    assert db.transact(base_documents.seed_documents, merged(), NOON) == SeedResult(0, 0, 0)
    db.close()


def test_an_answer_an_editor_touched_is_not_merged_away(database: Path) -> None:
    db = Database(f"sqlite:///{database}")
    db.transact(
        lambda s: s.execute(text("UPDATE documents SET origin = 'editor' WHERE code = 'KW-3'"))
    )
    assert db.transact(base_documents.seed_documents, merged(), NOON) == SeedResult(0, 1, 0)
    assert db.transact(base_documents.load_base).find_entry("KW-3").code == "KW-3"
    db.close()
