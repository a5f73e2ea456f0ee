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
from knowledge.matching import combiner
from knowledge.matching.features import FEATURES, MEANING
from knowledge.matching.meaning import Encoder, Vectors
from knowledge.matching.policy import of_limits
from knowledge.matching.semantics import Semantics

MODELS = ("onnx/model_quantized.onnx", "onnx/model.onnx", "model_quantized.onnx", "model.onnx")
TOKENIZER, CALIBRATION = "tokenizer.json", "civic-bot.json"
MOST_TOKENS = 128
BATCH = 64
PROBES = (
    "who voted against the agreement?",
    "¿puede la policía preguntarme por mis papeles?",
    "ki lè pwochen reyinyon an ye?",
)
EXTRA = "make setup EXTRA=semantic"


class UnusableModel(CivicBotError):
    """SEMANTIC_MODEL names no model that can be used."""


def _unusable(name: object, why: str) -> UnusableModel:
    return UnusableModel(f"SEMANTIC_MODEL: {name}: {why}; the bot works without: empty the line")


def folder_of(name: str) -> Path:
    """Return the folder of a model; a name that is no folder is fetched from the hub.

    Raises UnusableModel.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if folder.is_absolute() or name.startswith((".", "~")) or name.count("/") != 1:
        raise _unusable(name, "there is no such folder")
    try:
        from huggingface_hub import hf_hub_download
        from huggingface_hub.errors import EntryNotFoundError, LocalEntryNotFoundError
    except ImportError:
        raise _unusable(name, f"is fetched by a library that is not there; {EXTRA}") from None
    try:
        root = Path(hf_hub_download(name, TOKENIZER)).parent
        for model in MODELS:
            try:
                hf_hub_download(name, model)
            except LocalEntryNotFoundError:  # the hub is away, and nothing was fetched before
                raise
            except EntryNotFoundError:
                continue
            return root
    except Exception as error:  # a hub can fail in any way
        raise _unusable(name, f"the hub did not give it ({type(error).__name__})") from None
    raise _unusable(name, "has no model.onnx on the hub")


class OnnxEncoder:
    """Runs a model by onnxruntime, on one thread: one question at a time is asked."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        """Load a folder's model; raises UnusableModel."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError:
            raise _unusable(folder, f"the libraries for it are not there; {EXTRA}") from None
        model = next((folder / each for each in MODELS if (folder / each).is_file()), None)
        if model is None or not (folder / TOKENIZER).is_file():
            raise _unusable(folder, f"holds no {'model.onnx' if model is None else TOKENIZER}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4  # what it has to say is said in our words
        try:
            self._session = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
            self._tokenizer.enable_truncation(MOST_TOKENS)
            self._tokenizer.enable_padding()
            self._inputs = {each.name for each in self._session.get_inputs()}
            self._prefix = prefix
            self.encode(["?"])
        except UnusableModel:
            raise
        except Exception as error:  # a torn or foreign file can break in any way
            raise _unusable(folder, f"cannot be read ({type(error).__name__})") from None
        digest = hashlib.sha256(prefix.encode())
        for file in (model, folder / TOKENIZER):
            digest.update(file.read_bytes())
        self.mark = digest.hexdigest()[:16]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 for each text: the mean of its tokens' last states."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        found = [
            self._batch([texts[i] for i in order[first : first + BATCH]])
            for first in range(0, len(order), BATCH)
        ]
        rows = np.concatenate(found) if found else np.zeros((0, 1), dtype=np.float32)
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        return rows[back]

    def _batch(self, texts: Sequence[str]) -> Vectors:
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
        vectors: Vectors = (states / np.maximum(length, 1e-9)).astype(np.float32)
        return vectors


def cost(encoder: Encoder) -> str:
    """Measure and say what an encoder takes for each question."""
    started = time.perf_counter()
    for text in PROBES:
        width = encoder.encode([text]).shape[1]
    each = (time.perf_counter() - started) / len(PROBES)
    return (
        f"{1000 * each:.1f} ms for each question and text, {width} numbers each; the first start "
        "encodes every phrasing"
    )


def load(name: str) -> Semantics:
    """Load a model with what was fitted for it; raises UnusableModel."""
    folder = folder_of(name)
    try:
        fitted: dict[str, Any] = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
    except FileNotFoundError:
        why = f"was never fitted to this bot; run `python -m benchmarks.fit --model {folder}`"
        raise _unusable(name, why) from None
    except (OSError, ValueError):
        raise _unusable(name, f"its {CALIBRATION} cannot be read") from None
    encoder = OnnxEncoder(folder, str(fitted.get("prefix", "")))
    if fitted.get("model") != encoder.mark:
        raise _unusable(name, f"its {CALIBRATION} is of another model; fit it anew")
    try:
        judge = combiner.of(fitted, FEATURES | MEANING)
        return Semantics(encoder, judge, of_limits(fitted["answer_from"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _unusable(name, f"its {CALIBRATION} is of another version; fit it anew") from None
