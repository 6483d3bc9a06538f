"""A model that answers from a list, for tests of everything behind the `Model` port."""

import asyncio
from collections import deque
from collections.abc import Iterable

from gateway.errors import ModelError
from gateway.values import Generated, Prompt


def generated(text: str, *, finish_reason: str = "stop") -> Generated:
    """Return an answer of the fake model."""
    return Generated(text, finish_reason, 7, max(1, len(text) // 4), "fake-model", "fake-revision")


class FakeModel:
    """
    Answers each call with the next of `answers` (text, Generated or ModelError), the last one for ever.

    Candidates of one call all get the same text. `hold` makes calls wait until it is set; `asked` is set by the first
    call; `cancelled` counts hang-ups.
    """

    def __init__(self, answers: Iterable[str | Generated | ModelError] = ("pass\n",)) -> None:
        """Take the answers; at least one."""
        self._answers = deque(answers)
        self.prompts: list[Prompt] = []
        self.hold: asyncio.Event | None = None
        self.asked = asyncio.Event()
        self.cancelled = 0
        self.failure: ModelError | None = None

    async def generate(self, prompt: Prompt, candidates: int) -> tuple[Generated, ...]:
        """Return the next answer, `candidates` times; raise it if it is a failure."""
        self.prompts.append(prompt)
        self.asked.set()
        try:
            if self.hold is not None:
                await self.hold.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        answer = self._answers.popleft() if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, ModelError):
            raise answer
        return (generated(answer) if isinstance(answer, str) else answer,) * candidates

    async def probe(self) -> None:
        """Return, or raise `failure` if it is set."""
        if self.failure is not None:
            raise self.failure
