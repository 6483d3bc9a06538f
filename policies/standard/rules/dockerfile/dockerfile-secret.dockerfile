# ruleid: dockerfile-secret
ENV DB_PASSWORD=correct-horse-battery
# ruleid: dockerfile-secret
ENV API_KEY 9f86d081884c7d65
# ruleid: dockerfile-secret
ARG TOKEN="9f86d081884c7d65"
# ruleid: dockerfile-secret
ENV SIGNING_KEY="9f86d081884c7d65"
# ok: dockerfile-secret
ENV DB_PASSWORD_FILE=/run/secrets/password
# ok: dockerfile-secret
ENV API_KEY=$API_KEY
# ok: dockerfile-secret
ENV NOTES_HOME=/srv/notes-2
# ok: dockerfile-secret
RUN --mount=type=secret,id=token make
