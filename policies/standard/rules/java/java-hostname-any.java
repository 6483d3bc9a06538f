import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSession;

class Any implements HostnameVerifier {
    // ruleid: java-hostname-any
    public boolean verify(String host, SSLSession session) {
        return true;
    }

    void connect(HttpsURLConnection connection) {
        // ruleid: java-hostname-any
        connection.setHostnameVerifier((host, session) -> true);
    }
}

class Careful {
    // ok: java-hostname-any
    public boolean verify(String host, SSLSession session) {
        return host.equals(session.getPeerHost());
    }

    void connect(HttpsURLConnection connection) {
        // ok: java-hostname-any
        connection.setConnectTimeout(5000);
    }
}

class Lambda {
    void build(OkHttpClient.Builder builder) {
        // ruleid: java-hostname-any
        builder.hostnameVerifier((host, session) -> true);
        // ok: java-hostname-any
        builder.hostnameVerifier((host, session) -> host.equals(session.getPeerHost()));
    }
}
