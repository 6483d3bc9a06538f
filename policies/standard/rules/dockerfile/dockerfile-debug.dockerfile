# ruleid: dockerfile-debug
ENV FLASK_DEBUG=1
# ruleid: dockerfile-debug
ENV FLASK_ENV=development
# ruleid: dockerfile-debug
CMD ["node", "--inspect=0.0.0.0:9229", "server.js"]
# ok: dockerfile-debug
ENV FLASK_DEBUG=0
# ok: dockerfile-debug
ENV NODE_ENV=production
# ok: dockerfile-debug
CMD ["flask", "run"]
