import java.security.MessageDigest;

public class AdminLogin {
    private final byte[] hash;

    public AdminLogin(byte[] hash) {
        this.hash = hash;
    }

    public boolean isAdmin(String user, byte[] passwordHash) {
        return "admin".equals(user) && MessageDigest.isEqual(hash, passwordHash);
    }
}
