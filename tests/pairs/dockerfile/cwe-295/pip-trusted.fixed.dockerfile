FROM python:3.12.2-slim
WORKDIR /app
COPY requirements.txt .
COPY internal-ca.pem /etc/ssl/internal-ca.pem
RUN pip install --no-cache-dir --cert /etc/ssl/internal-ca.pem --index-url https://pypi.example.org/simple -r requirements.txt
COPY . .
USER 10001
CMD ["python", "-m", "shop"]
