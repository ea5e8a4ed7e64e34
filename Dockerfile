# One image for every process of Codex; the command says which.
FROM node:22-slim AS web
WORKDIR /frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /codex
COPY pyproject.toml README.md ./
COPY service_kit service_kit
COPY houston houston
COPY edm edm
COPY acm_wbia acm_wbia
COPY submissions submissions
COPY species_configs species_configs
COPY migrations migrations
RUN pip install --no-cache-dir ".[rabbitmq,redis,s3]"
COPY --from=web /frontend/dist frontend/dist
RUN useradd --create-home codex && mkdir /data && chown codex /data
USER codex
VOLUME /data
CMD ["houston", "up"]
