# The server as an image. Labs run beside it, in the daemon whose socket it is given: compose.yaml shows how.
#
#   docker build -t pid-one .
ARG NODE_IMAGE=node:24-bookworm-slim
ARG LAB_IMAGE=debian:bookworm-slim

# What is in a lab, from the same list of packages and the same files as the root file system that npm start builds.
FROM ${LAB_IMAGE} AS lab
COPY labs/image/packages /tmp/packages
RUN apt-get update \
 && grep --extended-regexp '^[a-z0-9]' /tmp/packages \
    | DEBIAN_FRONTEND=noninteractive xargs apt-get install --yes --no-install-recommends \
 && rm -rf /tmp/* /root/* /var/lib/apt/lists/* /var/cache/* /var/log/* \
      /usr/share/man/* /usr/share/info/* /usr/share/locale/* /usr/share/lintian \
 && mkdir -p /lab/bin \
 && chmod -R a+rX,ug-s /etc /home /lab /opt /root /srv /usr /var
COPY labs/image/files /

FROM ${NODE_IMAGE} AS build
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends wabt musl-tools \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /pid-one
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build:init \
 && node --eval "import('./src/cli/setup/artifacts.mjs').then((artifacts) => artifacts.buildSite())" \
 && npm prune --omit=dev

FROM ${NODE_IMAGE}
WORKDIR /pid-one
COPY --from=lab / dist/sandbox/rootfs/
COPY --from=build /pid-one/node_modules node_modules
COPY package.json LICENSE LICENSE-CONTENT ./
COPY src src
COPY labs labs
COPY --from=build /pid-one/dist/init dist/init
COPY --from=build /pid-one/dist/site dist/site
# Its own PID 1 is the init that the course is about.
RUN cp dist/init/pid-one-$(uname -m) /usr/sbin/pid-one
ENV NODE_ENV=production PIDONE_HOST=0.0.0.0 PIDONE_SANDBOX=docker
EXPOSE 8080
HEALTHCHECK --interval=30s --start-period=60s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PIDONE_PORT || 8080}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/sbin/pid-one", "--"]
CMD ["node", "src/cli/pid-one.ts", "serve"]
