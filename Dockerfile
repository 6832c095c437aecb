FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /tmp/
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data
RUN useradd --system --uid 10001 --user-group --no-create-home raffle \
 && install -d -o raffle -g raffle -m 0700 /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY rules/ rules/
COPY db/ db/
COPY services/ services/
COPY bot/ bot/
COPY migrations/ migrations/
RUN python -m babel.messages.frontend -q compile -d bot/texts/locales \
 && python -m compileall -q rules db services bot migrations
USER 10001:10001
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ.get('HTTP_PORT', 8080)}/healthz\", timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
