import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class OrderSearch {
    private final JdbcTemplate jdbc;

    public OrderSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/orders")
    public List<String> search(@RequestParam String city) {
        return jdbc.queryForList("SELECT title FROM orders WHERE city = ?", String.class, city);
    }
}
