# ruleid: dockerfile-privileged-build
RUN --security=insecure make
# ruleid: dockerfile-privileged-build
RUN --network=host make
# ruleid: dockerfile-privileged-build
VOLUME /var/run/docker.sock
# ok: dockerfile-privileged-build
RUN --network=none make
# ok: dockerfile-privileged-build
RUN make
# ok: dockerfile-privileged-build
VOLUME /var/lib/notes
