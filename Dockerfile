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
# Reads all of the database in one look: seldom, and with time.
HEALTHCHECK --interval=5m --timeout=2m --start-period=1m --retries=2 CMD ["python", "-m", "bot", "check"]
ENTRYPOINT ["python", "-m", "bot"]
