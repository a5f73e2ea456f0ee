"""The matcher's rivals: each ranks folded texts for a question."""

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz import process
from scipy import sparse

from knowledge.matching.text.folding import fold, tokenize

Ranker = Callable[[str], list[tuple[int, float]]]  # (text number, score), best first


def rapidfuzz_ranker(texts: Sequence[str], scorer: Callable[..., float]) -> Ranker:
    """Rank by one of RapidFuzz's own scorers over folded texts."""

    def rank(question: str) -> list[tuple[int, float]]:
        found = process.extract(question, texts, scorer=scorer, limit=20)
        return [(number, score) for _, score, number in found]

    return rank


def vector_ranker(matrix: sparse.csr_array, encode: Callable[[str], np.ndarray]) -> Ranker:
    """Rank by the dot product of sparse rows with an encoded question."""

    def rank(question: str) -> list[tuple[int, float]]:
        scores = matrix @ encode(question)
        best = np.argsort(-scores)[:20]
        return [(int(i), float(scores[i])) for i in best]

    return rank


def bm25_ranker(texts: Sequence[str], k1: float = 1.2, b: float = 0.75) -> Ranker:
    """Rank by plain BM25 over folded words."""
    rows = [tokenize(text) for text in texts]
    mean = sum(map(len, rows)) / len(rows)
    holders = Counter(word for row in rows for word in set(row))
    ids = {word: i for i, word in enumerate(holders)}
    size = len(rows)
    data, at, to = [], [], []
    for i, row in enumerate(rows):
        for word, n in Counter(row).items():
            idf = math.log(1 + (size - holders[word] + 0.5) / (holders[word] + 0.5))
            data.append(idf * n * (k1 + 1) / (n + k1 * (1 - b + b * len(row) / mean)))
            at.append(i)
            to.append(ids[word])
    matrix = sparse.csr_array((data, (at, to)), shape=(size, len(ids)))

    def encode(question: str) -> np.ndarray:
        vector = np.zeros(len(ids))
        for word in tokenize(question):
            if word in ids:
                vector[ids[word]] += 1.0
        return vector

    return vector_ranker(matrix, encode)


def ngram_ranker(texts: Sequence[str]) -> Ranker:
    """Rank by cosine of TF-IDF over character 2- to 4-grams."""

    def grams(text: str) -> Counter[str]:
        padded = f" {fold(text)} "
        return Counter(padded[i : i + n] for n in (2, 3, 4) for i in range(len(padded) - n + 1))

    rows = [grams(text) for text in texts]
    holders = Counter(gram for row in rows for gram in row)
    ids = {gram: i for i, gram in enumerate(holders)}
    idf = np.array([math.log((1 + len(rows)) / (1 + n)) + 1 for n in holders.values()])

    def encode(found: Counter[str]) -> np.ndarray:
        vector = np.zeros(len(ids))
        for gram, n in found.items():
            if gram in ids:
                vector[ids[gram]] = (1 + math.log(n)) * idf[ids[gram]]
        length = np.linalg.norm(vector)
        return vector / length if length else vector

    matrix = sparse.csr_array(sparse.vstack([sparse.csr_array(encode(r)[None]) for r in rows]))
    return vector_ranker(matrix, lambda question: encode(grams(question)))
