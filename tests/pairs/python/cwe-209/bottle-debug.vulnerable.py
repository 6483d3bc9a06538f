import bottle


@bottle.route("/")
def home():
    return bottle.template("home")


bottle.debug(True)
bottle.run(host="0.0.0.0", port=8080, debug=True)
