FROM ubuntu:22.04
ENV DEBIAN_FRONTEND=noninteractive
RUN echo "deb https://apt.example.org stable main" > /etc/apt/sources.list.d/example.list
RUN apt-get update \
 && apt-get install -y --allow-unauthenticated example-agent \
 && rm -rf /var/lib/apt/lists/*
USER nobody
CMD ["example-agent", "--foreground"]
