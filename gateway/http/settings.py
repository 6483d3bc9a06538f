"""Settings of the HTTP edge."""

from dataclasses import dataclass, fields

from gateway.errors import SettingsInvalid

_PORT_MAX = 65_535


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """
    Where to listen, and the limits of what is read.

    `listen_host`, `listen_port` (0 = any free port). `body_bytes_max` is the largest body that is read.
    `connections_max` bounds open connections; more are answered 503 by the server. `peer_connections_max` bounds those
    of one TCP peer; raise it to `connections_max` behind a proxy. `head_s_max` and `body_s_max` bound how long a
    request's head and body may take to arrive. `drain_s_max` is how long a stop
    waits for requests in flight. `candidates_max` bounds `n` and `best_of`, `tokens_max` bounds max_tokens.
    `denials_per_minute_max`: how many denials a minute of one address (IPv6: /64) and kind are recorded one by one;
    the rest of the minute is one record with a count. `denial_sources_max`: how many such addresses are told apart.
    `debug_timings` adds a Server-Timing header, which can tell an attacker what was matched: leave it off outside a
    laboratory.
    """

    listen_host: str = "127.0.0.1"
    listen_port: int = 8080
    body_bytes_max: int = 512_000
    connections_max: int = 1024
    peer_connections_max: int = 256
    head_s_max: float = 10.0
    body_s_max: float = 15.0
    drain_s_max: int = 20
    candidates_max: int = 4
    tokens_max: int = 4096
    denials_per_minute_max: int = 10
    denial_sources_max: int = 1000
    debug_timings: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not work; raise SettingsInvalid."""
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, int | float) and value < 0:
                raise SettingsInvalid(f"http.{item.name} must not be negative")
        if self.listen_port > _PORT_MAX:
            raise SettingsInvalid(f"http.listen_port is at most {_PORT_MAX}")
        if min(self.body_bytes_max, self.connections_max, self.peer_connections_max, self.tokens_max) < 1:
            raise SettingsInvalid("http: a limit of less than one lets nobody in")
