import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Signer {
    private final byte[] key;

    public Signer(byte[] key) {
        this.key = key;
    }

    public byte[] sign(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(body);
    }
}
