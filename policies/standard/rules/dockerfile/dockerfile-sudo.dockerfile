# ruleid: dockerfile-sudo
RUN sudo apt-get update
# ruleid: dockerfile-sudo
RUN echo "app ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers
# ruleid: dockerfile-sudo
RUN apt-get install -y sudo
# ok: dockerfile-sudo
RUN apt-get update
# ok: dockerfile-sudo
RUN apt-get install -y git
# ok: dockerfile-sudo
RUN echo pseudo sudoku
