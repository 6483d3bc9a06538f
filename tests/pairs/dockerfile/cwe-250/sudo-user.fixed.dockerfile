FROM debian:12.5-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 worker
COPY worker /usr/local/bin/worker
USER worker
ENTRYPOINT ["/usr/local/bin/worker"]
