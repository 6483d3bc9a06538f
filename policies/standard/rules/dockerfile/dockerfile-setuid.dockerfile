# ruleid: dockerfile-setuid
RUN chmod u+s /bin/tool
# ruleid: dockerfile-setuid
RUN chmod 4755 /bin/tool
# ok: dockerfile-setuid
RUN chmod 0755 /bin/tool
# ok: dockerfile-setuid
RUN chmod g+x /bin/tool
