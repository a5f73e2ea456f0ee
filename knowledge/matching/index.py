"""The index of the base: from a question to a verdict, and to the reasons for it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language
from knowledge.matching.aliases import Aliases
from knowledge.matching.background import Rarity, zipf_values
from knowledge.matching.core import PARTS, Core, Evidence, Row
from knowledge.matching.folding import MAX_QUESTION
from knowledge.matching.folding import tokens as split
from knowledge.matching.inputs import Alias, Indexed, IndexedWording, ScopeClass
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.policy import Policy
from knowledge.matching.repair import Repair
from knowledge.matching.tongues import Tongues
from knowledge.matching.weights import COMBINER
from knowledge.verdict import Candidate, Outcome, Verdict

_WEIGHTS = np.array([COMBINER.get(part, 0.0) for part in PARTS])


class FaqIndex:
    """Everything the bot knows, ready to be asked. Built once, read by any thread."""

    def __init__(
        self,
        entries: Iterable[Indexed],
        *,
        scope: Iterable[ScopeClass] = (),
        aliases: Iterable[Alias] = (),
        policy: Policy | None = None,
    ) -> None:
        """Build the index; an entry without any wording cannot be found."""
        self.policy = policy or Policy()
        self._aliases = Aliases(aliases)
        rows, answers, self._codes, self._outcomes = self._rows(entries, scope)
        self._tongues = Tongues((row.language, row.tokens) for row in rows)
        rarity = Rarity(self._tongues.languages)
        self.core = Core(rows, answers, rarity)
        self._repair = Repair(self._known_words(rarity))

    @classmethod
    def from_phrasings(
        cls, phrasings: Mapping[str, Mapping[Language | str, Sequence[str]]]
    ) -> Self:
        """Build an index from bare phrasings: `{entry: {language: [text, …]}}`."""
        return cls(
            Indexed(
                code,
                {
                    _language(tag): IndexedWording(phrasings=tuple(texts))
                    for tag, texts in by_language.items()
                },
            )
            for code, by_language in phrasings.items()
        )

    def _rows(
        self, entries: Iterable[Indexed], scope: Iterable[ScopeClass]
    ) -> tuple[list[Row], dict[int, list[str]], list[str], list[Outcome | None]]:
        rows: list[Row] = []
        answers: dict[int, list[str]] = {}
        codes: list[str] = []
        outcomes: list[Outcome | None] = []
        for entry in entries:
            unit = len(codes)
            before = len(rows)
            for language, wording in entry.wordings.items():
                texts = [wording.title, *wording.phrasings]
                rows.extend(self._texts(texts, unit, language))
                answer = split(" ".join((wording.short, wording.detail, *wording.terms)))
                answers.setdefault(unit, []).extend(self._aliases.rewrite(answer, language))
            if len(rows) > before:
                codes.append(entry.code)
                outcomes.append(None)
        for each in scope:
            unit = len(codes)
            before = len(rows)
            for language, examples in each.examples.items():
                rows.extend(self._texts(examples, unit, language))
            if len(rows) > before:
                codes.append(each.code)
                outcomes.append(Outcome(each.outcome))
        return rows, answers, codes, outcomes

    def _texts(self, texts: Iterable[str], unit: int, language: Language) -> Iterable[Row]:
        seen: set[tuple[str, ...]] = set()
        for text in texts:
            tokens = tuple(self._aliases.rewrite(split(text), language))
            if tokens and tokens not in seen:
                seen.add(tokens)
                yield Row(text, tokens, unit, language)

    def _known_words(self, rarity: Rarity) -> Iterable[tuple[str, float]]:
        words = {w: rarity.zipf(w) for w in self.core.space.vocabulary}
        for language in self._tongues.languages:
            words.update(
                {w: z - 2.0 for w, z in zipf_values(language).items() if z >= 5.0} | words
            )
        return words.items()

    def _tokens(self, question: str, hint: Language | None) -> tuple[list[str], Language]:
        raw = split(question[:MAX_QUESTION])
        language = self._tongues.tell(raw, hint)
        return self._mend(self._aliases.rewrite(raw, language)), language

    def _mend(self, tokens: list[str]) -> list[str]:
        vocabulary, rarity = self.core.space.vocabulary, self.core.rarity
        mended = []
        for token in tokens:
            if token not in vocabulary and not rarity.known(token):
                near = self._repair.closest(token)
                mended.append(near[0] if near else token)
            else:
                mended.append(token)
        return mended

    def ask(
        self, question: str, language: Language | str | None = None, after: str | None = None
    ) -> Verdict:
        """Return what to do with a question; `language` is a hint, `after` the last entry shown."""
        hint = _hint(language)
        tokens, spoken = self._tokens(question, hint)
        if not tokens or not self.core.count or all(t in ALL_STOP_WORDS for t in tokens):
            return Verdict(Outcome.UNKNOWN, spoken, 0.0, reasons=("no telling word",))
        evidence = self.core.evidence(tokens, spoken)
        chances = self._chances(tokens, evidence)
        return self._decide(evidence, chances, spoken)

    def _chances(self, tokens: Sequence[str], evidence: Evidence) -> NDArray[np.float64]:
        ranks = evidence.parts @ _WEIGHTS
        top = int(ranks.argmax())
        score = float(evidence.parts[top, 0])
        others = np.delete(ranks, top)
        lead = float(ranks[top] - others.max()) if len(others) else score
        core = self.core
        hit, miss = core.cover.weigh(tokens, int(evidence.units[top]), core.space)
        return core.trust.share(ranks, core.trust.chance(score, lead, hit, miss))

    def _decide(
        self, evidence: Evidence, chances: NDArray[np.float64], spoken: Language
    ) -> Verdict:
        order = np.argsort(-chances, kind="stable")
        best = int(order[0])
        unit = int(evidence.units[best])
        score = float(chances[best])
        limits = self.policy.of(spoken)
        candidates = tuple(
            Candidate(
                self._codes[int(evidence.units[i])],
                round(float(chances[i]), 4),
                self.core.rows[evidence.rows[i]].text,
            )
            for i in order
            if self._outcomes[int(evidence.units[i])] is None
        )[:3]
        outcome = self._outcomes[unit]
        if outcome is not None and score >= limits.answer:
            return Verdict(
                outcome, spoken, score, candidates, scope=self._codes[unit], reasons=("scope",)
            )
        if not candidates:
            return Verdict(Outcome.UNKNOWN, spoken, score, reasons=("no entry is near",))
        top = candidates[0].score
        gap = top - (candidates[1].score if len(candidates) > 1 else 0.0)
        if outcome is None and top >= limits.answer and gap >= limits.gap:
            return Verdict(
                Outcome.FOUND, spoken, top, candidates, entry=candidates[0].entry,
                reasons=("clear",),
            )  # fmt: skip
        if top >= limits.offer:
            return Verdict(Outcome.MAYBE, spoken, top, candidates, reasons=("near",))
        return Verdict(Outcome.UNKNOWN, spoken, top, candidates, reasons=("far",))


def _language(tag: Language | str) -> Language:
    return Language.guess(str(tag)) or Language.EN


def _hint(tag: Language | str | None) -> Language | None:
    return Language.guess(str(tag)) if tag is not None else None
