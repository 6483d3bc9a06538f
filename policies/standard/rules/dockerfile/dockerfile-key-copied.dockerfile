# ruleid: dockerfile-key-copied
COPY id_rsa /root/.ssh/id_rsa
# ruleid: dockerfile-key-copied
ADD .env /srv/
# ruleid: dockerfile-key-copied
COPY server-key.pem /etc/ssl/
# ok: dockerfile-key-copied
COPY id_rsa.pub /root/.ssh/
# ok: dockerfile-key-copied
COPY package.json /srv/
# ok: dockerfile-key-copied
COPY ca.pem /etc/ssl/
# ok: dockerfile-key-copied
RUN --mount=type=ssh git clone git@example.com:notes
