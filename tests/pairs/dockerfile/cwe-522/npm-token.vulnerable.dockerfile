# syntax=docker/dockerfile:1.7
FROM node:20.11.1-bookworm-slim
WORKDIR /app
ARG NPM_TOKEN
COPY package.json package-lock.json ./
RUN echo "//registry.npmjs.org/:_authToken=${NPM_TOKEN}" > .npmrc && npm ci && rm .npmrc
COPY . .
USER node
CMD ["node", "index.js"]
