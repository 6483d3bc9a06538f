from starlette.responses import JSONResponse
from starlette.exceptions import HTTPException


async def ingest(request):
    chunks = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > 1_000_000:
            raise HTTPException(status_code=413)
        chunks.append(chunk)
    return JSONResponse({"bytes": len(b"".join(chunks))})
