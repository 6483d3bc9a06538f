import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

public class Database {
    public HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://db/shop");
        config.setUsername("shop");
        config.setPassword("Tr0ub4dor&3");
        return new HikariDataSource(config);
    }
}
