# ruleid: dockerfile-package-unverified
RUN apt-get install -y --allow-unauthenticated tool
# ruleid: dockerfile-package-unverified
RUN apk add --allow-untrusted tool.apk
# ok: dockerfile-package-unverified
RUN apt-get install -y tool
# ok: dockerfile-package-unverified
RUN apk add --no-cache tool
