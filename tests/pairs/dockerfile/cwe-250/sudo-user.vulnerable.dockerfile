FROM debian:12.5-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends sudo ca-certificates \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 worker
RUN echo "worker ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers
COPY worker /usr/local/bin/worker
USER worker
ENTRYPOINT ["/usr/local/bin/worker"]
