from flask_cors import CORS


def configure(app, response, middleware):
    # ruleid: python-cors-any-origin
    CORS(app, origins="*", supports_credentials=True)
    # ruleid: python-cors-any-origin
    response.headers["Access-Control-Allow-Origin"] = "*"
    # ruleid: python-cors-any-origin
    app.add_middleware(middleware, allow_origins=["*"], allow_credentials=True)


def safe(app, response, middleware):
    # ok: python-cors-any-origin
    CORS(app, origins=["https://app.internal"])
    # ok: python-cors-any-origin
    response.headers["Access-Control-Allow-Origin"] = "https://app.internal"
