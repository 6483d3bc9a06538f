# ruleid: dockerfile-run-download
RUN bash -c "$(curl -fsSL https://example.com/install)"
# ruleid: dockerfile-run-download
RUN curl -s https://example.com/install.py | python3 -
# ok: dockerfile-run-download
RUN curl -fsSL https://example.com/tool -o tool && sha256sum -c tool.sha256
# ok: dockerfile-run-download
RUN curl -s https://example.com/list | sort
