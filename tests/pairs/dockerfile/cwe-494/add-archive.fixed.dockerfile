FROM alpine:3.19.1
ARG VERSION=2.4.0
WORKDIR /opt
ADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://releases.example.org/tool-2.4.0.tar.gz /opt/tool.tar.gz
RUN tar -xzf tool.tar.gz && rm tool.tar.gz
RUN adduser -D -u 10001 tool
USER tool
ENTRYPOINT ["/opt/tool/bin/tool"]
