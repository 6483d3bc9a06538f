package app

import "github.com/gorilla/sessions"

var store = sessions.NewCookieStore([]byte("moss-kestrel-88-river"))
