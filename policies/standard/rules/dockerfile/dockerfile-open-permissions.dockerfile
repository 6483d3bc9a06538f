# ruleid: dockerfile-open-permissions
RUN chmod 777 /srv
# ruleid: dockerfile-open-permissions
COPY --chmod=777 notes /srv/
# ruleid: dockerfile-open-permissions
RUN mkdir /srv/notes && chmod -R a+w /srv/notes
# ok: dockerfile-open-permissions
RUN chmod 750 /srv
# ok: dockerfile-open-permissions
COPY --chmod=644 notes /srv/
# ok: dockerfile-open-permissions
RUN chmod +x /srv/run
