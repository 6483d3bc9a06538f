@Service
public class AvatarService {
    private static final Set<String> HOSTS = Set.of("avatars.example.com");
    private final RestTemplate rest = new RestTemplate();

    public byte[] load(HttpServletRequest request) {
        URI uri = URI.create(request.getParameter("avatar"));
        if (!"https".equals(uri.getScheme()) || !HOSTS.contains(uri.getHost())) {
            throw new IllegalArgumentException("host");
        }
        return rest.getForObject(uri, byte[].class);
    }
}
