# syntax=docker/dockerfile:1.7
FROM golang:1.22.1-bookworm AS build
WORKDIR /src
COPY id_rsa /root/.ssh/id_rsa
RUN chmod 600 /root/.ssh/id_rsa && git config --global url."git@github.com:".insteadOf "https://github.com/"
COPY . .
RUN go build -o /out/app ./cmd/app
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/app /app
USER nonroot
ENTRYPOINT ["/app"]
