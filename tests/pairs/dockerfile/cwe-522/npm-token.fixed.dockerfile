# syntax=docker/dockerfile:1.7
FROM node:20.11.1-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci
COPY . .
USER node
CMD ["node", "index.js"]
