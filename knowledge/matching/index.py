"""The index of the base: from a question to a verdict, and to the reasons for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Self

import numpy as np

from knowledge.language import Language
from knowledge.matching.aliases import Aliases
from knowledge.matching.background import Rarity
from knowledge.matching.combiner import Combiner, fitted
from knowledge.matching.core import Core
from knowledge.matching.courtesy import Courtesy
from knowledge.matching.deciding import LEAST_LATER, LEAST_PLEA, beside, plea
from knowledge.matching.explanation import Explanation, Reckoning
from knowledge.matching.folding import MAX_QUESTION, fold
from knowledge.matching.folding import tokens as split
from knowledge.matching.follow_up import FollowUp
from knowledge.matching.inputs import Alias, Indexed, IndexedWording, ScopeClass
from knowledge.matching.language_identification import LanguageIdentifier
from knowledge.matching.learned import Arrays, Learned, under
from knowledge.matching.policy import POLICY, Policy
from knowledge.matching.reading import Question, Reader
from knowledge.matching.reference import Reference, refers
from knowledge.matching.requests import Request, Requests
from knowledge.matching.rows import Units
from knowledge.matching.semantics import Semantics
from knowledge.matching.weighing import Judged, Weigher
from knowledge.verdict import Outcome, Verdict

CLEAR = 0.84  # chance from which an answer stands against a request, or a plea not urgent
CUE_SHOWN = 60  # characters of a pattern that are told as the reason


class FaqIndex:
    """Everything the bot knows, ready to be asked. Built once, read by any thread."""

    def __init__(
        self,
        entries: Iterable[Indexed],
        *,
        scope: Iterable[ScopeClass] = (),
        aliases: Iterable[Alias] = (),
        policy: Policy = POLICY,
        combiner: Combiner | None = None,
        learned: Arrays | None = None,
        semantics: Semantics | None = None,
    ) -> None:
        """Build the index; an entry without any wording cannot be found.

        `learned` spares the dear part: what an index of the very same texts has `learned`.
        `semantics` bring their own combiner and policy.
        Raises ValueError if those arrays are of other texts.
        """
        rewriting = Aliases(aliases)
        classes = list(scope)
        kept = Learned(learned) if learned else None
        self._units = Units(entries, classes, rewriting.split, kept and kept.part("rows"))
        rows = self._units.rows
        # Classes of other matters hold words of any language, and gibberish.
        heard = [outcome is not Outcome.UNKNOWN for outcome in self._units.outcomes]
        tongues = LanguageIdentifier((row.language, row.tokens) for row in rows if heard[row.unit])
        rarity = Rarity(tongues.languages)
        encoder = semantics.encoder if semantics else None
        self._core = Core(self._units, rarity, kept, encoder) if rows else None
        vocabulary = self._core.vocabulary if self._core else frozenset()
        spelling = kept and kept.part("spelling")
        self._reader = Reader(rewriting, tongues, vocabulary, rarity, spelling)
        self._classes = {c.code: c for c in classes}
        if semantics:
            combiner, policy = semantics.combiner, semantics.policy
        self.judge_by(combiner or fitted(), policy)
        self._requests = Requests(classes, rarity.known, kept and kept.part("cues"))
        self._courtesy = Courtesy(
            (c.code, [text for texts in c.courtesy.values() for text in texts]) for c in classes
        )

    @classmethod
    def from_phrasings(
        cls,
        phrasings: Mapping[str, Mapping[str, Sequence[str]]],
        *,
        policy: Policy = POLICY,
        combiner: Combiner | None = None,
        learned: Arrays | None = None,
        semantics: Semantics | None = None,
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
        return cls(entries, policy=policy, combiner=combiner, learned=learned, semantics=semantics)

    def judge_by(self, combiner: Combiner, policy: Policy) -> None:
        """Judge by other trees and thresholds from now on; what was learned stays."""
        self.combiner = combiner
        about_last = frozenset(c.code for c in self._classes.values() if c.about_last)
        self._weigher = Weigher(self._units, self._core, policy, combiner, about_last)

    def mark(self, code: str) -> str:
        """Return what a candidate is right for, as `conversations.py` writes it."""
        if code in self._units.number:
            return code
        found = self._classes[code]
        match Outcome(found.outcome):
            case Outcome.OPEN:
                return f"open:{found.function}"
            case Outcome.REFER:
                return f"refer:{code}"
            case Outcome.CHAT:
                return "chat"
        return "none"

    @property
    def policy(self) -> Policy:
        """Return from which chances this index answers and offers."""
        return self._weigher.policy

    @property
    def learned(self) -> Arrays:
        """Return what took long to work out, as plain arrays; empty if nothing did."""
        if self._core is None:
            return {}
        return {
            **self._core.learned,
            **under("rows", self._units.learned),
            **under("spelling", self._reader.spelling.learned),
            **under("cues", self._requests.cues.learned),
        }

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
        asked = judged.question
        return Explanation(
            judged.verdict,
            fold(question[:MAX_QUESTION]),
            asked.tokens,
            asked.mended,
            self._reckonings(judged),
            judged.rule,
        )

    def _reckonings(self, judged: Judged) -> tuple[Reckoning, ...]:
        """Return how each candidate scored, the likeliest first."""
        evidence, found, core = judged.evidence, judged.chances, self._core
        if evidence is None or found is None or core is None:
            return ()
        return tuple(
            Reckoning(
                self._units.codes[int(evidence.units[i])],
                core.rows[evidence.rows[i][0]].text,
                float(found.values[i]),
                dict(zip(self.combiner.features, map(float, found.table[i]), strict=True)),
                self.combiner.added(found.table[i]),
            )
            for i in np.argsort(-found.values, kind="stable")
        )

    def _judge(
        self, text: str, language: Language | str | None, after: str | None, *, unseen: bool
    ) -> Judged:
        hint = Language.guess(str(language)) if language is not None else None
        core, courtesies = self._courtesy.cut(text)
        if not core and courtesies:
            return self._polite(text, self._reader.read(text, hint), courtesies)
        asked = replace(self._reader.read(core, hint), has_last=after in self._units.number)
        if unseen and self._core is not None:
            asked = replace(asked, without=self._core.row_of(text))
        judged = self._weigher.weigh(asked)
        if (request := self._requested(core, judged, after)) is not None:
            return request
        if judged.verdict.outcome is Outcome.OPEN:
            return self._open(judged, judged.verdict.scope or "", after)
        if judged.verdict.outcome in (Outcome.CHAT, Outcome.REFER):
            return judged
        how = refers(split(core), asked.tokens) if asked.has_last else None
        if how in (None, Reference.SHORT) and len(asked.telling) > 1:
            judged = self._plea(judged)
        if after in self._units.number and judged.rule != "plea":
            judged = FollowUp(self._weigher, after).judge(how, judged)
        parts = self._reader.parts(core, asked) if judged.rule != "follow-up" else []
        judged = self._compound(judged, parts) if parts else judged
        return self._not_again(judged, after)

    def _polite(self, text: str, asked: Question, courtesies: Sequence[str]) -> Judged:
        """Answer a message that is nothing but courtesy: as its kind, if that can be told."""
        heard = self._requests.hear(text, has_last=False)
        judged = self._weigher.weigh(asked)
        if judged.verdict.outcome is Outcome.CHAT and heard is None:
            return judged
        code = heard.code if heard and heard.outcome is Outcome.CHAT else courtesies[0]
        reasons = (f"nothing but courtesy: {code}",)
        verdict = Verdict(Outcome.CHAT, asked.language, 1.0, scope=code, reasons=reasons)
        return Judged(asked, verdict, "courtesy")

    def _requested(self, text: str, alone: Judged, after: str | None) -> Judged | None:
        """Return what the cues make of a message; None where they know nothing of it.

        What is not urgent gives way to an answer that is all but certain.
        """
        found = self._requests.hear(text, has_last=after in self._units.number)
        if found is None or (not found.is_urgent and self._stands(text, alone.verdict, found)):
            return None
        verdict, asked = alone.verdict, alone.question
        reasons = (f"{found.code}, by \u201c{found.cue[:CUE_SHOWN]}\u201d",)
        near = beside(verdict.candidates, found.outcome)
        verdict = Verdict(
            found.outcome, asked.language, 1.0, near, scope=found.code, reasons=reasons
        )
        judged = replace(alone, verdict=verdict, rule="cue")
        return self._open(judged, found.code, after) if found.outcome is Outcome.OPEN else judged

    def _stands(self, text: str, verdict: Verdict, heard: Request) -> bool:
        """Tell whether an answer holds against a request: asked in its own words, or clear.

        Not the answer that a function to be opened leads to first: the function tells it better.
        """
        entry = self.owner(text)
        if entry is None and verdict.outcome is Outcome.FOUND and verdict.score >= CLEAR:
            entry = verdict.entry
        first = self._classes[heard.code].related[:1] if heard.outcome is Outcome.OPEN else ()
        return entry is not None and entry not in first

    def _plea(self, judged: Judged) -> Judged:
        """Take a message that is clearly nothing, and most like a plea, for one."""
        asked = judged.question
        least = LEAST_LATER if asked.has_last else LEAST_PLEA
        found = plea(judged.contenders, judged.verdict, asked.language, least)
        return replace(judged, verdict=found[0], rule=found[1]) if found else judged

    def _open(self, judged: Judged, code: str, after: str | None) -> Judged:
        """Name the function of an open class, and the answer it concerns, if it concerns one."""
        opened = self._classes[code]
        entry = after if opened.about_last else None
        named = () if opened.about_last else judged.verdict.candidates
        near = tuple(each for each in named if each.entry not in opened.related[:1])
        verdict = replace(judged.verdict, function=opened.function, entry=entry, candidates=near)
        return replace(judged, verdict=verdict)

    def _not_again(self, judged: Judged, after: str | None) -> Judged:
        """Do not show as new the answer that was shown last: offer it with what is near."""
        verdict = judged.verdict
        if verdict.outcome is not Outcome.FOUND or verdict.entry != after:
            return judged
        verdict = replace(verdict, outcome=Outcome.MAYBE, entry=None, also=None, repeats=True)
        return replace(judged, verdict=verdict, rule="again")

    def owner(self, text: str) -> str | None:
        """Return the entry that has this very text as a title or phrasing; None if none has."""
        return self._weigher.owner(text)

    def _compound(self, whole: Judged, parts: Sequence[Question]) -> Judged:
        """Answer the surer half of a compound question and offer the other."""
        judged = map(self._weigher.weigh, parts)
        found = [each for each in judged if each.verdict.outcome is Outcome.FOUND]
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
