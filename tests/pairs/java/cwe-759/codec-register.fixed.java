import org.apache.commons.codec.digest.DigestUtils;
import org.mindrot.jbcrypt.BCrypt;

public class RegistrationController {
    public void register(RegistrationForm form) {
        Account account = new Account();
        account.setLogin(form.getLogin());
        account.setPasswordHash(BCrypt.hashpw(form.getPassword(), BCrypt.gensalt(12)));
        accounts.save(account);
    }
}
