# One image for every process: docs/deploy.md says how it is run.
FROM python:3.11-slim
WORKDIR /opt/recruitbot
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY adapters adapters
COPY storage storage
RUN pip install --no-cache-dir --no-deps --no-build-isolation .
RUN useradd --system --create-home --home-dir /var/lib/recruitbot recruitbot
USER recruitbot
WORKDIR /var/lib/recruitbot
VOLUME /var/lib/recruitbot
ENV HOST=0.0.0.0 LOG_FORMAT=json
ENTRYPOINT ["recruitbot"]
CMD ["run"]
