"""Counts the events that could not be recorded, per tenant, until a gap record says so."""

from audit.record import Kind
from gateway.ledger.seal import Draft, Loss

_TENANTS_MAX = 1000
_OTHER_TENANTS = ""


class Losses:
    """What was lost since the last gap record. A probe (None) is nothing to lose."""

    def __init__(self) -> None:
        """Begin with nothing lost."""
        self._by_tenant: dict[str, Loss] = {}
        self.count_total = 0

    def add(self, draft: Draft | None) -> None:
        """Count one drafted event as lost."""
        if draft is not None:
            self.count(draft.record.tenant, draft.record.time_us)

    def count(self, tenant: str, time_us: int) -> None:
        """Count one event of a tenant as lost at this time."""
        self.count_total += 1
        self._merge(tenant, Loss(1, time_us, time_us))

    def put_back(self, gap: Draft | None) -> None:
        """Take the losses back out of a gap record that was not written."""
        if gap is not None and gap.record.kind is Kind.GAP:
            counts = {name: value for name, value in gap.record.details if isinstance(value, int)}
            self._merge(gap.record.tenant, Loss(counts["lost_count"], counts["from_us"], counts["to_us"]))

    @property
    def count_pending(self) -> int:
        """How many lost events no gap record names yet."""
        return sum(loss.count for loss in self._by_tenant.values())

    def tenants(self) -> tuple[str, ...]:
        """Return the tenants that lost events."""
        return tuple(self._by_tenant)

    def take(self, tenant: str) -> Loss:
        """Return a tenant's loss and forget it."""
        return self._by_tenant.pop(tenant)

    def _merge(self, tenant: str, loss: Loss) -> None:
        if tenant not in self._by_tenant and len(self._by_tenant) >= _TENANTS_MAX:
            tenant = _OTHER_TENANTS
        old = self._by_tenant.get(tenant)
        if old is not None:
            loss = Loss(old.count + loss.count, min(old.from_us, loss.from_us), max(old.to_us, loss.to_us))
        self._by_tenant[tenant] = loss
