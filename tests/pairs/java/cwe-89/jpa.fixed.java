@Repository
public class UserSearch {
    private static final Map<String, String> ORDERS = Map.of("name", "u.name", "age", "u.age");

    @PersistenceContext
    private EntityManager em;

    public List<User> byName(String name, String order) {
        String column = ORDERS.getOrDefault(order, "u.name");
        return em.createQuery("SELECT u FROM User u WHERE u.name = :name ORDER BY " + column, User.class)
            .setParameter("name", name)
            .getResultList();
    }
}
