import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

public class ArticleDao {
    @PersistenceContext private EntityManager em;

    public List<Article> search(String word, String order) {
        String jpql = String.format("SELECT a FROM Article a WHERE a.title LIKE '%%%s%%' ORDER BY a.%s", word, order);
        return em.createQuery(jpql, Article.class).getResultList();
    }
}
