public class AdminLogin {
    public boolean isAdmin(String user, String password) {
        return "admin".equals(user) && "S3cr3t!2020".equals(password);
    }
}
