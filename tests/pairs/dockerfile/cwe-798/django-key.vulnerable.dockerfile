FROM python:3.12.2-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
ENV DJANGO_SECRET_KEY="k3u!x8w2r9q_0mzt7v5n4b6p1l"
RUN useradd --uid 10001 app
USER app
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
