package directory

import (
	"fmt"
	"net/http"

	"github.com/go-ldap/ldap/v3"
)

func Find(connection *ldap.Conn, r *http.Request) (*ldap.SearchResult, error) {
	filter := fmt.Sprintf("(uid=%s)", ldap.EscapeFilter(r.FormValue("uid")))
	request := ldap.NewSearchRequest("dc=example", 2, 0, 0, 0, false, filter, nil, nil)
	return connection.Search(request)
}
