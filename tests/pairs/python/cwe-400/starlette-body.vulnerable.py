from starlette.responses import JSONResponse


async def ingest(request):
    chunks = []
    async for chunk in request.stream():
        chunks.append(chunk)
    return JSONResponse({"bytes": len(b"".join(chunks))})
