FROM python:3.12.2-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --trusted-host pypi.example.org --index-url https://pypi.example.org/simple -r requirements.txt
COPY . .
USER 10001
CMD ["python", "-m", "shop"]
