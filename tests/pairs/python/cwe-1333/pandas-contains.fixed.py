import pandas as pd
from flask import request, render_template


def products():
    table = pd.read_csv("/srv/data/products.csv")
    wanted = request.args["name"]
    found = table[table["name"].str.contains(wanted, regex=False)]
    return render_template("products.html", rows=found.to_dict("records"))
