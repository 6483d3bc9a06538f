@RestController
public class AccountController {
    private final JdbcTemplate jdbc;

    public AccountController(JdbcTemplate jdbc) { this.jdbc = jdbc; }

    @GetMapping("/accounts")
    public List<Map<String, Object>> find(@RequestParam String owner) {
        return jdbc.queryForList("SELECT * FROM accounts WHERE owner = ?", owner);
    }
}
