# ruleid: dockerfile-plain-download
RUN wget http://example.com/tool
# ruleid: dockerfile-plain-download
RUN pip install --index-url http://example.com/simple tool
# ok: dockerfile-plain-download
RUN wget https://example.com/tool
# ok: dockerfile-plain-download
HEALTHCHECK CMD curl -f http://localhost:8080/
