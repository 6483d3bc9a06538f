FROM python:3.12.2-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN useradd --uid 10001 app
USER app
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
