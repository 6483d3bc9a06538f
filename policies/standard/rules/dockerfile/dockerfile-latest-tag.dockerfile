# ruleid: dockerfile-latest-tag
FROM python:latest
# ruleid: dockerfile-latest-tag
FROM --platform=linux/amd64 example.com/tool:latest AS tool
# ok: dockerfile-latest-tag
FROM python:3.12-slim
# ok: dockerfile-latest-tag
FROM scratch
# ok: dockerfile-latest-tag
FROM example.com/tool@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
