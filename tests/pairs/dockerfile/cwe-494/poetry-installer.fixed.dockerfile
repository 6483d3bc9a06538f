FROM python:3.12.2-slim
WORKDIR /srv
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir poetry==1.8.2
COPY pyproject.toml poetry.lock ./
RUN poetry install --no-root --only main
COPY . .
USER 10001
CMD ["poetry", "run", "gunicorn", "shop.wsgi"]
