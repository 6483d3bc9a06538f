import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.*;

@Configuration
public class DataConfig {
    @Bean
    public DataSource dataSource() {
        return DataSourceBuilder.create()
            .url("jdbc:postgresql://db.internal/shop")
            .username("shop")
            .password(System.getenv("DB_PASSWORD"))
            .build();
    }
}
