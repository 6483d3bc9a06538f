from onelogin.saml2.auth import OneLogin_Saml2_Auth

SETTINGS = {
    "strict": True,
    "security": {
        "wantAssertionsSigned": False,
        "wantMessagesSigned": False,
    },
}


def login(request_data):
    auth = OneLogin_Saml2_Auth(request_data, old_settings=SETTINGS)
    auth.process_response()
    return auth.get_nameid()
