import java.sql.DriverManager;

class Settings {
    // ruleid: java-hardcoded-secret
    private static final String API_KEY = "9f86d081884c7d659a2f";
    // ok: java-hardcoded-secret
    private static final String PASSWORD_FIELD = "the-password-field";

    // ok: java-hardcoded-secret
    private static final String CLIENT_SECRET = "00000000000000000000";

    void connect(String address, String user) throws Exception {
        // ruleid: java-hardcoded-secret
        DriverManager.getConnection(address, user, "Tr0ub4dor&3");
    }

    void safe(String address, String user) throws Exception {
        // ok: java-hardcoded-secret
        DriverManager.getConnection(address, user, System.getenv("DB_PASSWORD"));
    }
}
