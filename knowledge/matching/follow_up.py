"""A message that leans on the answer before it: which entry is meant, if the words can tell.

Borrowed words never prove the entry they were borrowed from, and never prove another alone:
what the message itself says must be explained by what is found. Where that fails, the nearest
entries are offered, those first that people go on to from the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.language import Language
from knowledge.matching.decision.back_reference import BackReference
from knowledge.matching.decision.decision_rules import MAX_OFFERED
from knowledge.matching.decision.question_judge import Judgement, QuestionJudge
from knowledge.matching.text.figures import is_day_token
from knowledge.matching.text.folding import tokenize as split
from knowledge.matching.text.lexicon import ALL_STOP_WORDS
from knowledge.matching.text.question_types import find_question_types
from knowledge.verdict import Candidate, Outcome

MIN_OWN_SHARE = (
    0.75  # part of a message's own telling weight that an entry must explain to be found
)
STANDALONE_PROBABILITY = (
    0.95  # chance from which a clear answer stands though the message refers back
)
NEARBY_BONUS = (
    0.15  # what nearness to the entry before adds to a chance, where a choice is offered
)
MIN_OTHER_DAY = (
    0.15  # chance an entry must have by the message alone to be told apart by a borrowed day
)
ASKED_TYPE_BONUS = 0.42  # what an entry that tells what is asked (why, who …) gains in a choice
SAME_ENTRY_BONUS = (
    0.25  # what the entry before gets, times the part of the message that it explains
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Judges messages after one entry of an index was shown."""

    question_judge: QuestionJudge
    after: str

    def judge(self, how: BackReference | None, alone: Judgement) -> Judgement:
        """Return what a message means after the entry; as judged alone if it stands alone."""
        asked = alone.question
        if how is None or (alone.verdict.outside and how is not BackReference.BARE):
            return alone  # it stands alone, if only as what the base does not hold
        title = self.question_judge.title_tokens(self.after, asked.language)
        days = [token for token in title if is_day_token(token)]
        if self._stands_alone(how, alone, days):
            return alone
        read = [
            self._judge_borrowed(how, alone, words)
            for words in self._borrowed_tokens(how, asked.tokens, title, days)
        ]
        for new in sorted(read, key=lambda judged: -judged.verdict.score):
            if new.verdict.outcome is Outcome.FOUND and self._is_own(how, alone, new):
                return self._as_follow_up(new, Outcome.FOUND, new.verdict.candidates)
        if how is BackReference.SHORT and alone.verdict.outcome is not Outcome.UNKNOWN:
            return alone
        return self._offer_likeliest(alone, read)

    def _stands_alone(self, how: BackReference, alone: Judgement, days: Sequence[str]) -> bool:
        """Tell whether a clear answer holds though the message might lean on the one before."""
        entry = alone.verdict.entry
        if alone.rule != "clear" or entry is None:
            return False
        if days and not any(map(is_day_token, alone.question.tokens)):
            known = set(filter(is_day_token, self.question_judge.entry_figures(entry)))
            if known and not known & set(days):
                return False  # it is about other days than those talked about
        return (
            how is BackReference.SHORT
            or alone.verdict.score >= STANDALONE_PROBABILITY
            or self._is_near(entry)
        )

    def _is_near(self, entry: str) -> bool:
        return entry == self.after or self.question_judge.unit_of(
            entry
        ) in self.question_judge.nearby_units(self.after)

    def _borrowed_tokens(
        self, how: BackReference, tokens: Sequence[str], title: Sequence[str], days: Sequence[str]
    ) -> list[list[str]]:
        """Return the words to borrow of the title, one list a way of reading the message."""
        telling = [token for token in title if token not in ALL_STOP_WORDS]
        undated = [token for token in telling if token[0] not in "@=2"]
        if any(map(is_day_token, tokens)):
            return [undated]
        match how:
            case BackReference.BARE:
                return [telling]
            case BackReference.SHIFT:
                return [telling, undated]
            case BackReference.PRONOUN:
                return [telling, *([list(days)] if days else [])]
        return [list(days)] if days else []

    def _judge_borrowed(
        self, how: BackReference, alone: Judgement, borrowed: Sequence[str]
    ) -> Judgement:
        """Judge the message with borrowed words; a borrowed day alone may lead back."""
        question = alone.question.with_context(borrowed)
        if how is BackReference.SHORT:
            return self.question_judge.judge_question(question)
        return self.question_judge.judge_question(
            replace(question, allowed_units=self.question_judge.other_units(self.after))
        )

    def _is_own(self, how: BackReference, alone: Judgement, found: Judgement) -> bool:
        """Tell whether what is found explains what the message itself says."""
        best = found.verdict.candidates[0]
        if how is BackReference.SHORT:
            seen = {each.entry: each.score for each in self.question_judge.judged_entries(alone)}
            if seen.get(best.entry, 0.0) < MIN_OTHER_DAY:
                return False
        dated = how is BackReference.SHORT or any(map(is_day_token, found.question.own_tokens))
        if not dated and not self._is_near(best.entry):
            return False
        own_day = any(map(is_day_token, found.question.own_tokens))
        told_before = (
            self.question_judge.explained_share(self.after, found.question.own_tokens)
            >= MIN_OWN_SHARE
        )
        if best.entry != self.after and told_before and not own_day:
            return False  # the entry before may tell it just as well
        if how is BackReference.BARE:
            return bool(
                find_question_types(found.question.own_tokens)
                & find_question_types(split(best.phrasing))
            )
        return (
            self.question_judge.explained_share(best.entry, found.question.own_tokens)
            >= MIN_OWN_SHARE
        )

    def _offer_likeliest(self, alone: Judgement, read: Sequence[Judgement]) -> Judgement:
        """Offer the likeliest entries, by what was judged in every way and by nearness."""
        own = alone.question.own_tokens
        title = self.question_judge.title_tokens(self.after, alone.question.language)
        telling = [token for token in title if token not in ALL_STOP_WORDS]
        near = replace(
            alone.question.with_context(telling),
            allowed_units=self.question_judge.nearby_units(self.after),
        )
        around = self.question_judge.judge_question(near)
        chances: dict[str, Candidate] = {}
        for judged in (alone, *read, around):
            for each in self.question_judge.judged_entries(judged):
                if each.entry not in chances or chances[each.entry].score < each.score:
                    chances[each.entry] = each
        here = Candidate(
            self.after, SAME_ENTRY_BONUS * self.question_judge.explained_share(self.after, own)
        )
        here = max(here, chances.pop(self.after, here), key=lambda each: each.score)
        asked = find_question_types(own) - {"yes-no"}
        weighed = {
            each: self._candidate_score(each, own, asked) for each in (*chances.values(), here)
        }
        best = sorted(chances.values(), key=weighed.__getitem__, reverse=True)[: MAX_OFFERED - 1]
        best = sorted((*best, here), key=weighed.__getitem__, reverse=True)
        return self._as_follow_up(alone, Outcome.MAYBE, best)

    def _candidate_score(
        self, each: Candidate, own: Sequence[str], asked: frozenset[str]
    ) -> float:
        """Weigh a candidate: its chance, whether it tells what is asked, whether it is near.

        The first two count as far as it explains the message's own words.
        """
        if each.entry == self.after:
            return each.score
        answers = bool(
            asked & find_question_types(self.question_judge.title_tokens(each.entry, Language.EN))
        )
        told = self.question_judge.explained_share(each.entry, own)
        return told * (each.score + ASKED_TYPE_BONUS * answers) + NEARBY_BONUS * self._is_near(
            each.entry
        )

    def _as_follow_up(
        self, new: Judgement, outcome: Outcome, candidates: Sequence[Candidate]
    ) -> Judgement:
        reasons = (*new.verdict.reasons, f"taken as following {self.after}")
        found = outcome is Outcome.FOUND
        verdict = replace(
            new.verdict,
            outcome=outcome,
            entry=new.verdict.entry if found else None,
            scope=None,
            candidates=tuple(candidates),
            reasons=reasons,
        )
        return replace(new, verdict=verdict, rule="follow-up")


def offer_again(judged: Judgement, after: str | None) -> Judgement:
    """Do not show as new the answer that was shown last: offer it with what is near."""
    verdict = judged.verdict
    if verdict.outcome is not Outcome.FOUND or verdict.entry != after:
        return judged
    verdict = replace(verdict, outcome=Outcome.MAYBE, entry=None, also=None, repeats=True)
    return replace(judged, verdict=verdict, rule="again")
