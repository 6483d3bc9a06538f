"""Samples of the languages that run commands."""

BASH = (
    r"""#!/usr/bin/env bash
set -euo pipefail

root="${1:-/srv/notes}"
readonly stamp=$(date +%Y-%m-%d)
names=(one two "three four")

note() {
    local level=$1
    shift
    printf '%s %s\n' "$level" "$*" >&2
}

keep() {
    local path="$root/$1.json"
    if [[ -f $path && ! -L "$path" ]]; then
        cp -- "$path" "$path.$stamp"
    elif [ "${#names[@]}" -gt 2 ]; then
        note warn "no $path"  # it may come later
        return 1
    else
        return 0
    fi
}

for name in "${names[@]}"; do
    if ! keep "$name"; then
        continue
    fi
    while IFS= read -r line; do
        case "$line" in
            name=*)
                note info "${line#name=}"
                ;;
            port=[0-9]* | host)
                port=$((${line##*=} + 1))
                ;;
            *)
                break
                ;;
        esac
    done < "$root/$name.conf"
done
""",
    r"""#!/bin/sh
total=0
trap 'rm -f -- "$work"' EXIT
work=$(mktemp) || exit 1

cat > "$work" <<EOF
host = ${HOST:-localhost}
name = $(hostname)
EOF

until ping -c 1 "$HOST" > /dev/null 2>&1; do
    total=$((total + 1))
    [ "$total" -lt 10 ] || exit 1
    sleep 1
done

find . -name '*.log' -print0 | sort -z | xargs -0 -r gzip --
(
    cd "$work.d" && tar czf ../notes.tgz .
) || {
    echo "no archive" >&2
    exit 2
}
users=`wc -l < /etc/passwd`
echo "done: $users users, it's $(date "+%H:%M") now"
""",
)
DOCKERFILE = (
    r"""# syntax=docker/dockerfile:1
ARG VERSION=3.12
FROM python:${VERSION}-slim AS build

ENV PYTHONUNBUFFERED=1 \
    NOTES_HOME="/srv/notes"

# what the build needs
RUN apt-get update \
    # and nothing more
    && apt-get install -y --no-install-recommends \
        build-essential \
        git \
    && rm -rf /var/lib/apt/lists/*

WORKDIR $NOTES_HOME
COPY --chown=1000:1000 requirements.txt setup.py ./
RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt

FROM python:3.12-slim
COPY --from=build /srv/notes /srv/notes
RUN useradd --create-home notes
USER notes
EXPOSE 8080/tcp
HEALTHCHECK --interval=30s CMD curl -f http://localhost:8080/ || exit 1
ENTRYPOINT ["python", "-m", "notes"]
CMD ["--port", "8080"]
""",
    r"""FROM node:22-alpine@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
LABEL maintainer="notes@example.com" version=1
SHELL ["/bin/sh", "-ec"]
RUN <<EOF
apk add --no-cache tini
mkdir -p /srv/notes
EOF
COPY <<-CONF /etc/notes.conf
	name = notes
	CONF
ADD notes.tar.gz /srv/
VOLUME /srv/data
STOPSIGNAL SIGTERM
RUN if [ -n "$STAGE" ]; then \
        npm ci --omit=dev; \
    else \
        npm ci; \
    fi
USER node:node
CMD node server.js
""",
)
