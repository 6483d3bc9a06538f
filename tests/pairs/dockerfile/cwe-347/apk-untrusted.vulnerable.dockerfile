FROM alpine:3.19.1
COPY vendor/agent.apk /tmp/agent.apk
RUN apk add --no-cache --allow-untrusted /tmp/agent.apk && rm /tmp/agent.apk
RUN adduser -D -u 10001 agent
USER agent
CMD ["agent"]
