import java.security.MessageDigest;

class Digest {
    void digest() throws Exception {
        // ruleid: java-weak-hash
        MessageDigest first = MessageDigest.getInstance("MD5");
        // ruleid: java-weak-hash
        MessageDigest second = MessageDigest.getInstance("SHA-1");
    }

    void safe() throws Exception {
        // ok: java-weak-hash
        MessageDigest first = MessageDigest.getInstance("SHA-256");
        // ok: java-weak-hash
        MessageDigest second = MessageDigest.getInstance("SHA-512");
    }
}
