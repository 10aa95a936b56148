# The recorder with ffmpeg. Build from the repository's root:
#   docker build -f infra/images/recorder.Dockerfile -t smart-cloud-classroom-recorder .
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
COPY server/package.json server/
COPY server/protocol/package.json server/protocol/
COPY client/package.json client/
COPY recorder/package.json recorder/
COPY tests/package.json tests/
# Without ffmpeg-static's download: Debian's ffmpeg is in the image.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --omit=dev --omit=optional --workspace recorder --workspace server/protocol

FROM node:24-bookworm-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ffmpeg && \
    rm -rf /var/lib/apt/lists/* && \
    install -d -o node -g node /data /recordings
WORKDIR /app
COPY --from=packages /app ./
COPY server/protocol server/protocol
COPY recorder recorder
ENV NODE_ENV=production \
    DATA_DIR=/data \
    RECORDINGS_DIR=/recordings \
    FFMPEG_PATH=/usr/bin/ffmpeg
USER node
VOLUME ["/data", "/recordings"]
CMD ["node", "recorder/src/main.ts"]
