import javax.servlet.http.Cookie;

class Cookies {
    void set(Cookie cookie) {
        // ruleid: java-open-cookie
        cookie.setSecure(false);
        // ruleid: java-open-cookie
        cookie.setHttpOnly(false);
    }

    void safe(Cookie cookie) {
        // ok: java-open-cookie
        cookie.setSecure(true);
        // ok: java-open-cookie
        cookie.setHttpOnly(true);
    }
}
