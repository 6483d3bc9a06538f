FROM alpine:3.19.1
ARG VERSION=2.4.0
WORKDIR /opt
ADD https://releases.example.org/tool-2.4.0.tar.gz /opt/tool.tar.gz
RUN tar -xzf tool.tar.gz && rm tool.tar.gz
RUN adduser -D -u 10001 tool
USER tool
ENTRYPOINT ["/opt/tool/bin/tool"]
