# ruleid: dockerfile-secret-argument
ARG NPM_TOKEN
# ruleid: dockerfile-secret-argument
ARG DB_PASSWORD
# ok: dockerfile-secret-argument
ARG VERSION
# ok: dockerfile-secret-argument
ARG TOKEN_FILE
# ok: dockerfile-secret-argument
ARG KEYSERVER
