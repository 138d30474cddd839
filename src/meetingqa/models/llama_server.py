"""llama.cpp's server engine inside this process: started quietly, reached by nobody else."""

import ctypes
import hashlib
import json
import os
import shutil
import signal
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket
from typing import Any

from meetingqa.errors import ModelUnavailable

SAVED_PREFIXES = 8  # system prompts whose state is kept; 28 KiB of disk a token
BATCH_TOKENS = 512  # prompt tokens between two calls of `take`
# libgomp by default spins at every barrier until the other threads come. While other work used the
# same cores, a token then took 1,500 ms; with a short spin 120 to 210 ms, and 65 ms on free cores
# either way.
_SPIN = {"GOMP_SPINCOUNT": "1000"}
_SOCKET = "llama.sock"
_POST_TIMEOUT_S = 60.0
_ONE_LINE_JSON = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}


class LlamaServer:
    """A loaded GGUF file. The weights are freed by `close`.

    `path` must have been verified: llama.cpp may abort the process on a broken file.
    Raises ModelUnavailable when llama.cpp refuses the file.
    """

    def __init__(self, path: Path, *, name: str, context_tokens: int, threads: int) -> None:
        self._engine = _import_engine()
        # The engine always listens; a socket in a directory of our own keeps others out.
        self._directory = Path(tempfile.mkdtemp(prefix="meetingqa-"))
        self._clean = weakref.finalize(self, shutil.rmtree, self._directory, ignore_errors=True)
        parameters = _configure(self._engine, path, name, context_tokens, threads)
        parameters.hostnames = [str(self._directory / _SOCKET)]
        parameters.slot_save_path = f"{self._directory}/"
        self._prefixes: dict[str, str] = {}  # system prompt -> file of its state
        self._last: list[dict[str, str]] = []
        self._server: Any = None
        try:
            with _kept_signal_handlers():
                self._server = self._engine.Server(parameters)
        except RuntimeError as error:
            self.close()
            raise ModelUnavailable(
                f"llama.cpp cannot load {str(path)!r}: {error}",
                "run `meetingqa models verify`, then `meetingqa models pull`",
            ) from error

    def close(self) -> None:
        self._server = None
        self._clean()

    def complete(
        self,
        request: dict[str, Any],
        take: Callable[[dict[str, Any]], bool],
        stopped: Callable[[], bool],
    ) -> None:
        """Run one chat completion; `take` gets each chunk, must not raise, and stops it by True.

        What was asked before never changes an answer: the cache is put back to the end of the
        system prompt, unless `messages` go on from the last request. (A cache of another length
        rounds differently, and in 4 of 18 trials another word won.)
        """
        messages = request["messages"]
        goes_on = 0 < len(self._last) < len(messages) and messages[: len(self._last)] == self._last
        self._last = []
        if not goes_on:
            self._rewind(messages[0], stopped)
        self._server.handle_chat_completions(request, take)
        if not stopped():
            self._last = messages

    def _rewind(self, first: dict[str, str], stopped: Callable[[], bool]) -> None:
        system = first["content"] if first["role"] == "system" else ""
        if system in self._prefixes:
            self._post("/slots/0?action=restore", {"filename": self._prefixes[system]})
            return
        self._post("/slots/0?action=erase", {})
        if not system:
            return
        chunks: list[dict[str, Any]] = []

        def watch(chunk: dict[str, Any]) -> bool:
            chunks.append(chunk)
            return stopped()

        request = {"messages": [first], "max_tokens": 1, "stream": True, "return_progress": True}
        self._server.handle_chat_completions(request, watch)
        if stopped() or any("error" in chunk for chunk in chunks):
            return
        if len(self._prefixes) == SAVED_PREFIXES:
            oldest = next(iter(self._prefixes))
            (self._directory / self._prefixes.pop(oldest)).unlink(missing_ok=True)
        name = f"{hashlib.sha256(system.encode()).hexdigest()[:16]}.state"
        if "error" not in self._post("/slots/0?action=save", {"filename": name}):
            self._prefixes[system] = name

    def grammar(self, schema: Mapping[str, Any]) -> str:
        """The grammar of `schema`, on one line unless the schema has its own "x-guidance".

        The server's "json_schema" field would allow indentation, which costs twice the tokens.
        """
        guided = {"x-guidance": _ONE_LINE_JSON, **schema}
        return str(self._engine.json_schema_to_grammar(guided))

    def _post(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        connection = _UnixConnection(self._directory / _SOCKET, _POST_TIMEOUT_S)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", path, json.dumps(body).encode(), headers)
            answer: dict[str, Any] = json.load(connection.getresponse())
            return answer
        except (OSError, HTTPException) as error:
            raise ModelUnavailable(f"the embedded model does not answer: {error}") from error
        finally:
            connection.close()


def _import_engine() -> Any:
    # Not at the top of the module: the spin has to be set when libgomp comes into the process, and
    # only then.
    ours = {} if "OMP_WAIT_POLICY" in os.environ or "GOMP_SPINCOUNT" in os.environ else _SPIN
    os.environ.update(ours)
    try:
        import xllamacpp  # type: ignore[import-untyped]
    except ImportError as error:
        raise ModelUnavailable(
            f"the embedded model's engine cannot be loaded: {error}",
            "reinstall xllamacpp, or set MEETINGQA_LLM to another model",
        ) from error
    finally:
        for name in ours:
            del os.environ[name]
    return xllamacpp


def _configure(engine: Any, path: Path, name: str, context_tokens: int, threads: int) -> Any:
    parameters = engine.CommonParams()
    parameters.model.path = str(path)
    parameters.model_alias = {name}
    parameters.n_ctx = context_tokens
    parameters.n_parallel = 1
    parameters.n_batch = parameters.n_ubatch = BATCH_TOKENS
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    parameters.cache_ram_mib = 0  # a second prompt cache, that would bring history back in
    # Answers repeat words of the evidence: guess from them, and check many tokens at once.
    parameters.speculative.types = [
        engine.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE
    ]
    parameters.speculative.ngram_simple.size_n = 4
    parameters.speculative.ngram_simple.size_m = 16
    parameters.offline = True
    parameters.fit_params = False  # would shrink the context to what memory is free
    parameters.warmup = False
    parameters.ui = False
    parameters.verbosity = -1
    return parameters


class _UnixConnection(HTTPConnection):
    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket(AF_UNIX, SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


@contextmanager
def _kept_signal_handlers() -> Iterator[None]:
    """llama.cpp's server takes SIGINT and SIGTERM for itself; give them back (any thread)."""
    get, put = ctypes.pythonapi.PyOS_getsig, ctypes.pythonapi.PyOS_setsig
    get.restype, get.argtypes = ctypes.c_void_p, (ctypes.c_int,)
    put.restype, put.argtypes = ctypes.c_void_p, (ctypes.c_int, ctypes.c_void_p)
    kept = {number: get(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            put(number, handler)
