FROM postgres:16.2-alpine
LABEL org.opencontainers.image.title="shop database"
ENV POSTGRES_DB=shop
ENV POSTGRES_USER=shop
ENV POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password
COPY init.sql /docker-entrypoint-initdb.d/
USER postgres
EXPOSE 5432
