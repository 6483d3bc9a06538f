import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

class Trusting implements X509TrustManager {
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        throw new IllegalStateException();
    }

    // ruleid: java-trust-all
    public void checkServerTrusted(X509Certificate[] chain, String type) {
    }

    public X509Certificate[] getAcceptedIssuers() {
        return null;
    }
}

class TrustingToo {
    // ruleid: java-trust-all
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    }
}

class Careful {
    private X509TrustManager platform;

    // ok: java-trust-all
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        platform.checkServerTrusted(chain, type);
    }

    // ok: java-trust-all
    public void reset() {
    }
}

class Loaded {
    void build(SSLContextBuilder builder) throws Exception {
        // ruleid: java-trust-all
        builder.loadTrustMaterial(null, (chain, type) -> true);
        // ok: java-trust-all
        builder.loadTrustMaterial(new File("trust.p12"));
    }
}
