"""An FAQ cache that tells what its index said to each question, so that a page can show it."""

from collections.abc import Callable
from typing import Any, cast

from bot.faq.faq_cache import FaqCache
from bot.storage.database.engine import Database
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.decision.semantics import SemanticModel
from knowledge.town import Town
from knowledge.verdict import Verdict

VerdictListener = Callable[[str, Verdict], None]


class ObservedFaqCache(FaqCache):
    """The bot's own cache; every question put to its index is told to `heard` as well."""

    def __init__(
        self,
        db: Database,
        heard: VerdictListener,
        town: Town | None = None,
        semantics: SemanticModel | None = None,
    ) -> None:
        super().__init__(db, town, semantics)
        self._heard = heard

    @property
    def index(self) -> FaqIndex:
        """The index, overheard."""
        return self._overheard

    @index.setter
    def index(self, index: FaqIndex) -> None:
        self._overheard = cast(FaqIndex, _ObservedIndex(index, self._heard))


class _ObservedIndex:
    """An index in every way, but its answers are passed on."""

    def __init__(self, index: FaqIndex, heard: VerdictListener) -> None:
        self._index, self._heard = index, heard

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def ask(
        self,
        question: str,
        language: Language | str | None = None,
        after: str | None = None,
        *,
        unseen: bool = False,
    ) -> Verdict:
        """Answer as the index does; what the question bank is asked (`unseen`) is nobody's."""
        verdict = self._index.ask(question, language, after, unseen=unseen)
        if not unseen:
            self._heard(question, verdict)
        return verdict
