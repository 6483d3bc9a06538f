import java.security.SecureRandom;
import java.util.Random;

class Tokens {
    void reset() {
        Random random = new Random();
        // ruleid: java-random-secret
        String token = Long.toHexString(random.nextLong());
        // ruleid: java-random-secret
        int otp = new Random().nextInt(1000000);
    }

    void safe(SecureRandom secure) {
        Random random = new Random();
        // ok: java-random-secret
        int dice = random.nextInt(6);
        // ok: java-random-secret
        String token = Long.toHexString(secure.nextLong());
    }
}
