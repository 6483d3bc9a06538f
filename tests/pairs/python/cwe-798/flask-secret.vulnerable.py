from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = "9f3c7a1be84d4c5f"
app.config["SESSION_COOKIE_HTTPONLY"] = True
