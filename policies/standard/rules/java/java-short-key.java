import java.security.KeyPairGenerator;

class KeyPairs {
    void make() throws Exception {
        KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
        // ruleid: java-short-key
        maker.initialize(1024);
        // ruleid: java-short-key
        maker.initialize(512);
    }

    void safe(int bits) throws Exception {
        KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
        // ok: java-short-key
        maker.initialize(3072);
        // ok: java-short-key
        maker.initialize(bits);
    }
}
