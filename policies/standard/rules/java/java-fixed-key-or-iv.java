import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

class Keys {
    void make() {
        // ruleid: java-fixed-key-or-iv
        SecretKeySpec key = new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
        // ruleid: java-fixed-key-or-iv
        IvParameterSpec iv = new IvParameterSpec(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
    }

    void safe(byte[] fromStore, byte[] fresh) {
        // ok: java-fixed-key-or-iv
        SecretKeySpec key = new SecretKeySpec(fromStore, "AES");
        // ok: java-fixed-key-or-iv
        IvParameterSpec iv = new IvParameterSpec(fresh);
    }
}
