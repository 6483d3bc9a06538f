from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse

router = APIRouter()
ALLOWED = {"dashboard": "/dashboard", "settings": "/settings"}

@router.get("/oauth/done")
async def done(request: Request, page: str = "dashboard"):
    request.session["connected"] = True
    return RedirectResponse(url=ALLOWED.get(page, "/dashboard"))
