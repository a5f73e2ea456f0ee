"""A sentence encoder for the matcher, from a folder or a hub: `make setup EXTRA=semantic`.

A folder holds what an export to ONNX leaves: `model.onnx` (there or under `onnx/`, quantized
first) and `tokenizer.json`. Beside them lies `civic-bot.json`, which `python -m benchmarks.fit
--model FOLDER` writes: the combiner and thresholds that were fitted with this very model. What a
model needs before each text (`query: `) stands there too.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import CivicBotError
from knowledge.matching.decision import combiner
from knowledge.matching.decision.semantics import SemanticModel
from knowledge.matching.decision.thresholds import policy_from_limits
from knowledge.matching.evidence.candidate_features import FEATURES, MEANING_FEATURES
from knowledge.matching.evidence.row_vectors import SentenceEncoder, SentenceVectors

MODEL_FILES = (
    "onnx/model_quantized.onnx",
    "onnx/model.onnx",
    "model_quantized.onnx",
    "model.onnx",
)
TOKENIZER_FILE, CALIBRATION_FILE = "tokenizer.json", "civic-bot.json"
MAX_TOKENS = 128
ENCODING_BATCH = 64
PROBE_TEXTS = (
    "who voted against the agreement?",
    "¿puede la policía preguntarme por mis papeles?",
    "ki lè pwochen reyinyon an ye?",
)
INSTALL_HINT = "make setup EXTRA=semantic"


class UnusableModelError(CivicBotError):
    """SEMANTIC_MODEL names no model that can be used."""


def _model_error(name: object, why: str) -> UnusableModelError:
    return UnusableModelError(
        f"SEMANTIC_MODEL: {name}: {why}; the bot works without: empty the line"
    )


def fetch_model_folder(name: str) -> Path:
    """Return the folder of a model; a name that is no folder is fetched from the hub.

    Raises UnusableModelError.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if folder.is_absolute() or name.startswith((".", "~")) or name.count("/") != 1:
        raise _model_error(name, "there is no such folder")
    try:
        from huggingface_hub import hf_hub_download
        from huggingface_hub.errors import EntryNotFoundError, LocalEntryNotFoundError
    except ImportError:
        raise _model_error(
            name, f"is fetched by a library that is not there; {INSTALL_HINT}"
        ) from None
    try:
        root = Path(hf_hub_download(name, TOKENIZER_FILE)).parent
        for model in MODEL_FILES:
            try:
                hf_hub_download(name, model)
            except LocalEntryNotFoundError:  # the hub is away, and nothing was fetched before
                raise
            except EntryNotFoundError:
                continue
            return root
    except Exception as error:  # a hub can fail in any way
        raise _model_error(name, f"the hub did not give it ({type(error).__name__})") from None
    raise _model_error(name, "has no model.onnx on the hub")


class OnnxEncoder:
    """Runs a model by onnxruntime, on one thread: one question at a time is asked."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        """Load a folder's model; raises UnusableModelError."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError:
            raise _model_error(
                folder, f"the libraries for it are not there; {INSTALL_HINT}"
            ) from None
        model = next((folder / each for each in MODEL_FILES if (folder / each).is_file()), None)
        if model is None or not (folder / TOKENIZER_FILE).is_file():
            raise _model_error(
                folder, f"holds no {'model.onnx' if model is None else TOKENIZER_FILE}"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4  # what it has to say is said in our words
        try:
            self._session = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
            self._tokenizer.enable_truncation(MAX_TOKENS)
            self._tokenizer.enable_padding()
            self._inputs = {each.name for each in self._session.get_inputs()}
            self._prefix = prefix
            self.encode(["?"])
        except UnusableModelError:
            raise
        except Exception as error:  # a torn or foreign file can break in any way
            raise _model_error(folder, f"cannot be read ({type(error).__name__})") from None
        digest = hashlib.sha256(prefix.encode())
        for file in (model, folder / TOKENIZER_FILE):
            digest.update(file.read_bytes())
        self.model_fingerprint = digest.hexdigest()[:16]

    def encode(self, texts: Sequence[str]) -> SentenceVectors:
        """Return one row of length 1 for each text: the mean of its tokens' last states."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        found = [
            self._encode_batch([texts[i] for i in order[first : first + ENCODING_BATCH]])
            for first in range(0, len(order), ENCODING_BATCH)
        ]
        rows = np.concatenate(found) if found else np.zeros((0, 1), dtype=np.float32)
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        return rows[back]

    def _encode_batch(self, texts: Sequence[str]) -> SentenceVectors:
        read = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        given = {
            "input_ids": np.array([each.ids for each in read], dtype=np.int64),
            "attention_mask": np.array([each.attention_mask for each in read], dtype=np.int64),
            "token_type_ids": np.array([each.type_ids for each in read], dtype=np.int64),
        }
        mask = given["attention_mask"].astype(np.float32)[:, :, None]
        states = self._session.run(None, {n: a for n, a in given.items() if n in self._inputs})[0]
        states = np.asarray(states, dtype=np.float32)
        if states.ndim == 3:
            states = (states * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1.0)
        length = np.linalg.norm(states, axis=1, keepdims=True)
        vectors: SentenceVectors = (states / np.maximum(length, 1e-9)).astype(np.float32)
        return vectors


def measure_encoding(encoder: SentenceEncoder) -> str:
    """Measure and say what an encoder takes for each question."""
    started = time.perf_counter()
    for text in PROBE_TEXTS:
        width = encoder.encode([text]).shape[1]
    each = (time.perf_counter() - started) / len(PROBE_TEXTS)
    return (
        f"{1000 * each:.1f} ms for each question and text, {width} numbers each; the first start "
        "encodes every phrasing"
    )


def load_semantics(name: str) -> SemanticModel:
    """Load a model with what was fitted for it; raises UnusableModelError."""
    folder = fetch_model_folder(name)
    try:
        fitted: dict[str, Any] = json.loads(
            (folder / CALIBRATION_FILE).read_text(encoding="utf-8")
        )
    except FileNotFoundError:
        why = f"was never fitted to this bot; run `python -m benchmarks.fit --model {folder}`"
        raise _model_error(name, why) from None
    except (OSError, ValueError):
        raise _model_error(name, f"its {CALIBRATION_FILE} cannot be read") from None
    encoder = OnnxEncoder(folder, str(fitted.get("prefix", "")))
    if fitted.get("model") != encoder.model_fingerprint:
        raise _model_error(name, f"its {CALIBRATION_FILE} is of another model; fit it anew")
    try:
        judge = combiner.read_combiner(fitted, FEATURES | MEANING_FEATURES)
        return SemanticModel(encoder, judge, policy_from_limits(fitted["answer_from"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _model_error(
            name, f"its {CALIBRATION_FILE} is of another version; fit it anew"
        ) from None
