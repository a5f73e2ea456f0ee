"""The index of the base: from a question to a verdict, and to the reasons for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from knowledge.language import Language
from knowledge.matching.compound_question import judge_compound
from knowledge.matching.decision.back_reference import BackReference, find_back_reference
from knowledge.matching.decision.combiner import Combiner, fitted_combiner
from knowledge.matching.decision.decision_rules import (
    MIN_LATER_PLEA,
    MIN_PLEA,
    entries_beside_plea,
    plea_verdict,
)
from knowledge.matching.decision.explanation import Explanation
from knowledge.matching.decision.question_judge import Judgement, QuestionJudge
from knowledge.matching.decision.request_detection import (
    DetectedRequest,
    RequestDetector,
    WrittenWords,
    is_lone_cue,
)
from knowledge.matching.decision.semantics import SemanticModel
from knowledge.matching.decision.thresholds import SHIPPED_POLICY, ThresholdPolicy
from knowledge.matching.evidence.evidence_index import EvidenceIndex
from knowledge.matching.evidence.index_rows import IndexUnits
from knowledge.matching.follow_up import FollowUp, offer_again
from knowledge.matching.index_inputs import IndexedAlias, IndexedEntry, IndexedWording, ScopeClass
from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, add_prefix
from knowledge.matching.text.aliases import AliasRewriter
from knowledge.matching.text.courtesy import CourtesyTrimmer
from knowledge.matching.text.folding import MAX_QUESTION_LENGTH, fold
from knowledge.matching.text.folding import tokenize as split
from knowledge.matching.text.language_identification import LanguageIdentifier
from knowledge.matching.text.question_reader import ParsedQuestion, QuestionReader
from knowledge.matching.text.word_frequency import WordRarity
from knowledge.verdict import Outcome, Verdict

MAX_CUE_SHOWN = 60  # characters of a pattern that are told as the reason


class FaqIndex:
    """Everything the bot knows, ready to be asked. Built once, read by any thread."""

    def __init__(
        self,
        entries: Iterable[IndexedEntry],
        *,
        scope: Iterable[ScopeClass] = (),
        aliases: Iterable[IndexedAlias] = (),
        policy: ThresholdPolicy = SHIPPED_POLICY,
        combiner: Combiner | None = None,
        learned: NamedArrays | None = None,
        semantics: SemanticModel | None = None,
    ) -> None:
        """Build the index; an entry without any wording cannot be found.

        `learned` spares the dear part: the `learned_arrays` of an index of the very same texts.
        `semantics` bring their own combiner and policy.
        Raises ValueError if those arrays are of other texts.
        """
        rewriting = AliasRewriter(aliases)
        classes = list(scope)
        kept = LearnedArrays(learned) if learned else None
        self._units = IndexUnits(
            entries, classes, rewriting.rewritten_tokens, kept and kept.subset("rows")
        )
        rows = self._units.rows
        # Classes of other matters hold words of any language, and gibberish.
        heard = [outcome is not Outcome.UNKNOWN for outcome in self._units.outcomes]
        tongues = LanguageIdentifier((row.language, row.tokens) for row in rows if heard[row.unit])
        rarity = WordRarity(tongues.languages)
        encoder = semantics.encoder if semantics else None
        self._core = EvidenceIndex(self._units, rarity, kept, encoder) if rows else None
        vocabulary = self._core.vocabulary if self._core else frozenset()
        spelling = kept and kept.subset("spelling")
        self._reader = QuestionReader(rewriting, tongues, vocabulary, rarity, spelling)
        self._classes = {c.code: c for c in classes}
        if semantics:
            combiner, policy = semantics.combiner, semantics.policy
        self.judge_by(combiner or fitted_combiner(), policy)
        entry_rows = (row for row in rows if self._units.outcomes[row.unit] is None)
        written = WrittenWords(rarity, (row.joined_tokens for row in entry_rows))
        self._requests = RequestDetector(classes, written.holds, kept and kept.subset("cues"))
        self._courtesy = CourtesyTrimmer(
            (c.code, [text for texts in c.courtesy.values() for text in texts]) for c in classes
        )

    @classmethod
    def from_phrasings(
        cls,
        phrasings: Mapping[str, Mapping[str, Sequence[str]]],
        *,
        policy: ThresholdPolicy = SHIPPED_POLICY,
        combiner: Combiner | None = None,
        learned: NamedArrays | None = None,
        semantics: SemanticModel | None = None,
    ) -> Self:
        """Build an index from bare phrasings: `{entry: {language: [text, …]}}`."""
        entries = (
            IndexedEntry(
                code,
                {
                    Language.from_tag(tag) or Language.EN: IndexedWording(phrasings=tuple(texts))
                    for tag, texts in by_language.items()
                },
            )
            for code, by_language in phrasings.items()
        )
        return cls(entries, policy=policy, combiner=combiner, learned=learned, semantics=semantics)

    def judge_by(self, combiner: Combiner, policy: ThresholdPolicy) -> None:
        """Judge by other trees and thresholds from now on; what was learned stays."""
        self.combiner = combiner
        about_last = frozenset(c.code for c in self._classes.values() if c.about_last)
        self._question_judge = QuestionJudge(self._units, self._core, policy, combiner, about_last)

    def answer_key(self, code: str) -> str:
        """Return what a candidate is right for, as `chat_evaluation.py` writes it."""
        if code in self._units.unit_by_code:
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
    def policy(self) -> ThresholdPolicy:
        """Return from which chances this index answers and offers."""
        return self._question_judge.policy

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return what took long to work out, as plain arrays; empty if nothing did."""
        if self._core is None:
            return {}
        return {
            **self._core.learned_arrays,
            **add_prefix("rows", self._units.learned_arrays),
            **add_prefix("spelling", self._reader.spelling.learned_arrays),
            **add_prefix("cues", self._requests.cues.learned_arrays),
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

        Only the first `MAX_QUESTION_LENGTH` characters are looked at. With `unseen` a text of our
        own is answered as if it had never been learned, which makes a test of it an honest one.
        """
        return self._judge_text(question, language, after, unseen=unseen).verdict

    def explain(
        self,
        question: str,
        language: Language | str | None = None,
        after: str | None = None,
        *,
        unseen: bool = False,
    ) -> Explanation:
        """Return the verdict of `ask` together with everything it rests on."""
        judged = self._judge_text(question, language, after, unseen=unseen)
        asked = judged.question
        return Explanation(
            judged.verdict,
            fold(question[:MAX_QUESTION_LENGTH]),
            asked.tokens,
            asked.corrections,
            self._question_judge.explain_candidates(judged),
            () if judged.figures is None else tuple(judged.figures.tolist()),
            judged.rule,
        )

    def _judge_text(
        self, text: str, language: Language | str | None, after: str | None, *, unseen: bool
    ) -> Judgement:
        hint = Language.from_tag(str(language)) if language is not None else None
        core, courtesies = self._courtesy.trim(text)
        if not core and courtesies:
            return self._judge_courtesy(text, self._reader.read(text, hint), courtesies)
        asked = replace(self._reader.read(core, hint), has_last=after in self._units.unit_by_code)
        if unseen and self._core is not None:
            asked = replace(asked, excluded_row=self._core.row_of(text))
        judged = self._question_judge.judge_question(asked)
        if (request := self._judge_request(core, judged, after)) is not None:
            return request
        if judged.verdict.outcome is Outcome.OPEN:
            return self._as_open_function(judged, judged.verdict.scope or "", after)
        if judged.verdict.outcome in (Outcome.CHAT, Outcome.REFER):
            return judged
        how = find_back_reference(split(core), asked.tokens) if asked.has_last else None
        if how in (None, BackReference.SHORT) and len(asked.telling_tokens) > 1:
            judged = self._as_plea(judged)
        if after in self._units.unit_by_code and judged.rule != "plea":
            judged = FollowUp(self._question_judge, after).judge(how, judged)
        if judged.rule != "follow-up" and not self._is_own_text(core, judged):
            parts = self._reader.split_compound(core, asked)
            judged = judge_compound(self._question_judge, judged, parts)
        return offer_again(judged, after)

    def _judge_courtesy(
        self, text: str, asked: ParsedQuestion, courtesies: Sequence[str]
    ) -> Judgement:
        """Answer a message that is nothing but courtesy: as its kind, if that can be told."""
        heard = self._requests.detect(text, has_last=False)
        judged = self._question_judge.judge_question(asked)
        if judged.verdict.outcome is Outcome.CHAT and heard is None:
            return judged
        code = heard.code if heard and heard.outcome is Outcome.CHAT else courtesies[0]
        reasons = (f"nothing but courtesy: {code}",)
        verdict = Verdict(Outcome.CHAT, asked.language, 1.0, scope=code, reasons=reasons)
        return Judgement(asked, verdict, "courtesy")

    def _judge_request(self, text: str, alone: Judgement, after: str | None) -> Judgement | None:
        """Return what the cues make of a message; None where they know nothing of it.

        A clear answer stands where the pattern is the only witness of a plea or request. Words are
        heard as typed, else as they were mended.
        """
        has_last, mended = after in self._units.unit_by_code, dict(alone.question.corrections)
        found = self._requests.detect(text, has_last=has_last)
        if found is None and mended:
            said = " ".join(mended.get(word, word) for word in fold(text).split())
            found = self._requests.detect(said, has_last=has_last)
        if found is None or self._answer_stands(text, alone, found):
            return None
        verdict, asked = alone.verdict, alone.question
        reasons = (f"{found.code}, by \u201c{found.cue[:MAX_CUE_SHOWN]}\u201d",)
        near = entries_beside_plea(verdict.candidates, found.outcome)
        verdict = Verdict(
            found.outcome, asked.language, 1.0, near, scope=found.code, reasons=reasons
        )
        judged = replace(alone, verdict=verdict, rule="cue")
        return (
            self._as_open_function(judged, found.code, after)
            if found.outcome is Outcome.OPEN
            else judged
        )

    def _answer_stands(self, text: str, alone: Judgement, heard: DetectedRequest) -> bool:
        """Tell whether an answer holds against what a cue heard: a story may sound like a cry.

        It holds if it is asked in its own words, or clear while next to nothing but the cue
        speaks for such a message: the less, the surer the reply to it leads there anyway. Not
        the answer that a function to be opened leads to first, which the function tells better,
        and none that an urgent plea leads to, whose reply names it.
        """
        related = self._classes[heard.code].related
        told = related if heard.is_urgent else related[:1] * (heard.outcome is Outcome.OPEN)
        verdict = alone.verdict
        owner = None if heard.is_urgent else self.owner(text)
        if owner is not None:
            return owner not in told
        if verdict.outcome is not Outcome.FOUND or verdict.entry in told:
            return False
        told_beneath = heard.is_urgent or verdict.entry in related
        return is_lone_cue(heard, alone.contenders, verdict.score, told_beneath=told_beneath)

    def _as_plea(self, judged: Judgement) -> Judgement:
        """Take a message that is clearly nothing, and most like a plea, for one."""
        asked = judged.question
        least = MIN_LATER_PLEA if asked.has_last else MIN_PLEA
        found = plea_verdict(judged.contenders, judged.verdict, asked.language, least)
        return replace(judged, verdict=found[0], rule=found[1]) if found else judged

    def _as_open_function(self, judged: Judgement, code: str, after: str | None) -> Judgement:
        """Name the function of an open class, and the answer it concerns, if it concerns one."""
        opened = self._classes[code]
        entry = after if opened.about_last else None
        named = () if opened.about_last else judged.verdict.candidates
        near = tuple(each for each in named if each.entry not in opened.related[:1])
        verdict = replace(judged.verdict, function=opened.function, entry=entry, candidates=near)
        return replace(judged, verdict=verdict)

    def owner(self, text: str) -> str | None:
        """Return the entry that has this very text as a title or phrasing; None if none has."""
        return self._question_judge.entry_with_text(text)

    def _is_own_text(self, text: str, judged: Judgement) -> bool:
        """Tell whether a text is word for word one of the entry that answers it: all it asks."""
        entry, left_out = judged.verdict.entry, judged.question.excluded_row >= 0
        return entry is not None and not left_out and self.owner(text) == entry
