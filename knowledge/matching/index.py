"""The index of the base: from a question to a verdict, and to the reasons for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language
from knowledge.matching.aliases import Aliases
from knowledge.matching.background import Rarity
from knowledge.matching.calibration import Chances, chances
from knowledge.matching.combiner import Combiner, fitted
from knowledge.matching.core import Core, Evidence
from knowledge.matching.courtesy import Courtesy
from knowledge.matching.deciding import LEAST_LATER, LEAST_PLEA, Contender, beside, decide, plea
from knowledge.matching.explanation import Explanation, Reckoning
from knowledge.matching.folding import MAX_QUESTION, fold
from knowledge.matching.folding import tokens as split
from knowledge.matching.follow_up import FollowUp
from knowledge.matching.inputs import Alias, Indexed, IndexedWording, ScopeClass
from knowledge.matching.language_identification import LanguageIdentifier
from knowledge.matching.policy import POLICY, Policy
from knowledge.matching.reading import Question, Reader
from knowledge.matching.reference import Reference, refers
from knowledge.matching.requests import Request, Requests
from knowledge.matching.rows import Units, gather
from knowledge.matching.semantics import Semantics
from knowledge.verdict import Candidate, Outcome, Verdict

CLEAR = 0.84  # chance from which an answer stands against a request, or a plea not urgent
CUE_SHOWN = 60  # characters of a pattern that are told as the reason


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, the evidence, and what was made of it."""

    question: Question
    verdict: Verdict
    rule: str
    evidence: Evidence | None = None
    chances: Chances | None = None
    contenders: tuple[Contender, ...] = ()


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
        learned: Mapping[str, NDArray[Any]] | None = None,
        semantics: Semantics | None = None,
    ) -> None:
        """Build the index; an entry without any wording cannot be found.

        `learned` spares the dear part: what an index of the very same texts has `learned`.
        `semantics` bring their own combiner and policy.
        Raises ValueError if those arrays are of other texts.
        """
        self.policy = semantics.policy if semantics else policy
        self.combiner = semantics.combiner if semantics else combiner or fitted()
        rewriting = Aliases(aliases)
        classes = list(scope)
        self._units: Units = gather(entries, classes, rewriting)
        rows = self._units.rows
        # Classes of other matters hold words of any language, and gibberish.
        heard = [outcome is not Outcome.UNKNOWN for outcome in self._units.outcomes]
        tongues = LanguageIdentifier((row.language, row.tokens) for row in rows if heard[row.unit])
        rarity = Rarity(tongues.languages)
        inside = [outcome is None for outcome in self._units.outcomes]
        encoder = semantics.encoder if semantics else None
        core = (rows, self._units.answers, inside, rarity, learned, encoder)
        self._core = Core(*core) if rows else None
        vocabulary = self._core.space.vocabulary if self._core else frozenset()
        self._reader = Reader(rewriting, tongues, vocabulary, rarity)
        self._about_last = {
            unit
            for unit, code in enumerate(self._units.codes)
            if any(c.code == code and c.about_last for c in classes)
        }
        self._classes = {c.code: c for c in classes}
        self._requests = Requests(classes, rarity.known)
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
        return cls(entries, policy=policy, combiner=combiner, semantics=semantics)

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
    def learned(self) -> Mapping[str, NDArray[Any]]:
        """Return what took long to work out, as plain arrays; empty if nothing did."""
        return self._core.learned if self._core else {}

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
        judged = self.weigh(asked)
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
            judged = FollowUp(self, after).judge(how, judged)
        parts = self._reader.parts(core, asked) if judged.rule != "follow-up" else []
        judged = self._compound(judged, parts) if parts else judged
        return self._not_again(judged, after)

    def _polite(self, text: str, asked: Question, courtesies: Sequence[str]) -> Judged:
        """Answer a message that is nothing but courtesy: as its kind, if that can be told."""
        heard = self._requests.hear(text, has_last=False)
        judged = self.weigh(asked)
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
        row = self._core.row_of(text) if self._core is not None else -1
        if self._core is None or row < 0:
            return None
        unit = self._core.rows[row].unit
        return self._units.codes[unit] if self._units.outcomes[unit] is None else None

    def near(self, entry: str) -> frozenset[int]:
        """Return the units that people go on to from an entry."""
        number = self._units.number
        return frozenset(number[code] for code in self._units.near[entry] if code in number)

    def number(self, entry: str) -> int:
        """Return the unit of an entry."""
        return self._units.number[entry]

    def entries_of(self, judged: Judged) -> list[Candidate]:
        """Return every entry that was looked at closely, with its chance."""
        if judged.evidence is None or judged.chances is None or self._core is None:
            return []
        return [
            Candidate(self._units.codes[unit], chance, self._core.rows[rows[0]].text)
            for unit, chance, rows in zip(
                map(int, judged.evidence.units),
                map(float, judged.chances.values),
                judged.evidence.rows,
                strict=True,
            )
            if self._units.outcomes[unit] is None
        ]

    def others(self, entry: str) -> frozenset[int]:
        """Return every unit but an entry's."""
        return frozenset(range(len(self._units.codes))) - {self._units.number[entry]}

    def title(self, entry: str, language: Language) -> tuple[str, ...]:
        """Return the tokens of an entry's title; empty in a language it lacks."""
        return self._units.titles[self._units.number[entry]].get(language, ())

    def figures_of(self, entry: str) -> frozenset[str]:
        """Return the dates, votes and numbers that an entry's own texts name."""
        if self._core is None:
            return frozenset()
        return self._core.figures_of(self._units.number[entry])

    def explains(self, entry: str, tokens: Sequence[str]) -> float:
        """Return the part (0 to 1) of the telling weight of some tokens that an entry explains."""
        if self._core is None:
            return 0.0
        hit, miss = self._core.cover.weigh(tokens, self._units.number[entry], self._core.space)
        return hit / (hit + miss) if hit + miss else 1.0

    def _compound(self, whole: Judged, parts: Sequence[Question]) -> Judged:
        """Answer the surer half of a compound question and offer the other."""
        found = [each for each in map(self.weigh, parts) if each.verdict.outcome is Outcome.FOUND]
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

    def weigh(self, question: Question) -> Judged:
        """Hold one question against the index, without courtesy, cues or context."""
        core = self._core
        bare = all(token.isdigit() or len(token) == 1 for token in question.tokens)
        if (
            core is None
            or question.only == frozenset()
            or ((bare or core.is_strange(question.telling)) and not core.saying(question.tokens))
        ):
            reasons = ("no word to go by",)
            verdict = Verdict(Outcome.UNKNOWN, question.language, 0.0, reasons=reasons)
            return Judged(question, verdict, "stop words")
        evidence = core.evidence(question)
        found = chances(core, self.combiner, question, evidence)
        contenders = [
            Contender(
                self._units.codes[unit],
                self._units.outcomes[unit],
                float(found.values[i]),
                core.rows[evidence.rows[i][0]].text,
                unit in self._units.silent,
                float(evidence.ridge[i]),
            )
            for i in np.argsort(-found.values, kind="stable")
            if (unit := int(evidence.units[i])) not in self._about_last or question.has_last
        ]
        verdict, rule = decide(contenders, self.policy.of(question.language), question.language)
        if question.mended:
            mended = ", ".join(f"{typed} → {read}" for typed, read in question.mended)
            verdict = replace(verdict, reasons=(*verdict.reasons, f"read {mended}"))
        return Judged(question, verdict, rule, evidence, found, tuple(contenders))
