import org.apache.commons.codec.digest.DigestUtils;
import org.mindrot.jbcrypt.BCrypt;

public class RegistrationController {
    public void register(RegistrationForm form) {
        Account account = new Account();
        account.setLogin(form.getLogin());
        account.setPasswordHash(DigestUtils.sha256Hex(form.getPassword()));
        accounts.save(account);
    }
}
