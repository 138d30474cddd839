"""What the service counts and times, in the form that Prometheus reads."""

from collections.abc import Callable
from functools import partial

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from meetingqa.domain import Answer

_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)


class Metrics:
    """The counters of one service, in a registry of their own. Thread-safe."""

    def __init__(self, waiting: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        counter = partial(Counter, registry=self._registry)
        gauge = partial(Gauge, registry=self._registry)
        timer = partial(Histogram, buckets=_SECONDS, registry=self._registry)
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._questions = counter("meetingqa_questions", "Questions answered", ["status", "writer"])
        self._stages = timer("meetingqa_stage_seconds", "Seconds of an answer by stage", ["stage"])
        self._tokens = counter("meetingqa_tokens", "Tokens of the language model", ["kind"])
        self._failures = counter(
            "meetingqa_model_failures", "Answers that the language model failed to word"
        )
        self._requests = counter("meetingqa_requests", "HTTP requests", ["method", "code"])
        queue = gauge("meetingqa_model_queue", "Calls of the language model that run or wait")
        queue.set_function(waiting)
        self.articles = gauge("meetingqa_articles", "Articles in the store")
        self.chunks = gauge("meetingqa_chunks", "Chunks in the store")

    def count_answer(self, answer: Answer) -> None:
        trace = answer.trace
        self._questions.labels(answer.status, trace.writer).inc()
        for stage, seconds in trace.seconds.items():
            self._stages.labels(stage).observe(seconds)
        self._tokens.labels("input").inc(trace.input_tokens)
        self._tokens.labels("output").inc(trace.output_tokens)
        # The answerer notes a model's failure as a dropped claim without words.
        self._failures.inc(any(not dropped.text for dropped in trace.dropped))

    def count_request(self, method: str, code: int) -> None:
        self._requests.labels(method, str(code)).inc()

    def show(self) -> bytes:
        """Every number as Prometheus reads it."""
        return generate_latest(self._registry)
