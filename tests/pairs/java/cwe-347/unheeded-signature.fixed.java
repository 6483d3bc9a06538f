import java.security.*;

public class Updates {
    public void install(byte[] data, byte[] sig, PublicKey key) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key);
        verifier.update(data);
        if (!verifier.verify(sig)) {
            throw new SignatureException("bad signature");
        }
        unpack(data);
    }
}
