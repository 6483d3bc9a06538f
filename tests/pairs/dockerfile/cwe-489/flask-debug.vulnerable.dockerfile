FROM python:3.12.2-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
ENV FLASK_APP=shop
ENV FLASK_DEBUG=1
USER 10001
EXPOSE 5000
CMD ["flask", "run", "--host=0.0.0.0"]
