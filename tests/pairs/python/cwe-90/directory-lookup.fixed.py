import ldap3
from flask import Flask, jsonify, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)
server = ldap3.Server("ldaps://directory.internal")

@app.get("/people")
def people():
    uid = request.args["uid"]
    with ldap3.Connection(server) as connection:
        connection.search("ou=people,dc=example,dc=org", f"(uid={escape_filter_chars(uid)})", attributes=["cn", "mail"])
        return jsonify([entry.entry_attributes_as_dict for entry in connection.entries])
