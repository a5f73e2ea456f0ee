"""A message that leans on the answer before it: which entry is meant, if the words can tell.

Borrowed words never prove the entry they were borrowed from, and never prove another alone:
what the message itself says must be explained by what is found. Where that fails, the nearest
entries are offered, those first that people go on to from the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.language import Language
from knowledge.matching.core import is_day
from knowledge.matching.deciding import OFFERED
from knowledge.matching.folding import tokens as split
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.questions import kinds
from knowledge.matching.reference import Reference
from knowledge.matching.weighing import Judged, Weigher
from knowledge.verdict import Candidate, Outcome

OWN = 0.75  # part of a message's own telling weight that an entry must explain to be found
PLAIN = 0.95  # chance from which a clear answer stands though the message refers back
NEARBY = 0.15  # what nearness to the entry before adds to a chance, where a choice is offered
TWIN = 0.15  # chance an entry must have by the message alone to be told apart by a borrowed day
ANSWERS = 0.2  # what an entry that tells what is asked (why, who …) gains in a choice
HERE = 0.25  # what the entry before gets, times the part of the message that it explains


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Judges messages after one entry of an index was shown."""

    weigher: Weigher
    after: str

    def judge(self, how: Reference | None, alone: Judged) -> Judged:
        """Return what a message means after the entry; as judged alone if it stands alone."""
        asked = alone.question
        if how is None or (alone.verdict.outside and how is not Reference.BARE):
            return alone  # it stands alone, if only as what the base does not hold
        title = self.weigher.title(self.after, asked.language)
        days = [token for token in title if is_day(token)]
        if self._stands(how, alone, days):
            return alone
        read = [
            self._weigh(how, alone, words)
            for words in self._borrowed(how, asked.tokens, title, days)
        ]
        for new in sorted(read, key=lambda judged: -judged.verdict.score):
            if new.verdict.outcome is Outcome.FOUND and self._is_own(how, alone, new):
                return self._taken(new, Outcome.FOUND, new.verdict.candidates)
        if how is Reference.SHORT and alone.verdict.outcome is not Outcome.UNKNOWN:
            return alone
        return self._offer(alone, read)

    def _stands(self, how: Reference, alone: Judged, days: Sequence[str]) -> bool:
        """Tell whether a clear answer holds though the message might lean on the one before."""
        entry = alone.verdict.entry
        if alone.rule != "clear" or entry is None:
            return False
        if days and not any(map(is_day, alone.question.tokens)):
            known = set(filter(is_day, self.weigher.figures_of(entry)))
            if known and not known & set(days):
                return False  # it is about other days than those talked about
        return how is Reference.SHORT or alone.verdict.score >= PLAIN or self._is_near(entry)

    def _is_near(self, entry: str) -> bool:
        return entry == self.after or self.weigher.number(entry) in self.weigher.near(self.after)

    def _borrowed(
        self, how: Reference, tokens: Sequence[str], title: Sequence[str], days: Sequence[str]
    ) -> list[list[str]]:
        """Return the words to borrow of the title, one list a way of reading the message."""
        telling = [token for token in title if token not in ALL_STOP_WORDS]
        undated = [token for token in telling if token[0] not in "@=2"]
        if any(map(is_day, tokens)):
            return [undated]
        match how:
            case Reference.BARE:
                return [telling]
            case Reference.SHIFT:
                return [telling, undated]
            case Reference.PRONOUN:
                return [telling, *([list(days)] if days else [])]
        return [list(days)] if days else []

    def _weigh(self, how: Reference, alone: Judged, borrowed: Sequence[str]) -> Judged:
        """Judge the message with borrowed words; a borrowed day alone may lead back."""
        question = alone.question.beside(borrowed)
        if how is Reference.SHORT:
            return self.weigher.weigh(question)
        return self.weigher.weigh(replace(question, only=self.weigher.others(self.after)))

    def _is_own(self, how: Reference, alone: Judged, found: Judged) -> bool:
        """Tell whether what is found explains what the message itself says."""
        best = found.verdict.candidates[0]
        if how is Reference.SHORT:
            seen = {each.entry: each.score for each in self.weigher.entries_of(alone)}
            if seen.get(best.entry, 0.0) < TWIN:
                return False
        dated = how is Reference.SHORT or any(map(is_day, found.question.own))
        if not dated and not self._is_near(best.entry):
            return False
        own_day = any(map(is_day, found.question.own))
        told_before = self.weigher.explains(self.after, found.question.own) >= OWN
        if best.entry != self.after and told_before and not own_day:
            return False  # the entry before may tell it just as well
        if how is Reference.BARE:
            return bool(kinds(found.question.own) & kinds(split(best.phrasing)))
        return self.weigher.explains(best.entry, found.question.own) >= OWN

    def _offer(self, alone: Judged, read: Sequence[Judged]) -> Judged:
        """Offer the likeliest entries, by what was judged in every way and by nearness."""
        own = alone.question.own
        title = self.weigher.title(self.after, alone.question.language)
        telling = [token for token in title if token not in ALL_STOP_WORDS]
        near = replace(alone.question.beside(telling), only=self.weigher.near(self.after))
        around = self.weigher.weigh(near)
        chances: dict[str, Candidate] = {}
        for judged in (alone, *read, around):
            for each in self.weigher.entries_of(judged):
                if each.entry not in chances or chances[each.entry].score < each.score:
                    chances[each.entry] = each
        here = Candidate(self.after, HERE * self.weigher.explains(self.after, own))
        here = max(here, chances.pop(self.after, here), key=lambda each: each.score)
        asked = kinds(own) - {"yes-no"}
        best = sorted(chances.values(), key=lambda each: -self._worth(each, asked))
        best = sorted((*best[: OFFERED - 1], here), key=lambda each: -self._worth(each, asked))
        return self._taken(alone, Outcome.MAYBE, best)

    def _worth(self, each: Candidate, asked: frozenset[str]) -> float:
        """Weigh a candidate: its chance, whether it is near, whether it tells what is asked."""
        if each.entry == self.after:
            return each.score
        answers = bool(asked & kinds(self.weigher.title(each.entry, Language.EN)))
        return each.score + NEARBY * self._is_near(each.entry) + ANSWERS * answers

    def _taken(self, new: Judged, outcome: Outcome, candidates: Sequence[Candidate]) -> Judged:
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
