FROM alpine:3.19.1
RUN apk add --no-cache ca-certificates
RUN wget -O /usr/local/bin/gosu http://downloads.example.org/gosu-amd64 \
 && chmod 0755 /usr/local/bin/gosu
RUN adduser -D -u 10001 app
USER app
ENTRYPOINT ["gosu", "--version"]
