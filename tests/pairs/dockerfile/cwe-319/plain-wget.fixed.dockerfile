FROM alpine:3.19.1
RUN apk add --no-cache ca-certificates
RUN wget -O /usr/local/bin/gosu https://downloads.example.org/gosu-amd64 \
 && echo "3b1f1e0c5e7c5f0ad0c8bcd5a5f6e2b7d0a54c8f7be4b16c8b1e1d0ea8a7b5d1  /usr/local/bin/gosu" | sha256sum -c - \
 && chmod 0755 /usr/local/bin/gosu
RUN adduser -D -u 10001 app
USER app
ENTRYPOINT ["gosu", "--version"]
