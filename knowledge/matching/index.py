"""The index of the base: from a question to a verdict, and to the reasons for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from knowledge.language import Language
from knowledge.matching.aliases import Aliases
from knowledge.matching.align import pairs
from knowledge.matching.background import Rarity
from knowledge.matching.core import PARTS, Core, Evidence, is_day
from knowledge.matching.deciding import OFFERED, Contender, decide
from knowledge.matching.explanation import Explanation, Reckoning
from knowledge.matching.folding import MAX_QUESTION, fold
from knowledge.matching.inputs import Alias, Indexed, IndexedWording, ScopeClass
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.odds import WEIGHTS, Odds
from knowledge.matching.policy import BARE, TOWN, Policy
from knowledge.matching.questions import kinds
from knowledge.matching.reading import Question, Reader
from knowledge.matching.rows import Units, gather
from knowledge.matching.signs import SIGNS
from knowledge.matching.tongues import Tongues
from knowledge.matching.trust import Trust
from knowledge.matching.weights import TOWN_TRUST
from knowledge.verdict import Candidate, Outcome, Verdict

SHORT = 3  # telling words up to which a question may lean on the one before


@dataclass(frozen=True, slots=True)
class _Judged:
    """A question, the evidence, and what was made of it."""

    question: Question
    verdict: Verdict
    rule: str
    evidence: Evidence | None = None
    chances: tuple[float, ...] = ()
    covered: tuple[float, float] = (0.0, 0.0)
    signs: tuple[float, ...] = ()


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
        self.policy = policy or TOWN
        rewriting = Aliases(aliases)
        self._units: Units = gather(entries, scope, rewriting)
        rows = self._units.rows
        tongues = Tongues((row.language, row.tokens) for row in rows)
        rarity = Rarity(tongues.languages)
        inside = [outcome is None for outcome in self._units.outcomes]
        trust = Trust(TOWN_TRUST) if self.policy.curve else None
        self._core = Core(rows, self._units.answers, inside, rarity, trust) if rows else None
        vocabulary = self._core.space.vocabulary if self._core else frozenset()
        self._reader = Reader(rewriting, tongues, vocabulary, rarity)

    @classmethod
    def from_phrasings(
        cls,
        phrasings: Mapping[str, Mapping[str, Sequence[str]]],
        *,
        policy: Policy | None = None,
    ) -> Self:
        """Build an index from bare phrasings: `{entry: {language: [text, …]}}`."""
        entries = (
            Indexed(
                code,
                {
                    Language.guess(tag) or Language.EN: IndexedWording(phrasings=tuple(texts))
                    for tag, texts in by_language.items()
                },
            )
            for code, by_language in phrasings.items()
        )
        return cls(entries, policy=policy or BARE)

    @property
    def trust(self) -> Trust | None:
        """Return the curve the index fitted to itself; None if it is empty."""
        return self._core.trust if self._core else None

    def ask(
        self,
        question: str,
        language: Language | str | None = None,
        after: str | None = None,
        *,
        unseen: bool = False,
    ) -> Verdict:
        """Return what to do with a question; `language` is a hint, `after` the last entry shown.

        Only the first `MAX_QUESTION` characters are looked at. With `unseen` a text of our own is
        answered as if it had never been learned, which makes a test of it an honest one.
        """
        return self._judge(question, language, after, unseen=unseen).verdict

    def explain(
        self,
        question: str,
        language: Language | str | None = None,
        after: str | None = None,
        *,
        unseen: bool = False,
    ) -> Explanation:
        """Return the verdict of `ask` together with everything it rests on."""
        judged = self._judge(question, language, after, unseen=unseen)
        reckonings: tuple[Reckoning, ...] = ()
        aligned: tuple[tuple[str, str], ...] = ()
        evidence, core = judged.evidence, self._core
        if evidence is not None and core is not None:
            order = np.argsort(-np.array(judged.chances), kind="stable")
            added = evidence.parts * WEIGHTS
            reckonings = tuple(
                Reckoning(
                    self._units.codes[int(evidence.units[i])],
                    core.rows[evidence.rows[i]].text,
                    judged.chances[i],
                    {p: float(added[i, j]) for j, p in enumerate(PARTS) if added[i, j]},
                )
                for i in order
            )
            nearest = core.rows[evidence.rows[int(order[0])]]
            aligned = pairs(judged.question.tokens, nearest.tokens)
        return Explanation(
            judged.verdict,
            fold(question[:MAX_QUESTION]),
            judged.question.tokens,
            judged.question.mended,
            aligned,
            reckonings,
            *judged.covered,
            dict(zip(SIGNS, judged.signs, strict=False)),
            judged.rule,
        )

    def _judge(
        self, text: str, language: Language | str | None, after: str | None, *, unseen: bool
    ) -> _Judged:
        hint = Language.guess(str(language)) if language is not None else None
        asked = self._reader.read(text, hint)
        if unseen and self._core is not None:
            asked = replace(asked, without=self._core.row_of(text))
        judged = self._weigh(asked)
        if judged.verdict.outcome in (Outcome.CHAT, Outcome.REFER):
            return judged
        if after is not None and len(asked.telling) <= SHORT:
            judged = self._follow_up(judged, after)
        parts = self._reader.parts(text, asked) if judged.rule != "follow-up" else []
        return self._compound(judged, parts) if parts else judged

    def _follow_up(self, judged: _Judged, after: str) -> _Judged:
        """Judge a short question anew, as asked about what the entry before it is about.

        Its dates are taken over ("who voted no?"), or its words where the question brings a
        date of its own ("and on July 8?") or no telling word at all ("when was that?").
        A clear answer stands, unless it is about another date.
        """
        unit = self._units.number.get(after)
        if unit is None:
            return judged
        asked = judged.question
        title = self._units.titles[unit].get(asked.language, ())
        days = [token for token in title if is_day(token)]
        own_days = any(is_day(token) for token in asked.tokens)
        if own_days or not asked.telling or not days:
            context = [token for token in title if not (own_days and token[0] in "@2")]
        else:
            context = days
        if judged.rule == "clear" and not self._strays(judged, days, own_days=own_days):
            return judged
        if not asked.telling and not own_days:
            context = [token for token in title if token not in ALL_STOP_WORDS]
        again = self._weigh(asked.beside(context))
        new, old = again.verdict, judged.verdict
        if not asked.telling and not own_days and new.entry in (None, after):
            return self._echo(judged, again, after)
        surer = new.outcome is Outcome.MAYBE and new.score > old.score
        if not (new.outcome is Outcome.FOUND or surer):
            return judged
        reasons = (*new.reasons, f"taken as following {after}")
        return replace(again, verdict=replace(new, reasons=reasons), rule="follow-up")

    def _echo(self, judged: _Judged, again: _Judged, after: str) -> _Judged:
        """Offer the entry before, and what is near it, to a question of no telling word ("why?").

        What asks for nothing ("and then") stays as it was judged.
        """
        if judged.verdict.outcome is not Outcome.UNKNOWN or not kinds(judged.question.tokens):
            return judged
        offer = self.policy.of(judged.question.language).offer
        near = [c for c in again.verdict.candidates if c.score >= offer or c.entry == after]
        if all(each.entry != after for each in near):
            near = [*near[: OFFERED - 1], Candidate(after, offer)]
        reasons = (f"too short by itself; taken as following {after}",)
        verdict = replace(
            again.verdict,
            outcome=Outcome.MAYBE,
            entry=None,
            scope=None,
            candidates=tuple(near),
            reasons=reasons,
        )
        return replace(again, verdict=verdict, rule="follow-up")

    def owner(self, text: str) -> str | None:
        """Return the entry that has this very text as a title or phrasing; None if none has."""
        row = self._core.row_of(text) if self._core is not None else -1
        if self._core is None or row < 0:
            return None
        unit = self._core.rows[row].unit
        return self._units.codes[unit] if self._units.outcomes[unit] is None else None

    def _strays(self, judged: _Judged, days: Sequence[str], *, own_days: bool) -> bool:
        """Tell whether a clear answer is about other days than those talked about."""
        entry = judged.verdict.entry
        if own_days or not days or entry is None or self._core is None:
            return False
        known = {f for f in self._core.figures_of(self._units.number[entry]) if is_day(f)}
        return bool(known) and not known & set(days)

    def _compound(self, whole: _Judged, parts: Sequence[Question]) -> _Judged:
        """Answer the surer half of a compound question and offer the other."""
        found = [each for each in map(self._weigh, parts) if each.verdict.outcome is Outcome.FOUND]
        if whole.verdict.outcome is Outcome.FOUND:
            others = [e for e in found if e.verdict.entry != whole.verdict.entry]
            if not others:
                return whole
            also = max(others, key=lambda each: each.verdict.score).verdict.entry
            return replace(whole, verdict=replace(whole.verdict, also=also))
        if len(found) < len(parts):
            return whole
        best = max(found, key=lambda each: each.verdict.score)
        other = next((e for e in found if e.verdict.entry != best.verdict.entry), None)
        verdict = replace(best.verdict, also=other.verdict.entry if other else None)
        return replace(best, verdict=verdict, rule="part")

    def _weigh(self, question: Question) -> _Judged:
        core = self._core
        if core is None or not question.tokens:
            reasons = ("no word to go by",)
            verdict = Verdict(Outcome.UNKNOWN, question.language, 0.0, reasons=reasons)
            return _Judged(question, verdict, "stop words")
        evidence = core.evidence(question.tokens, question.without)
        chances, covered, seen = Odds(core, self.policy).chances(question, evidence)
        order = np.argsort(-chances, kind="stable")
        contenders = [
            Contender(
                self._units.codes[int(evidence.units[i])],
                self._units.outcomes[int(evidence.units[i])],
                float(chances[i]),
                core.rows[evidence.rows[i]].text,
                int(evidence.units[i]) in self._units.silent,
            )
            for i in order
        ]
        verdict, rule = decide(contenders, self.policy.of(question.language), question.language)
        if question.mended:
            mended = ", ".join(f"{typed} → {read}" for typed, read in question.mended)
            verdict = replace(verdict, reasons=(*verdict.reasons, f"read {mended}"))
        return _Judged(
            question, verdict, rule, evidence, tuple(map(float, chances)), covered, seen
        )
