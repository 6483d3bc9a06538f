import bottle


@bottle.route("/")
def home():
    return bottle.template("home")


bottle.run(host="127.0.0.1", port=8080)
