# ruleid: dockerfile-root-login
RUN echo "PermitRootLogin yes" >> /etc/ssh/sshd_config
# ruleid: dockerfile-root-login
RUN echo "PasswordAuthentication yes" >> /etc/ssh/sshd_config
# ok: dockerfile-root-login
RUN echo "PermitRootLogin no" >> /etc/ssh/sshd_config
# ok: dockerfile-root-login
RUN echo "PasswordAuthentication no" >> /etc/ssh/sshd_config
