# The server with the client's pages. Build from the repository's root:
#   docker build -f infra/images/server.Dockerfile -t smart-cloud-classroom-server .
FROM node:24-bookworm AS build
WORKDIR /app
COPY . .
# The same set-up as everywhere: the npm packages, mediasoup's worker (downloaded or built), then the pages.
RUN --mount=type=cache,target=/root/.cache/smart-cloud-classroom \
    --mount=type=cache,target=/root/.npm \
    npm run setup && npm run build && \
    node -e "import('./infra/worker/paths.mjs').then(({ cachedWorker }) => fs.copyFileSync(cachedWorker(), '/mediasoup-worker'))"

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
COPY server/package.json server/
COPY server/protocol/package.json server/protocol/
COPY client/package.json client/
COPY recorder/package.json recorder/
COPY tests/package.json tests/
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --omit=dev --workspace server --workspace server/protocol

FROM node:24-bookworm-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends libuv1 libssl3 libsrtp2-1 libabsl20220623 fonts-noto-cjk && \
    rm -rf /var/lib/apt/lists/* && \
    install -d -o node -g node /data /recordings
WORKDIR /app
COPY --from=packages /app ./
COPY server server
COPY --from=build /app/client/dist client/dist
COPY --from=build /mediasoup-worker /usr/local/bin/mediasoup-worker
ENV NODE_ENV=production \
    MODE=production \
    HOST=0.0.0.0 \
    MEDIA_LISTEN_IP=0.0.0.0 \
    DATA_DIR=/data \
    RECORDINGS_DIR=/recordings \
    MEDIASOUP_WORKER_BIN=/usr/local/bin/mediasoup-worker
USER node
VOLUME ["/data", "/recordings"]
EXPOSE 3000/tcp 40000-40063/udp 40000-40063/tcp
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "server/src/main.ts"]
