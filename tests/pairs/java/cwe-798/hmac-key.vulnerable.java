import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Signer {
    private static final String KEY = "8f2e61a0c7d94b1f";

    public byte[] sign(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(), "HmacSHA256"));
        return mac.doFinal(body);
    }
}
