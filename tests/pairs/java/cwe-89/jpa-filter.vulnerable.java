import java.util.List;
import javax.persistence.EntityManager;

public class Articles {
    private final EntityManager manager;

    public Articles(EntityManager manager) {
        this.manager = manager;
    }

    public List<?> titled(String title) {
        return manager.createQuery("SELECT a FROM Article a WHERE a.title = '" + title + "'").getResultList();
    }
}
