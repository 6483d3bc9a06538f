# ruleid: dockerfile-ssh-server
EXPOSE 22
# ruleid: dockerfile-ssh-server
EXPOSE 8080 23/tcp
# ok: dockerfile-ssh-server
EXPOSE 8080
# ok: dockerfile-ssh-server
EXPOSE 2222/tcp 443
