from starlette.applications import Starlette
from starlette.routing import Route

from site_pages import home

app = Starlette(debug=False, routes=[Route("/", home)])
