# syntax=docker/dockerfile:1.7
FROM golang:1.22.1-bookworm AS build
WORKDIR /src
RUN git config --global url."git@github.com:".insteadOf "https://github.com/"
COPY . .
RUN --mount=type=ssh go build -o /out/app ./cmd/app
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/app /app
USER nonroot
ENTRYPOINT ["/app"]
