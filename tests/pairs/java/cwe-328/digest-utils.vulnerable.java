import org.apache.commons.codec.digest.DigestUtils;

public class Accounts {
    public boolean matches(Account account, String password) {
        return account.hash().equals(DigestUtils.md5Hex(password + account.salt()));
    }
}
