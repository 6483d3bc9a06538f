FROM node:20.11.1-bookworm-slim
WORKDIR /app
COPY internal-ca.pem /etc/ssl/internal-ca.pem
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/internal-ca.pem
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
USER node
CMD ["node", "server.js"]
