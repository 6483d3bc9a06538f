import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;

class Secrets {
    void encrypt() throws Exception {
        // ruleid: java-weak-cipher
        Cipher first = Cipher.getInstance("DES/CBC/PKCS5Padding");
        // ruleid: java-weak-cipher
        Cipher second = Cipher.getInstance("AES/ECB/PKCS5Padding");
        // ruleid: java-weak-cipher
        KeyGenerator maker = KeyGenerator.getInstance("RC4");
    }

    void safe() throws Exception {
        // ok: java-weak-cipher
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        // ok: java-weak-cipher
        KeyGenerator maker = KeyGenerator.getInstance("AES");
    }
}
