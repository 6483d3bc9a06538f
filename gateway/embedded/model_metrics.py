"""A few counters of the local model, under TGI's names, in Prometheus' text form."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Metrics:
    """Counts since the start of the process."""

    requests: int = 0
    successes: int = 0
    hang_ups: int = 0
    input_tokens: int = 0
    generated_tokens: int = 0
    seconds: float = 0.0
    failures: dict[str, int] = field(default_factory=dict)

    def succeed(self, *, input_tokens: int, generated_tokens: int, seconds: float) -> None:
        """Count one whole answer."""
        self.successes += 1
        self.input_tokens += input_tokens
        self.generated_tokens += generated_tokens
        self.seconds += seconds

    def fail(self, error_type: str) -> None:
        """Count one error; the types are TGI's, a fixed few."""
        self.failures[error_type] = self.failures.get(error_type, 0) + 1

    def render(self, *, running: int, inside: int) -> str:
        """Return the text for `/metrics`; `inside` are the requests admitted, `running` those that generate."""
        lines = [
            "# TYPE tgi_request_count counter",
            f"tgi_request_count {self.requests}",
            "# TYPE tgi_request_success counter",
            f"tgi_request_success {self.successes}",
            "# TYPE tgi_request_failure counter",
            *(f'tgi_request_failure{{err="{name}"}} {count}' for name, count in sorted(self.failures.items())),
            f'tgi_request_failure{{err="dropped"}} {self.hang_ups}',
            *_summary("tgi_request_input_length", self.input_tokens, self.successes),
            *_summary("tgi_request_generated_tokens", self.generated_tokens, self.successes),
            *_summary("tgi_request_duration", self.seconds, self.successes),
            "# TYPE tgi_batch_current_size gauge",
            f"tgi_batch_current_size {running}",
            "# TYPE tgi_queue_size gauge",
            f"tgi_queue_size {max(0, inside - running)}",
        ]
        return "\n".join(lines) + "\n"


def _summary(name: str, total: float, count: int) -> tuple[str, str, str]:
    return f"# TYPE {name} summary", f"{name}_sum {total}", f"{name}_count {count}"
