FROM debian:12.5-slim
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /run/sshd
RUN useradd --create-home --uid 10001 tunnel
RUN sed -i 's/#PermitRootLogin.*/PermitRootLogin no/; s/#PasswordAuthentication.*/PasswordAuthentication no/' /etc/ssh/sshd_config
EXPOSE 2222
USER 10001
CMD ["/usr/sbin/sshd", "-D", "-p", "2222"]
