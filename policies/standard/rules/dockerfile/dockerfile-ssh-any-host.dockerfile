# ruleid: dockerfile-ssh-any-host
RUN echo "StrictHostKeyChecking no" >> /etc/ssh/ssh_config
# ruleid: dockerfile-ssh-any-host
ENV GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=no"
# ok: dockerfile-ssh-any-host
COPY known_hosts /etc/ssh/ssh_known_hosts
# ok: dockerfile-ssh-any-host
ENV GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=yes"
