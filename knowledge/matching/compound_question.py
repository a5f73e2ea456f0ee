"""A question that asks two things: the surer is answered, the other offered."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.matching.decision.question_judge import Judgement, QuestionJudge
from knowledge.matching.text.question_reader import ParsedQuestion
from knowledge.verdict import Outcome


def judge_compound(
    question_judge: QuestionJudge, whole: Judgement, parts: Sequence[ParsedQuestion]
) -> Judgement:
    """Answer the surer half of a compound question and offer the other."""
    found = []
    for part in parts:
        judged = question_judge.judge_question(part)
        if judged.verdict.outcome is Outcome.FOUND:
            found.append(judged)
        elif whole.verdict.outcome is not Outcome.FOUND:
            return whole
    if whole.verdict.outcome is Outcome.FOUND:
        others = [e for e in found if e.verdict.entry != whole.verdict.entry]
        if not others:
            return whole
        also = max(others, key=lambda each: each.verdict.score).verdict.entry
        return replace(whole, verdict=replace(whole.verdict, also=also))
    if not found:
        return whole
    best = max(found, key=lambda each: each.verdict.score)
    other = next((e for e in found if e.verdict.entry != best.verdict.entry), None)
    verdict = replace(best.verdict, also=other.verdict.entry if other else None)
    return replace(best, verdict=verdict, rule="part")
