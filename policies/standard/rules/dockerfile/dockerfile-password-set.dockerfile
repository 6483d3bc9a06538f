# ruleid: dockerfile-password-set
RUN echo 'root:root' | chpasswd
# ruleid: dockerfile-password-set
RUN passwd -d root
# ruleid: dockerfile-password-set
RUN useradd -p 9f86d081 app
# ok: dockerfile-password-set
RUN useradd --create-home app
# ok: dockerfile-password-set
RUN passwd -l root
