# ruleid: dockerfile-tls-verify-off
RUN curl -fsSLk https://example.com/tool -o tool
# ruleid: dockerfile-tls-verify-off
RUN wget --no-check-certificate https://example.com/tool
# ruleid: dockerfile-tls-verify-off
RUN pip install --trusted-host example.com tool
# ruleid: dockerfile-tls-verify-off
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
# ruleid: dockerfile-tls-verify-off
RUN npm config set strict-ssl false
# ok: dockerfile-tls-verify-off
RUN curl -fsSL https://example.com/tool -o tool
# ok: dockerfile-tls-verify-off
RUN pip install tool
# ok: dockerfile-tls-verify-off
ENV NODE_EXTRA_CA_CERTS=/etc/ca.pem
