"""The project's own modules come with the request, in a header that every dialect can send."""

import pytest

from gateway.policy.bundle import Bundle
from gateway.values import Candidate, Prompt, ScanReport
from tests.fakes.bundle import small_bundle
from tests.fakes.model import FakeModel
from tests.fakes.scanner import FakeScanner
from tests.http.conftest import Site, site


class Watcher(FakeScanner):
    """A scanner that remembers which modules it was told of."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(small_bundle())
        self.modules: list[tuple[str, ...]] = []

    async def scan(self, candidate: Candidate, prompt: Prompt, policy: Bundle) -> ScanReport:
        """Remember, and scan."""
        self.modules.append(prompt.modules)
        return await super().scan(candidate, prompt, policy)


@pytest.mark.parametrize(
    ("route", "body"), [("/v1/completions", {"prompt": "x = "}), ("/generate", {"inputs": "x = "})]
)
async def test_the_scanner_is_told(route: str, body: dict[str, str]) -> None:
    """Names are taken apart at commas; blanks around them do not count."""
    watcher = Watcher()
    headers = {"x-gateway-modules": "shop, shop.orders ,@house/ui,", "x-gateway-language": "python"}
    async with Site(FakeModel(("1 + 1",)), scanner=watcher).client() as client:
        answer = await client.post(route, json=body, headers=headers)

    assert 200 == answer.status_code
    assert [("shop", "shop.orders", "@house/ui")] == watcher.modules


@pytest.mark.parametrize("modules", ["a b", "x" * 201, ",".join(["a"] * 501), "<script>"])
async def test_what_names_no_module_is_refused(modules: str) -> None:
    """Too many names, too long ones, and what no import can name: a clear error."""
    async with site().client() as client:
        answer = await client.post("/v1/completions", json={"prompt": "x"}, headers={"x-gateway-modules": modules})

    assert 400 == answer.status_code
    assert "X-Gateway-Modules" in answer.text
