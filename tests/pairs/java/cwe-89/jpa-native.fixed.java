import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

public class ArticleDao {
    @PersistenceContext private EntityManager em;

    public List<Article> search(String word) {
        return em.createQuery("SELECT a FROM Article a WHERE a.title LIKE :word ORDER BY a.created", Article.class)
            .setParameter("word", "%" + word + "%")
            .getResultList();
    }
}
