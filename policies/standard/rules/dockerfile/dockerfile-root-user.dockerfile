# ok: dockerfile-root-user
USER root
RUN apt-get update
# ok: dockerfile-root-user
USER notes
FROM python:3.12-slim
# ruleid: dockerfile-root-user
USER root
# ruleid: dockerfile-root-user
USER 0:0
