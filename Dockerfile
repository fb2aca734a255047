# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY core core
COPY cwmp cwmp
COPY usp usp
COPY bridge bridge
COPY sim sim
COPY src src
RUN npm run -s build
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production
ENV CAUSEWAY_DATA_DIR=/var/lib/causeway
WORKDIR /app
COPY --from=build /app/package.json package.json
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY LICENSE NOTICE ./
RUN mkdir -p /var/lib/causeway && chown node:node /var/lib/causeway
USER node
VOLUME /var/lib/causeway
EXPOSE 8080 7547 7567 8183 3478/udp
HEALTHCHECK CMD ["node", "dist/src/main.js", "health"]
CMD ["node", "--max-semi-space-size=64", "--enable-source-maps", "dist/src/main.js", "serve"]
