# ruleid: dockerfile-add-url
ADD https://example.com/tool.tgz /srv/
# ruleid: dockerfile-add-url
ADD --chown=1000 https://example.com/tool.tgz /srv/
# ok: dockerfile-add-url
ADD --checksum=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef https://example.com/tool.tgz /srv/
# ok: dockerfile-add-url
ADD tool.tgz /srv/
# ok: dockerfile-add-url
COPY tool /srv/
