@Repository
public class UserSearch {
    @PersistenceContext
    private EntityManager em;

    public List<User> byName(String name, String order) {
        return em.createQuery("SELECT u FROM User u WHERE u.name = '" + name + "' ORDER BY u." + order, User.class).getResultList();
    }
}
